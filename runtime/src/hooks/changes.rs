//! The changes of an update, as hooks see them.

use std::fmt;

use crate::codec::{Attribute, Handle, decode_value};
use crate::expr::update::build;
use crate::expr::{IntoValue, Removable, Settable, UpdateExpression};
use crate::path::DocumentPath;

/// What an update is going to change, or has changed. `Debug` prints it without values.
pub struct Changes<M>(UpdateExpression<M>);

impl<M> Changes<M> {
    pub(crate) fn of(changes: UpdateExpression<M>) -> Self {
        Self(changes)
    }

    pub(crate) fn expression(&self) -> &UpdateExpression<M> {
        &self.0
    }

    /// Whether there are none: such an update only checks its condition.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attributes that are changed, as document paths, which print without values.
    pub fn paths(&self) -> impl Iterator<Item = &DocumentPath> {
        self.0.actions().iter().map(|action| &action.path)
    }

    /// Whether this attribute is changed in any way, or something inside it, or what it is
    /// inside of.
    pub fn touches<H: Handle<Model = M>>(&self, handle: H) -> bool {
        self.0.touches(&handle.into_path().path)
    }

    /// The value that this attribute is set to, by itself or with what it is inside of.
    ///
    /// `None` if it is not changed or removed, and for changes that depend on what is stored, such
    /// as adding and appending. Ask [`touches`](Self::touches) and [`removes`](Self::removes) to
    /// tell these apart.
    pub fn new_value<H: Handle<Model = M>>(
        &self,
        handle: H,
    ) -> Option<<H::Attribute as Attribute>::Value> {
        let value = self.0.value_of(&handle.into_path().path)?;
        decode_value::<H::Attribute>(value).ok()
    }

    /// Whether this attribute is absent afterwards: removed by itself or with what it is inside
    /// of. A set that is set to no members counts.
    pub fn removes<H: Handle<Model = M>>(&self, handle: H) -> bool {
        self.0.removes(&handle.into_path().path)
    }

    /// Sets an attribute, in place of whatever the update was going to do to it. The value is
    /// normalized and checked as the rules of the field say.
    ///
    /// An attribute inside one that the update sets as a whole cannot be set besides: that is
    /// [`ErrorKind::Expression`](crate::ErrorKind::Expression), before anything is sent.
    pub fn set<H>(&mut self, handle: H, value: impl IntoValue<H::Attribute>) -> &mut Self
    where
        H: Handle<Model = M, Capabilities: Settable>,
    {
        self.0.overrule(build::set(handle, value));
        self
    }

    /// Removes an attribute that may be absent, in place of whatever the update was going to do
    /// to it.
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
