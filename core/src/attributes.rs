//! Attributes of stored items, by name.

/// A stored item, as far as a schema needs it: for the model it belongs to, and for its key.
///
/// Implemented by code that walks over stored items, for its own type of items.
pub trait Attributes {
    /// The type of attribute values.
    type Value;

    /// Returns the attribute with this name, if the item has it.
    fn attribute(&self, name: &str) -> Option<&Self::Value>;
}
