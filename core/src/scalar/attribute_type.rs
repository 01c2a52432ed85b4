//! The kinds of DynamoDB that scalars are stored as.

use super::{Family, Scalar};
use crate::KeyKind;

impl Scalar {
    /// Returns DynamoDB's name of the kind of its values: `S`, `N`, `B` or `BOOL`. `json` has values
    /// of every kind.
    pub fn attribute_type(self) -> Option<&'static str> {
        match self.family() {
            Family::Bool => Some("BOOL"),
            Family::Float => Some("N"),
            _ => self.key_kind().map(KeyKind::name),
        }
    }

    /// Returns the kinds of several types as messages name them: `S, N or B`.
    pub fn attribute_types(scalars: impl IntoIterator<Item = Self>) -> String {
        let kinds = scalars.into_iter().filter_map(Self::attribute_type);
        let mut kinds: Vec<_> = kinds.collect();
        match kinds.pop() {
            Some(last) if !kinds.is_empty() => format!("{} or {last}", kinds.join(", ")),
            last => last.unwrap_or_default().to_owned(),
        }
    }
}
