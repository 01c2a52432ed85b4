//! What only one item of a model may hold.

use super::FieldId;
use crate::source::Span;

/// A rule that no two items of a model hold the same values in these fields.
#[derive(Clone, Debug)]
pub struct Unique {
    /// The name of the one field, or the name declared for several.
    pub name: String,
    /// Rust name of the repository's method.
    pub method: String,
    /// Its fields, one or more.
    pub fields: Vec<FieldId>,
    /// What guards call each of them: their stored names, unless `guard:` says otherwise.
    pub guard: Vec<String>,
    /// Whether a soft-deleted item gives its values up.
    pub among_live: bool,
    /// Where it is declared.
    pub span: Span,
}
