//! Proofs that a stored item is the work of a write, and not that of others.
//!
//! When a response is lost, the request is retried and may find the first attempt applied: a
//! condition that held then no longer holds. A stored item equal to the result of the write proves
//! nothing, since others may have written the same: two callers would both believe that they hold a
//! lock. Only a value that nobody else can have written is a proof.

use crate::fresh::GeneratedId;
use crate::item::Attributes;

/// Values that only this write can have stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    /// An id generated in this call.
    generated: Option<GeneratedId>,
    /// The attribute of `auto: write_id`, and the value that this write stores there.
    write_id: Option<(&'static str, String)>,
}

impl Proof {
    /// Returns the proof by an id that was generated in this call and is part of the item.
    pub(crate) fn generated(id: Option<GeneratedId>) -> Self {
        Self {
            generated: id,
            ..Self::default()
        }
    }

    /// Adds the value stored in the attribute of `auto: write_id`.
    pub(crate) fn with_write_id(self, write_id: Option<(&'static str, String)>) -> Self {
        Self { write_id, ..self }
    }

    /// Returns `true` if a stored item is the work of this write, perhaps changed since.
    pub(crate) fn is_shown_by(&self, item: &Attributes) -> bool {
        let has_write_id = self.write_id.as_ref().is_some_and(|(name, written)| {
            let stored = item.get(*name).and_then(|it| it.as_s().ok());
            stored == Some(written)
        });
        let has_id = || {
            self.generated
                .is_some_and(|id| item.values().any(|it| id.is_stored_as(it)))
        };
        has_write_id || has_id()
    }

    /// Returns `true` if the work of this write can always be recognized as long as it is stored.
    pub(crate) fn is_certain(&self) -> bool {
        self.write_id.is_some()
    }
}
