//! The way back: what a run has made is removed, before its contract.
//!
//! Only attributes are removed that programs with the former schema do not know. Other steps cannot be
//! taken back like this: that was refused when the run began, or allowed.

use std::sync::Arc;

use dynamite::StoredItem;
use dynamite::engine_support::{Comparison, ModelDescriptor, is_same_value};

use super::{Due, Filtered, PassOptions, Renamed, fused};
use crate::rewrite::{Reject, Rewrite, Write};
use crate::run::Pass;
use crate::values::{Item, Reader};

/// What becomes of an attribute that is to be removed and has another value than the run gave it, since
/// someone else has written it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenChanged {
    /// The item is rejected, and with that reported. By default the work ends there.
    #[default]
    Reject,
    /// It stays in the item.
    Keep,
    /// It is removed, whatever it is.
    Remove,
    /// The same. A contract also removes a former attribute where there is nothing in its place, if the field is
    /// optional: programs of the new version have cleared it.
    RemoveAll,
}

/// Removes what the steps of a run have made, in one update of an item.
#[derive(Debug)]
pub(super) struct WayBack {
    pub(super) made: Vec<Filtered>,
    pub(super) reader: Arc<Reader>,
    pub(super) options: PassOptions,
}

impl WayBack {
    /// Returns the pass that takes the steps back; `None` if there are none.
    pub(super) fn pass(self, name: String, model: &'static ModelDescriptor) -> Option<Pass> {
        (!self.made.is_empty()).then(|| Pass {
            name,
            model,
            rewrite: Arc::new(self),
        })
    }

    fn due<'s>(&self, made: &'s Filtered, item: &Item<'_>) -> Result<Option<Due<'s>>, Reject> {
        let to = made.step.place();
        let Some(stored) = to.stored(item.attributes)? else {
            return Ok(None);
        };
        let attribute = to.attribute();
        let is_still = attribute.compares(Comparison::Eq, stored.clone());
        let given = match made.is_made(item) {
            Ok(true) => made.step.given(item).ok().flatten(),
            // What was not made, or cannot be made any more, was written by someone else.
            Ok(false) | Err(_) => None,
        };
        let is_as_given = given.is_some_and(|given| is_same_value(stored, &given));
        // Beside programs that read the former attribute, the new one of a rename holds nothing else.
        let is_mirror = made.step.is_mirror() && self.options.renamed != Renamed::Unknown;
        let when_changed = match self.options.when_changed {
            _ if is_mirror => WhenChanged::Remove,
            when_changed => when_changed,
        };
        match when_changed {
            _ if is_as_given => Ok(Some(Due {
                reads: made.reads(),
                ..Due::of(to, attribute.removed(), is_still)
            })),
            WhenChanged::Reject => Err(to.reject("it was changed since the run")),
            WhenChanged::Keep => Ok(None),
            WhenChanged::Remove | WhenChanged::RemoveAll => {
                Ok(Some(Due::of(to, attribute.removed(), is_still)))
            }
        }
    }
}

impl Rewrite for WayBack {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let attributes = item.attributes();
        let reader = &*self.reader;
        let item = Item { attributes, reader };
        let mut due = Vec::new();
        for made in &self.made {
            due.extend(self.due(made, &item)?);
        }
        Ok(fused(due, attributes))
    }
}
