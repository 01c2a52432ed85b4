//! One write for each item, several at the same time.

use futures_util::stream::{self, StreamExt};

use super::Failed;
use super::run::{Found, Written};
use crate::error::{Error, Outcome};
use crate::expr::Condition;
use crate::model::Model;
use crate::ops::Repository;
use crate::request::Backoff;

/// What is done to one item.
pub(super) trait Change<M: Model>: Send + Sync + 'static {
    /// Changes the item with this key if a condition holds.
    fn apply(
        &self,
        repository: &Repository<M>,
        key: M::Key,
        condition: Condition<M>,
    ) -> impl Future<Output = Result<(), Error>> + Send;
}

/// Changes items that are found together, each if what was asked for still holds.
pub(super) async fn each<M: Model, C: Change<M>>(
    change: &C,
    found: Found<'_, M>,
) -> Vec<Written<M>> {
    let keys = found.keys.into_iter();
    let writes: Vec<_> = keys
        .map(|key| write_one(found.repository, change, found.asserted, key))
        .collect();
    let writes = stream::iter(writes).buffer_unordered(found.concurrent);
    writes.collect().await
}

/// Writes an item. What is refused because of the load is tried again after pauses; what may have
/// been done is not: its own work could be taken for somebody else's.
async fn write_one<M: Model, C: Change<M>>(
    repository: &Repository<M>,
    change: &C,
    asserted: &Condition<M>,
    key: M::Key,
) -> Written<M> {
    let mut backoff = Backoff::of(&repository.client);
    loop {
        let applied = change.apply(repository, key.clone(), asserted.clone());
        let Err(error) = applied.await else {
            return Written::Changed;
        };
        let was_refused = error.outcome() == Outcome::NotApplied;
        if was_refused && (error.is_condition_failed() || error.is_not_found()) {
            return Written::Skipped;
        }
        if !(was_refused && error.is_retryable() && backoff.pause().await) {
            return Written::Failed(Failed { key, error });
        }
    }
}
