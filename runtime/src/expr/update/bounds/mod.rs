//! Rules of fields as conditions of updates: bounds of what an update may make of a value.

mod bound;
mod exempt;
mod growth;

pub(crate) use bound::{Bound, members};
pub(crate) use exempt::Exempt;
pub(crate) use growth::{Growth, bounds};
