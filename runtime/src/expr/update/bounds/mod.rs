//! Field rules as conditions of updates: bounds on values that an update changes.

mod bound;
mod exempt;
mod growth;

pub(crate) use bound::{Bound, members};
pub(crate) use exempt::Exempt;
pub(crate) use growth::{Growth, bounds};
