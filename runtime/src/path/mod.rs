//! Attribute paths: untyped document paths, and typed handles.
//!
//! The operations of a handle depend on its codec and are documented with the expressions.

mod document;

use std::fmt;
use std::marker::PhantomData;

pub use document::DocumentPath;
pub(crate) use document::{Step, shown};

use crate::rules::Rules;

/// The handle of an attribute of model `M`, stored as `A`, with capabilities `C`.
///
/// Handles come from the functions and methods in the generated modules: `user::name()`,
/// `user::profile().bio()`. The type of a handle determines its operations: only numbers have
/// `add`, only comparable forms have `lt` and `between`, and a key field cannot be set.
#[must_use = "a handle does nothing by itself"]
#[expect(
    clippy::struct_field_names,
    reason = "it is a document path with types"
)]
pub struct Path<M, A, C> {
    pub(crate) path: DocumentPath,
    /// The rules of the field itself.
    pub(crate) rules: Option<&'static Rules>,
    /// The rules of the containing fields, outermost first.
    pub(crate) above: Vec<Above>,
    types: PhantomData<Types<M, A, C>>,
}

/// A field with rules that contains the end of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Above {
    /// Number of steps from the root to the field.
    pub(crate) depth: usize,
    pub(crate) rules: &'static Rules,
}

/// The types of a handle, which holds no values of them.
type Types<M, A, C> = fn() -> (M, A, C);

impl<M, A, C> Path<M, A, C> {
    /// Makes the handle of a top-level attribute, by its stored name. For generated code.
    #[doc(hidden)]
    pub const fn attribute(name: &'static str) -> Self {
        Self {
            path: DocumentPath::attribute(name),
            rules: None,
            above: Vec::new(),
            types: PhantomData,
        }
    }

    /// Makes the handle of a field with rules. For generated code.
    #[doc(hidden)]
    pub const fn ruled(name: &'static str, rules: &'static Rules) -> Self {
        Self {
            path: DocumentPath::attribute(name),
            rules: Some(rules),
            above: Vec::new(),
            types: PhantomData,
        }
    }

    /// Returns the handle one step further, with the rules of the field there.
    pub(crate) fn inside<B, D>(
        mut self,
        step: Step,
        rules: Option<&'static Rules>,
    ) -> Path<M, B, D> {
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
