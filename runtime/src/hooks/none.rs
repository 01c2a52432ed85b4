//! No hooks.

use super::Hooks;
use crate::model::Model;

/// The hooks of a repository that has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHooks;

impl<M: Model> Hooks<M> for NoHooks {
    const ARE_THERE: bool = false;
}
