//! Document paths without types.

use dynamite_core::limits::MAX_ATTRIBUTE_NAME_BYTES;

use std::borrow::Cow;
use std::fmt;

/// One step of a document path below its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Attribute(Cow<'static, str>),
    Element(usize),
}

/// A document path without types: an attribute, and what follows inside it.
///
/// Prints as DynamoDB writes paths, `lines[2].price`, with `?` for keys of maps.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentPath {
    pub(crate) root: &'static str,
    pub(crate) rest: Vec<Step>,
}

impl DocumentPath {
    /// A top-level attribute, by its stored name.
    pub(crate) const fn attribute(name: &'static str) -> Self {
        Self {
            root: name,
            rest: Vec::new(),
        }
    }

    /// Whether one of the two contains the other, or both are the same: DynamoDB refuses two
    /// such paths in one update or projection.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.root == other.root && self.rest.iter().zip(&other.rest).all(|(a, b)| a == b)
    }

    /// The steps from here to another path, if that is this path or leads through it.
    pub(crate) fn steps_to<'p>(&self, other: &'p Self) -> Option<&'p [Step]> {
        let rest = other.rest.strip_prefix(&*self.rest)?;
        (self.root == other.root).then_some(rest)
    }

    /// Whether it leads to an entry of a map, under a key of the user's own: the names of fields
    /// are those of the schema.
    pub(crate) fn is_entry(&self) -> bool {
        matches!(self.rest.last(), Some(Step::Attribute(Cow::Owned(_))))
    }

    /// What it is in; a top-level attribute is its own.
    pub(crate) fn outer(&self) -> Self {
        let inside = self.rest.len().saturating_sub(1);
        Self {
            root: self.root,
            rest: self.rest[..inside].to_vec(),
        }
    }

    /// The index of the list element that it leads to.
    pub(crate) fn element(&self) -> Option<usize> {
        match self.rest.last() {
            Some(Step::Element(index)) => Some(*index),
            _ => None,
        }
    }

    /// The length of a name inside it that is empty or longer than DynamoDB's limit. Stored names
    /// of the schema are neither, keys of maps may be.
    pub(crate) fn refused_name(&self) -> Option<usize> {
        let mut names = self.rest.iter().filter_map(|step| match step {
            Step::Attribute(name) => Some(name.len()),
            Step::Element(_) => None,
        });
        names.find(|bytes| !(1..=MAX_ATTRIBUTE_NAME_BYTES).contains(bytes))
    }
}

/// A step as messages show it: keys of maps are values, and may be what a sensitive field holds.
#[expect(clippy::ptr_arg, reason = "whether it is borrowed is what matters")]
pub(crate) fn shown<'n>(name: &'n Cow<'static, str>) -> &'n str {
    match name {
        Cow::Borrowed(name) => name,
        Cow::Owned(_) => "?",
    }
}

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.root)?;
        for step in &self.rest {
            match step {
                Step::Attribute(name) => write!(f, ".{}", shown(name))?,
                Step::Element(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{self}`")
    }
}
