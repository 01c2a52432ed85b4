//! Fields in phases: they are being renamed, or get another stored form.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{Attribute, EncodeError, converted};
use crate::path::{DocumentPath, Step};

/// A field in phases: it is being renamed, or gets another stored form. Until all programs know the new one, it
/// has two attributes.
///
/// One of them is authoritative: only this one is read, and everything that depends on a stored value
/// depends on this one. What becomes of the other one follows from it, in every write.
#[derive(Clone, Copy, Debug)]
pub struct PhasedAttribute {
    /// Stored names of the attributes that lead to the nested type it is in; none for a field of a model.
    pub parents: &'static [&'static str],
    /// Stored name of the authoritative attribute.
    pub name: &'static str,
    /// Stored name of the other attribute.
    pub other: &'static str,
    /// `true` if every write that changes the field keeps the other attribute equal; if not, it
    /// removes it.
    pub is_mirrored: bool,
    /// Makes the value of the other attribute, if it has another stored form.
    convert: Option<Convert>,
}

/// Makes a stored value in another form.
type Convert = fn(&AttributeValue) -> Result<AttributeValue, EncodeError>;

impl PhasedAttribute {
    /// Makes a field whose writes keep both attributes equal.
    pub const fn mirrored(name: &'static str, other: &'static str) -> Self {
        Self {
            parents: &[],
            name,
            other,
            is_mirrored: true,
            convert: None,
        }
    }

    /// Makes a field whose writes keep both attributes equal, the first in the stored form `A` and the
    /// other one in `B`.
    pub const fn retyped<A: Attribute, B: Attribute<Value = A::Value>>(
        name: &'static str,
        other: &'static str,
    ) -> Self {
        Self {
            convert: Some(converted::<A, B>),
            ..Self::mirrored(name, other)
        }
    }

    /// Makes a field whose writes remove the other attribute.
    pub const fn removed(name: &'static str, other: &'static str) -> Self {
        Self {
            is_mirrored: false,
            ..Self::mirrored(name, other)
        }
    }

    /// Makes the same of a field inside a nested type.
    #[must_use]
    pub const fn inside(mut self, parents: &'static [&'static str]) -> Self {
        self.parents = parents;
        self
    }

    /// Returns `true` if the two attributes have different stored forms.
    pub(crate) fn is_retyped(&self) -> bool {
        self.convert.is_some()
    }

    /// Returns a value of the authoritative attribute as the other one holds it.
    ///
    /// # Errors
    /// If it is no value of the field, or has no place in the other form.
    pub(crate) fn of_other(&self, value: &AttributeValue) -> Result<AttributeValue, EncodeError> {
        let Some(convert) = self.convert else {
            return Ok(value.clone());
        };
        convert(value).map_err(|error| error.in_attribute(self.name))
    }

    /// Returns the attribute of the model that it is, or is inside.
    pub(crate) fn root(&self) -> &'static str {
        self.parents.first().copied().unwrap_or(self.name)
    }

    /// Returns the path of the authoritative attribute.
    pub(crate) fn path(&self) -> DocumentPath {
        self.path_to(self.name)
    }

    /// Returns the path of the other attribute.
    pub(crate) fn other_path(&self) -> DocumentPath {
        self.path_to(self.other)
    }

    fn path_to(&self, own: &'static str) -> DocumentPath {
        let mut names = self.parents.iter().copied().chain([own]);
        let root = names.next().unwrap_or(own);
        let rest = names.map(|name| Step::Attribute(name.into())).collect();
        DocumentPath { root, rest }
    }
}
