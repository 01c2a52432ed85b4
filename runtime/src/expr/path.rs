//! Typed handles of attributes.

use std::fmt;
use std::marker::PhantomData;

use crate::codec::Attribute;

/// What can be done with a field that is always there: everything but removing it.
#[derive(Clone, Copy, Debug)]
pub enum Required {}

/// What can be done with a field that may be absent.
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// What can be done with a field of the primary key: conditions, but no change.
#[derive(Clone, Copy, Debug)]
pub enum KeyField {}

/// A field that an update may set.
pub trait Settable {}
impl Settable for Required {}
impl Settable for Optional {}

/// A field that an update may remove.
pub trait Removable: Settable {}
impl Removable for Optional {}

/// One step of a document path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Attribute(&'static str),
    Key(String),
    Element(usize),
}

/// A document path without types: an attribute, and what follows inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPath {
    pub(crate) root: &'static str,
    pub(crate) rest: Vec<Step>,
}

/// The handle of an attribute: of model `M`, stored as `A`, with capabilities `C`.
///
/// Handles come from the functions and methods in the generated modules: `user::name()`,
/// `user::profile().bio()`. What a field can do is in its type: only numbers have `add`, only
/// comparable forms have `lt` and `between`, a field of the key cannot be set.
pub struct Path<M, A, C> {
    pub(crate) path: DocumentPath,
    types: PhantomData<fn() -> (M, A, C)>,
}

impl<M, A, C> Path<M, A, C> {
    /// The handle of a top-level attribute, by its stored name. For generated code.
    #[doc(hidden)]
    pub const fn attribute(name: &'static str) -> Self {
        Self {
            path: DocumentPath {
                root: name,
                rest: Vec::new(),
            },
            types: PhantomData,
        }
    }

    /// The handle of an attribute inside this one, by its stored name. For generated code.
    #[doc(hidden)]
    pub fn child<B: Attribute, D: 'static>(mut self, name: &'static str) -> B::Handle<M, D>
    where
        M: 'static,
    {
        self.path.rest.push(Step::Attribute(name));
        Path {
            path: self.path,
            types: PhantomData,
        }
        .into()
    }
}

impl<M, A, C> Clone for Path<M, A, C> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            types: PhantomData,
        }
    }
}

impl<M, A, C> fmt::Debug for Path<M, A, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.path, f)
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
