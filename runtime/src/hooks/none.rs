//! The absence of hooks.

use super::Hooks;
use crate::model::Model;

/// The hooks type of a repository without hooks.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHooks;

impl<M: Model> Hooks<M> for NoHooks {
    const ARE_THERE: bool = false;
}
