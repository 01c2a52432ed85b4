//! What tells a write's own work from that of others.
//!
//! When a response is lost, the request is retried and may meet the work of the first attempt:
//! a condition that held then does not hold any more. That the stored item is what the write makes
//! of it proves nothing, since others may have written the same: two callers would both believe to
//! have won a lock. Only what nobody else can have written is a proof.

use crate::fresh::GeneratedId;
use crate::item::Attributes;

/// What nobody but this write can have stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    /// An id that was generated in this call.
    generated: Option<GeneratedId>,
    /// The attribute of `auto: write_id`, and what this write stores there.
    write_id: Option<(&'static str, String)>,
}

impl Proof {
    /// An id that was generated in this call and is part of the item.
    pub(crate) fn generated(id: Option<GeneratedId>) -> Self {
        Self {
            generated: id,
            ..Self::default()
        }
    }

    /// What is stored in the attribute of `auto: write_id`.
    pub(crate) fn with_write_id(self, write_id: Option<(&'static str, String)>) -> Self {
        Self { write_id, ..self }
    }

    /// Whether a stored item is the work of this write, perhaps changed since.
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

    /// Whether the work of this write can always be told as long as it stands.
    pub(crate) fn is_certain(&self) -> bool {
        self.write_id.is_some()
    }
}
