//! Attributes of stored items, by name.

/// A stored item, as far as a schema asks about it: whose item it is, and what its key is.
///
/// Whatever walks over stored items implements it for the items that it holds.
pub trait Attributes {
    /// The value of an attribute.
    type Value;

    /// The attribute with this name, if the item has it.
    fn attribute(&self, name: &str) -> Option<&Self::Value>;
}
