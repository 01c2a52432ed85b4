//! What an expression may name.

use super::types::{RecordId, Type};

/// The fields and constants that an expression may name.
///
/// It knows types only; values come from [`Attributes`](super::Attributes) when an expression is
/// evaluated.
pub trait Environment {
    /// Returns the field of the item, or of a nested type.
    fn field(&self, owner: Owner, name: &str) -> Option<FieldType>;

    /// Returns the names of all fields of the item, or of a nested type, for suggestions.
    fn fields(&self, owner: Owner) -> Vec<String>;

    /// Returns what a nested type is called in messages.
    fn record_name(&self, record: RecordId) -> String;

    /// Returns the type of a constant, which is written `$name`.
    fn constant(&self, name: &str) -> Option<Type> {
        let _ = name;
        None
    }
}

/// What a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// The item itself.
    Item,
    /// A nested type.
    Record(RecordId),
}

/// A field as expressions see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldType {
    /// The name of its attribute, which may differ from its own.
    pub attribute: String,
    /// Its type; nullable if the attribute may be absent or `NULL`.
    pub ty: Type,
}
