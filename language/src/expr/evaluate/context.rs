//! What an expression is evaluated on.

use std::collections::BTreeMap;

use dynamite_core::expr::Value;
use jiff::Timestamp;

/// The values that an expression is evaluated with.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// The start of the run, which is `now()`.
    pub now: Timestamp,
    /// The item and the constants.
    pub attributes: &'c dyn Attributes,
}

/// The attributes of an item as values, and the constants.
///
/// They have the types that the [`Environment`](super::super::Environment) gave: a time that is
/// stored as a number is a timestamp here. A value of another kind is an error of the evaluation,
/// never a wrong result.
pub trait Attributes {
    /// Returns the value of an attribute, by its stored name; null if the item does not have it.
    fn attribute(&self, name: &str) -> Value;

    /// Returns the value of a constant.
    fn constant(&self, name: &str) -> Value {
        let _ = name;
        Value::Null
    }
}

impl Attributes for BTreeMap<String, Value> {
    fn attribute(&self, name: &str) -> Value {
        self.get(name).cloned().unwrap_or(Value::Null)
    }
}
