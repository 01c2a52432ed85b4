//! Fields that are being renamed.

/// A field that is being renamed: until all programs know its new name, it has two attributes.
///
/// One of them is authoritative: only this one is read, and everything that depends on a stored value
/// depends on this one. What becomes of the other one follows from it, in every write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhasedAttribute {
    /// Stored name of the authoritative attribute.
    pub name: &'static str,
    /// Stored name of the other attribute.
    pub other: &'static str,
    /// `true` if every write that changes the field keeps the other attribute equal; if not, it
    /// removes it.
    pub is_mirrored: bool,
}

impl PhasedAttribute {
    /// Makes a field whose writes keep both attributes equal.
    pub const fn mirrored(name: &'static str, other: &'static str) -> Self {
        let is_mirrored = true;
        Self {
            name,
            other,
            is_mirrored,
        }
    }

    /// Makes a field whose writes remove the other attribute.
    pub const fn removed(name: &'static str, other: &'static str) -> Self {
        let is_mirrored = false;
        Self {
            name,
            other,
            is_mirrored,
        }
    }
}
