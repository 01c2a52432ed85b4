//! Untyped document paths.

use dynamite_core::limits::MAX_ATTRIBUTE_NAME_BYTES;

use std::borrow::Cow;
use std::fmt;

/// One step of a document path below its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Attribute(Cow<'static, str>),
    Element(usize),
}

/// An untyped document path: an attribute, and the steps inside it.
///
/// Prints in DynamoDB's syntax, `lines[2].price`, with `?` for keys of maps.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentPath {
    pub(crate) root: &'static str,
    pub(crate) rest: Vec<Step>,
}

impl DocumentPath {
    /// The path of a top-level attribute, by its stored name.
    pub(crate) const fn attribute(name: &'static str) -> Self {
        Self {
            root: name,
            rest: Vec::new(),
        }
    }

    /// Returns `true` if the paths are equal or one contains the other: DynamoDB rejects two such
    /// paths in one update or projection.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.root == other.root && self.rest.iter().zip(&other.rest).all(|(a, b)| a == b)
    }

    /// Returns the steps from this path to another one that is equal to it or inside it.
    pub(crate) fn steps_to<'p>(&self, other: &'p Self) -> Option<&'p [Step]> {
        let rest = other.rest.strip_prefix(&*self.rest)?;
        (self.root == other.root).then_some(rest)
    }

    /// Returns `true` if the path ends at a map entry, whose key is user data. Field names come
    /// from the schema.
    pub(crate) fn is_entry(&self) -> bool {
        matches!(self.rest.last(), Some(Step::Attribute(Cow::Owned(_))))
    }

    /// Returns the containing path; that of a top-level attribute is itself.
    pub(crate) fn outer(&self) -> Self {
        let inside = self.rest.len().saturating_sub(1);
        Self {
            root: self.root,
            rest: self.rest[..inside].to_vec(),
        }
    }

    /// Returns the index of the list element at the end of the path.
    pub(crate) fn element(&self) -> Option<usize> {
        match self.rest.last() {
            Some(Step::Element(index)) => Some(*index),
            _ => None,
        }
    }

    /// Returns the length of a name in the path that is empty or longer than DynamoDB's limit. Only
    /// map keys can be: names from the schema are checked.
    pub(crate) fn refused_name(&self) -> Option<usize> {
        let inside = self.rest.iter().filter_map(|step| match step {
            Step::Attribute(name) => Some(name.len()),
            Step::Element(_) => None,
        });
        let mut names = std::iter::once(self.root.len()).chain(inside);
        names.find(|bytes| !(1..=MAX_ATTRIBUTE_NAME_BYTES).contains(bytes))
    }
}

/// Returns a step's name for messages. Map keys are values, and may belong to a sensitive field.
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
