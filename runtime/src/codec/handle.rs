//! Handles of attributes in expressions, with the codec of their values.

use super::Attribute;
use crate::path::Path;

/// A handle of an attribute: a [`Path`], or a generated handle around one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the handle of an attribute",
    note = "handles are functions that are called: `user::name()`",
    note = "a flattened union has several attributes: `set_flattened` sets them, and its variants \
            have handles of their fields"
)]
pub trait Handle {
    /// The model.
    type Model;
    /// The stored form.
    type Attribute: Attribute;
    /// The capabilities.
    type Capabilities;

    /// Returns the plain handle.
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
