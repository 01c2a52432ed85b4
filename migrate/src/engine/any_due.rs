//! Whether passes have anything to do: asked until the first item that they would change.

use std::future::ready;
use std::sync::atomic::{AtomicBool, Ordering};

use dynamite::StoredItem;

use super::Engine;
use crate::error::Error;
use crate::run::Pass;
use crate::scan;

/// Why the items are read no further.
enum Ended {
    Found,
    Failed(Error),
}

impl From<Error> for Ended {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Engine {
    /// Returns `true` if passes have something to do in some item, or cannot rewrite one. Tables are read
    /// consistently, and no further than to such an item.
    ///
    /// # Errors
    /// Those of the requests.
    pub(crate) async fn any_due(&self, passes: &[Pass]) -> Result<bool, Error> {
        let is_found = AtomicBool::new(false);
        let go_on = || {
            ready(if is_found.load(Ordering::Relaxed) {
                Err(Ended::Found)
            } else {
                Ok(())
            })
        };
        let see = |(): &mut (), passes: &[&Pass], item: &StoredItem| {
            let mut passes = passes.iter();
            let is_due = passes.any(|pass| !matches!(pass.rewrite.rewrite(item), Ok(None)));
            is_found.fetch_or(is_due, Ordering::Relaxed);
        };
        match scan::ask(&self.control, passes, &self.options, go_on, see).await {
            Ok(_) => Ok(is_found.into_inner()),
            Err(Ended::Found) => Ok(true),
            Err(Ended::Failed(error)) => Err(error),
        }
    }
}
