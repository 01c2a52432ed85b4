//! The changes of an update, for hooks.

use std::fmt;

use crate::codec::{Attribute, Handle, decode_value};
use crate::expr::update::{build, flattened};
use crate::expr::{FlattenedHandle, IntoValue, Presence, Removable, Settable, UpdateExpression};
use crate::path::DocumentPath;

/// The planned or applied changes of an update. `Debug` prints them without values.
pub struct Changes<M>(UpdateExpression<M>);

impl<M> Changes<M> {
    pub(crate) fn of(changes: UpdateExpression<M>) -> Self {
        Self(changes)
    }

    pub(crate) fn expression(&self) -> &UpdateExpression<M> {
        &self.0
    }

    /// Returns `true` if there are none: such an update only checks its condition.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the changed attributes as document paths, which print without values.
    pub fn paths(&self) -> impl Iterator<Item = &DocumentPath> {
        self.0.actions().iter().map(|action| &action.path)
    }

    /// Returns `true` if this attribute, a part of it or a parent of it is changed in any way.
    pub fn touches<H: Handle<Model = M>>(&self, handle: H) -> bool {
        self.0.touches(&handle.into_path().path)
    }

    /// Returns the value that this attribute is set to, directly or through a parent.
    ///
    /// Returns `None` if the attribute is not changed or is removed, and for changes that depend on
    /// the stored value, such as adding and appending. [`touches`](Self::touches) and
    /// [`removes`](Self::removes) tell these apart.
    pub fn new_value<H: Handle<Model = M>>(
        &self,
        handle: H,
    ) -> Option<<H::Attribute as Attribute>::Value> {
        let value = self.0.value_of(&handle.into_path().path)?;
        decode_value::<H::Attribute>(value).ok()
    }

    /// Returns `true` if this attribute is absent afterwards: it or a parent is removed, or it is
    /// set to an empty set.
    pub fn removes<H: Handle<Model = M>>(&self, handle: H) -> bool {
        self.0.removes(&handle.into_path().path)
    }

    /// Sets an attribute, replacing any other change to it. The value is normalized and checked by
    /// the field's rules.
    ///
    /// An attribute cannot be set if the update sets a parent of it as a whole: that is
    /// [`ErrorKind::Expression`](crate::ErrorKind::Expression), before anything is sent.
    pub fn set<H>(&mut self, handle: H, value: impl IntoValue<H::Attribute>) -> &mut Self
    where
        H: Handle<Model = M, Capabilities: Settable>,
    {
        self.0.overrule(build::set(handle, value));
        self
    }

    /// Sets a flattened union, replacing any other change to it: as
    /// [`UpdateExpression::set_flattened`].
    pub fn set_flattened<F>(
        &mut self,
        handle: F,
        value: <F::Capabilities as Presence>::Given<<F::Union as Attribute>::Value>,
    ) -> &mut Self
    where
        F: FlattenedHandle<Model = M, Capabilities: Presence>,
    {
        for change in flattened::set(handle, value) {
            self.0.overrule(change);
        }
        self
    }

    /// Removes an attribute that may be absent, replacing any other change to it.
    pub fn remove<H>(&mut self, handle: H) -> &mut Self
    where
        H: Handle<Model = M, Capabilities: Removable>,
    {
        self.0.overrule(build::remove(handle));
        self
    }
}

impl<M> Clone for Changes<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> fmt::Debug for Changes<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Changes").field(&self.0).finish()
    }
}
