//! Values with their places.

use std::ops::Deref;

use super::Span;

/// A value read from a schema file, and its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// The place where it was written.
    pub(crate) span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value at a place.
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
