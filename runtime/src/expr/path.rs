//! Typed handles of attributes.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::capabilities::{Element, Optional};
use super::error::MAX_NAME_BYTES;
use super::forms::{Indexed, Keyed};
use crate::codec::Attribute;
use crate::rules::Rules;

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
        names.find(|bytes| !(1..=MAX_NAME_BYTES).contains(bytes))
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

/// The handle of an attribute: of model `M`, stored as `A`, with capabilities `C`.
///
/// Handles come from the functions and methods in the generated modules: `user::name()`,
/// `user::profile().bio()`. What a field can do is in its type: only numbers have `add`, only
/// comparable forms have `lt` and `between`, a field of the key cannot be set.
#[must_use = "a handle does nothing by itself"]
#[expect(
    clippy::struct_field_names,
    reason = "it is a document path with types"
)]
pub struct Path<M, A, C> {
    pub(crate) path: DocumentPath,
    /// Those of the field it stands for.
    pub(crate) rules: Option<&'static Rules>,
    /// Those of the fields it is inside of, outermost first.
    pub(crate) above: Vec<Above>,
    types: PhantomData<Types<M, A, C>>,
}

/// A field with rules that contains what a path leads to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Above {
    /// How many steps of the path lead from the root to the field.
    pub(crate) depth: usize,
    pub(crate) rules: &'static Rules,
}

/// What a handle knows of its attribute without holding any of it.
type Types<M, A, C> = fn() -> (M, A, C);

impl<M, A, C> Path<M, A, C> {
    /// The handle of a top-level attribute, by its stored name. For generated code.
    #[doc(hidden)]
    pub const fn attribute(name: &'static str) -> Self {
        Self {
            path: DocumentPath::attribute(name),
            rules: None,
            above: Vec::new(),
            types: PhantomData,
        }
    }

    /// The handle of a field with rules. For generated code.
    #[doc(hidden)]
    pub const fn ruled(name: &'static str, rules: &'static Rules) -> Self {
        Self {
            path: DocumentPath::attribute(name),
            rules: Some(rules),
            above: Vec::new(),
            types: PhantomData,
        }
    }

    /// The handle of an attribute inside this one, by its stored name. For generated code.
    #[doc(hidden)]
    pub fn child<B: Attribute, D: 'static>(self, name: &'static str) -> B::Handle<M, D>
    where
        M: 'static,
    {
        self.step::<B, D>(Step::Attribute(Cow::Borrowed(name)), None)
    }

    /// [`child`](Self::child) for a field with rules. For generated code.
    #[doc(hidden)]
    pub fn ruled_child<B: Attribute, D: 'static>(
        self,
        name: &'static str,
        rules: &'static Rules,
    ) -> B::Handle<M, D>
    where
        M: 'static,
    {
        self.step::<B, D>(Step::Attribute(Cow::Borrowed(name)), Some(rules))
    }

    fn step<B: Attribute, D: 'static>(
        mut self,
        step: Step,
        rules: Option<&'static Rules>,
    ) -> B::Handle<M, D>
    where
        M: 'static,
    {
        if let Some(rules) = self.rules {
            let depth = self.path.rest.len();
            self.above.push(Above { depth, rules });
        }
        self.path.rest.push(step);
        Path {
            path: self.path,
            rules,
            above: self.above,
            types: PhantomData,
        }
        .into()
    }
}

impl<M: 'static, A: Indexed, C> Path<M, A, C> {
    /// The element at this index of a list, counted from 0.
    ///
    /// Setting an element behind the end of the list appends it, wherever the index points.
    pub fn at(&self, index: usize) -> <A::Element as Attribute>::Handle<M, Element> {
        self.clone()
            .step::<A::Element, Element>(Step::Element(index), None)
    }
}

impl<M: 'static, A: Keyed, C> Path<M, A, C> {
    /// The entry of a map under this key.
    pub fn key(&self, key: impl Into<String>) -> <A::Entry as Attribute>::Handle<M, Optional> {
        self.clone()
            .step::<A::Entry, Optional>(Step::Attribute(Cow::Owned(key.into())), None)
    }
}

impl<M, A, C> Clone for Path<M, A, C> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            rules: self.rules,
            above: self.above.clone(),
            types: PhantomData,
        }
    }
}

impl<M, A, C> fmt::Debug for Path<M, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.path, f)
    }
}

impl<M, A, C> fmt::Display for Path<M, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.path, f)
    }
}

impl<M, A, C> From<Path<M, A, C>> for DocumentPath {
    fn from(handle: Path<M, A, C>) -> Self {
        handle.path
    }
}

/// Anything that stands for an attribute: a [`Path`], or a generated handle around one.
pub trait Handle {
    /// The model.
    type Model;
    /// The stored form.
    type Attribute: Attribute;
    /// The capabilities.
    type Capabilities;

    /// The plain handle.
    fn into_path(self) -> Path<Self::Model, Self::Attribute, Self::Capabilities>;
}

impl<M, A: Attribute, C> Handle for Path<M, A, C> {
    type Model = M;
    type Attribute = A;
    type Capabilities = C;

    fn into_path(self) -> Self {
        self
    }
}
