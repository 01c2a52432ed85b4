//! Rules of fields as conditions of updates: bounds of what an update may make of a value.

mod bound;
mod exempt;
mod growth;
mod limit;
mod room;

pub(crate) use bound::{Bound, members};
pub(crate) use exempt::Exempt;
pub(crate) use growth::{Growth, bounds};
pub(crate) use room::Room;
