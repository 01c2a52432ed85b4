//! Writes items one by one, several concurrently.

use futures_util::stream::{self, StreamExt};

use super::run::{FoundItems, Written};
use super::{Failed, FailedUnreadable};
use crate::Client;
use crate::error::{Error, Outcome};
use crate::expr::Condition;
use crate::hooks::Hooks;
use crate::item::StoredItem;
use crate::model::Model;
use crate::repository::Repository;
use crate::request::Backoff;
use crate::write::plan::target::{Located, Named};

/// The change made to one item.
pub(super) trait BulkChange<M: Model>: Send + Sync + 'static {
    /// Changes an item if a condition holds, and calls hooks once, however often it is attempted.
    fn apply<H: Hooks<M>>(
        &self,
        one: One<'_, M, H>,
    ) -> impl Future<Output = Result<(), Error>> + Send;
}

/// An item to change.
pub(super) struct One<'a, M: Model, H> {
    pub(super) repository: &'a Repository<M, H>,
    pub(super) key: M::Key,
    /// The condition on the item.
    pub(super) asserted: &'a Condition<M>,
}

/// Changes items found together, each if it still matches the condition.
pub(super) async fn each<M: Model, C: BulkChange<M>, H: Hooks<M>>(
    change: &C,
    found: FoundItems<'_, M, H>,
) -> Vec<Written<M>> {
    let keys = found.keys.into_iter();
    let writes: Vec<_> = keys
        .map(|key| {
            let one = One {
                repository: found.repository,
                key,
                asserted: found.asserted,
            };
            write_one(change, one)
        })
        .collect();
    let writes = stream::iter(writes).buffer_unordered(found.concurrent);
    writes.collect().await
}

async fn write_one<M: Model, C: BulkChange<M>, H: Hooks<M>>(
    change: &C,
    one: One<'_, M, H>,
) -> Written<M> {
    let key = one.key.clone();
    let Err(error) = change.apply(one).await else {
        return Written::Changed;
    };
    if is_outdated(&error) {
        return Written::Skipped;
    }
    Written::Failed(Failed { key, error })
}

impl<M: Model, H> One<'_, M, H> {
    /// Returns the item with its condition. There always is one, so that an absent item is not
    /// taken for a deleted one.
    fn named(&self) -> Named<M> {
        let named = Named::at_any_version(self.repository, self.key.clone());
        named.only_if(self.asserted.clone())
    }

    /// Returns the same item by its key as it is stored.
    pub(super) fn located(&self) -> Result<Located<M>, Error> {
        self.named().located()
    }

    /// Writes the item like [`repeated`].
    pub(super) async fn repeated<T, F: Future<Output = Result<T, Error>> + Send>(
        &self,
        write: impl Fn() -> F + Send + Sync,
    ) -> Result<T, Error> {
        repeated(&self.repository.client, write).await
    }
}

/// Writes an item. A write refused because of the load is retried after pauses; a write that may
/// have been applied is not: its own work could be taken for that of others.
async fn repeated<T, F: Future<Output = Result<T, Error>> + Send>(
    client: &Client,
    write: impl Fn() -> F + Send + Sync,
) -> Result<T, Error> {
    let mut backoff = Backoff::of(client);
    loop {
        let written = write().await;
        let is_refused = written
            .as_ref()
            .is_err_and(|error| error.outcome() == Outcome::NotApplied && error.is_retryable());
        if !(is_refused && backoff.pause().await) {
            return written;
        }
    }
}

/// Applies [`each`], and the same to items whose keys cannot be read.
pub(super) async fn each_by_stored_key<M, C, H, T, F>(
    change: &C,
    mut found: FoundItems<'_, M, H>,
    send: impl Fn(Located<M>) -> F + Send + Sync,
) -> Vec<Written<M>>
where
    M: Model,
    C: BulkChange<M>,
    H: Hooks<M>,
    F: Future<Output = Result<T, Error>> + Send,
{
    let asserted = Some(found.asserted);
    let mut written = unreadable(&mut found, asserted, send).await;
    written.extend(each(change, found).await);
    written
}

/// Writes items whose keys cannot be read, by their keys as they are stored and on this condition.
/// Hooks are called with keys, so with hooks such items stay as they are.
pub(super) async fn unreadable<M, H, T, F>(
    found: &mut FoundItems<'_, M, H>,
    condition: Option<&Condition<M>>,
    send: impl Fn(Located<M>) -> F + Send + Sync,
) -> Vec<Written<M>>
where
    M: Model,
    H: Hooks<M>,
    F: Future<Output = Result<T, Error>> + Send,
{
    let items = std::mem::take(&mut found.unreadable).into_iter();
    if H::ARE_THERE {
        return items.map(|item| Written::Bad(item.error)).collect();
    }
    let repository = found.repository;
    let writes: Vec<_> = items
        .map(|item| write_unreadable(repository, item.key, condition, &send))
        .collect();
    let writes = stream::iter(writes).buffer_unordered(found.concurrent);
    writes.collect().await
}

async fn write_unreadable<M, H, T, F>(
    repository: &Repository<M, H>,
    key: StoredItem,
    condition: Option<&Condition<M>>,
    send: &(impl Fn(Located<M>) -> F + Send + Sync),
) -> Written<M>
where
    M: Model,
    H: Hooks<M>,
    F: Future<Output = Result<T, Error>> + Send,
{
    let item = Located {
        repository: repository.without_hooks(),
        key: key.attributes().clone(),
        expected: None,
        condition: condition.cloned(),
    };
    match repeated(&repository.client, || send(item.clone())).await {
        Ok(_) => Written::Changed,
        Err(error) if is_outdated(&error) => Written::Skipped,
        Err(error) => Written::FailedUnreadable(FailedUnreadable { key, error }),
    }
}

/// Returns `true` if an item no longer matched when it was written.
fn is_outdated(error: &Error) -> bool {
    let was_refused = error.outcome() == Outcome::NotApplied;
    was_refused && (error.is_condition_failed() || error.is_not_found())
}
