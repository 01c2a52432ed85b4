//! Findings of earlier attempts of a transaction.

use std::collections::{HashMap, HashSet};

use super::super::plan::Planned;
use super::guard::{Guard, GuardKey};
use crate::item::Attributes;

/// Findings of earlier attempts about guards and items.
#[derive(Default)]
pub(super) struct Known {
    /// `true` if every item that a write depends on is read first, since there is only one attempt.
    pub(super) reads_all: bool,
    /// Items as they were when a write that is made from them was refused, by the position of the
    /// write.
    pub(super) items: HashMap<usize, Option<Attributes>>,
    /// Guards whose owner does not hold their value: they can be taken over as long as they are
    /// unchanged.
    pub(super) abandoned: HashMap<GuardKey, Guard>,
    /// Guards that others have taken over: they are not released as long as that is so.
    pub(super) foreign: HashSet<GuardKey>,
}

impl Known {
    /// Forgets a guard that is free, or held by an item that may hold it.
    pub(super) fn forget(&mut self, key: &GuardKey) {
        self.abandoned.remove(key);
        self.foreign.remove(key);
    }

    /// Returns `true` if the item of a write is read before it is attempted.
    pub(super) fn reads(&self, write: &Planned) -> bool {
        write.guard_effect().is_some_and(|effect| effect.reads)
            || write.needs_item()
            || (self.reads_all && write.depends_on_item())
    }
}
