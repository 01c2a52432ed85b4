//! Unique constraints.

use super::FieldId;
use crate::source::Span;

/// A constraint that no two items of a model hold the same values in these fields.
#[derive(Clone, Debug)]
pub struct Unique {
    /// The name of the one field, or the name declared for several.
    pub name: String,
    /// Rust name of the repository's method.
    pub method: String,
    /// Its fields, one or more.
    pub fields: Vec<FieldId>,
    /// Names of the fields in guards: their stored names, unless `guard:` gives others.
    pub guard: Vec<String>,
    /// `true` if a soft-deleted item releases its values.
    pub among_live: bool,
    /// The place of the declaration.
    pub span: Span,
}
