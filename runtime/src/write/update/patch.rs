//! Patches: changes of some fields of a model, of which each may be given or not.

use crate::codec::Handle;
use crate::expr::{IntoValue, Removable, Settable, UpdateExpression};
use crate::hooks::Hooks;
use crate::model::Model;
use crate::write::Update;
use crate::write::returning::Return;

/// Changes of some fields of a model: a field that is `None` stays as it is. Generated for models
/// with `serde`, as the body of a PATCH request.
pub trait Patch {
    /// The model.
    type Model: Model;

    /// Adds the changes to an update.
    fn apply(self, changes: UpdateExpression<Self::Model>) -> UpdateExpression<Self::Model>;
}

impl<M: Model, R: Return<M>, H: Hooks<M>> Update<M, R, H> {
    /// Makes the changes of a patch: sets what it gives, and removes what it gives as null. Without
    /// any, the update checks its conditions and the version, and writes nothing.
    pub fn apply(mut self, patch: impl Patch<Model = M>) -> Self {
        self.changes = patch.apply(self.changes);
        self
    }
}

/// Collects the changes of a patch.
pub struct PatchChanges<M>(pub UpdateExpression<M>);

impl<M> PatchChanges<M> {
    /// Sets a field, if a value is given.
    #[must_use]
    pub fn set<F, V>(self, handle: F, value: Option<V>) -> Self
    where
        F: Handle<Model = M, Capabilities: Settable>,
        V: IntoValue<F::Attribute>,
    {
        match value {
            Some(value) => Self(self.0.set(handle, value)),
            None => self,
        }
    }

    /// Sets or removes an optional field, if either is asked for.
    #[must_use]
    pub fn set_optional<F, V>(self, handle: F, value: Option<Option<V>>) -> Self
    where
        F: Handle<Model = M, Capabilities: Removable>,
        V: IntoValue<F::Attribute>,
    {
        match value {
            Some(value) => Self(self.0.set_optional(handle, value)),
            None => self,
        }
    }
}
