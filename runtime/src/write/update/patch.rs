//! Patches: changes of some fields of a model, of which each may be given or not.

use crate::expr::UpdateExpression;
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
    /// Makes the changes of a patch: sets what it gives, and removes what it gives as `Some(None)`,
    /// which is null in a body unless the field has `keep_null`. Without any, the update checks its
    /// conditions and the version, and writes nothing.
    pub fn apply(mut self, patch: impl Patch<Model = M>) -> Self {
        self.changes = patch.apply(self.changes);
        self
    }
}
