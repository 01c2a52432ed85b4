//! Fields that are being renamed, or get another stored form, phase by phase.

use dynamite_core::FormerForm;

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

/// What a field that is being renamed has besides its authoritative attribute, which is the only one
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
