//! How generated types are serialized.

/// `serde` of a model, nested type, enum or union.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Serde {
    /// `true` if input with a field that the type does not have is refused.
    pub denies_unknown: bool,
    /// `true` if decimals are written as numbers where these are exact, and not as text.
    pub decimals_are_numbers: bool,
}

/// The place of a field in serialized values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// It is written and read.
    Both,
    /// It is written, and read for new items only.
    Create,
    /// It is written, and not accepted from input.
    Output,
    /// It is read, and never written.
    Input,
    /// It is neither written nor read.
    Nowhere,
}

impl Exposure {
    /// Returns `true` if it is written.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Both | Self::Create | Self::Output)
    }

    /// Returns `true` if it is read.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Both | Self::Create | Self::Input)
    }

    /// Returns `true` if it is read for items that exist.
    pub fn is_patched(self) -> bool {
        matches!(self, Self::Both | Self::Input)
    }
}
