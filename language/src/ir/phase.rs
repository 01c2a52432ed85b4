//! Fields in phases: they are being renamed, or get another stored form.

use dynamite_core::FormerForm;

use super::{Field, NamedTypeKind, Schema, Type};

/// The phase of a rename, as the programs with this schema take part in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The former attribute is read, and both are written: older programs know only the former one.
    Expand,
    /// The new attribute is read, and both are written: programs of the phase before read the former
    /// one.
    Switch,
    /// The new attribute is read and written, and the former one is removed.
    Contract,
}

impl Phase {
    /// The words of all phases, in their order.
    pub const NAMES: &'static [&'static str] = &["expand", "switch", "contract"];

    /// Returns its word in a schema file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Switch => "switch",
            Self::Contract => "contract",
        }
    }
}

/// What a field in phases has besides its authoritative attribute, which is the only one
/// that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renaming {
    /// The phase.
    pub phase: Phase,
    /// Stored name of the attribute that the field had before.
    pub former: String,
    /// Stored name of the attribute that the field has once its rename is over.
    pub settled: String,
    /// How the former attribute holds the values, if it has another stored form.
    pub retyping: Option<Retyping>,
}

/// The form in which programs write values of a field to its former attribute, where its type or its
/// stored form is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retyping {
    /// Scalars.
    Scalar(FormerForm),
    /// The values of an enum, where any text may have been stored.
    Text,
    /// The values of an enum, in the order of their declaration, as they were stored.
    Values(Vec<String>),
}

impl Renaming {
    /// Returns the attribute that is read.
    pub fn authoritative(&self) -> &str {
        match self.phase {
            Phase::Expand => &self.former,
            Phase::Switch | Phase::Contract => &self.settled,
        }
    }

    /// Returns the attribute that is not read.
    pub fn other(&self) -> &str {
        match self.phase {
            Phase::Expand => &self.settled,
            Phase::Switch | Phase::Contract => &self.former,
        }
    }

    /// Returns `true` if every write keeps the attribute that is not read equal to the other one; if
    /// not, every write removes it.
    pub fn is_mirrored(&self) -> bool {
        self.phase != Phase::Contract
    }
}

/// A field in phases, of a model or inside the nested types of its fields.
#[derive(Clone, Debug)]
pub struct RenamedField<'s> {
    /// Stored names of the attributes that lead to it, as they are read.
    pub parents: Vec<&'s str>,
    /// Its attributes.
    pub renaming: &'s Renaming,
}

impl Schema {
    /// Returns those of these fields that are in phases, and those inside their nested types, from the
    /// outside in. The schema has no other nested types with such fields: those in lists, maps and unions, or
    /// stored by a codec, have none.
    pub fn renamed_fields<'s>(&'s self, fields: &'s [Field]) -> Vec<RenamedField<'s>> {
        let mut renamed = Vec::new();
        let mut levels = vec![(Vec::new(), fields)];
        let mut level = 0;
        while let Some((parents, fields)) = levels.get(level).cloned() {
            for field in fields {
                renamed.extend(field.renaming.as_ref().map(|renaming| RenamedField {
                    parents: parents.clone(),
                    renaming,
                }));
                let inside = self.nested_fields(field);
                levels.extend(inside.map(|inside| {
                    let mut parents = parents.clone();
                    parents.push(field.attribute.as_str());
                    (parents, inside)
                }));
            }
            level += 1;
        }
        renamed
    }

    /// Returns the fields of the nested type that a field has, unless a codec stores it.
    pub fn nested_fields(&self, field: &Field) -> Option<&[Field]> {
        match (&field.ty, &field.codec) {
            (Type::Named(id), None) => match &self.named_type(*id).kind {
                NamedTypeKind::Struct(fields) => Some(fields),
                _ => None,
            },
            _ => None,
        }
    }
}
