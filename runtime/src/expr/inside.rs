//! Handles of fields, elements and entries inside an attribute.

use std::borrow::Cow;

use super::field_capabilities::{Element, Optional};
use super::form_capabilities::{Indexed, Keyed};
use crate::codec::Attribute;
use crate::path::{Path, Step};
use crate::rules::Rules;

impl<M, A, C> Path<M, A, C> {
    /// Returns the handle of an attribute inside this one, by its stored name. For generated code.
    #[doc(hidden)]
    pub fn child<B: Attribute, D: 'static>(self, name: &'static str) -> B::Handle<M, D>
    where
        M: 'static,
    {
        self.inside::<B, D>(Step::Attribute(Cow::Borrowed(name)), None)
            .into()
    }

    /// Does the same as [`child`](Self::child) for a field with rules. For generated code.
    #[doc(hidden)]
    pub fn ruled_child<B: Attribute, D: 'static>(
        self,
        name: &'static str,
        rules: &'static Rules,
    ) -> B::Handle<M, D>
    where
        M: 'static,
    {
        self.inside::<B, D>(Step::Attribute(Cow::Borrowed(name)), Some(rules))
            .into()
    }
}

impl<M: 'static, A: Indexed, C> Path<M, A, C> {
    /// Returns the handle of the list element at this index, counted from 0.
    ///
    /// Setting an element at any index past the end of the list appends it.
    pub fn at(&self, index: usize) -> <A::Element as Attribute>::Handle<M, Element> {
        self.clone()
            .inside::<A::Element, Element>(Step::Element(index), None)
            .into()
    }
}

impl<M: 'static, A: Keyed, C> Path<M, A, C> {
    /// Returns the handle of the map entry with this key.
    pub fn key(&self, key: impl Into<String>) -> <A::Entry as Attribute>::Handle<M, Optional> {
        self.clone()
            .inside::<A::Entry, Optional>(Step::Attribute(Cow::Owned(key.into())), None)
            .into()
    }
}
