//! Runs a bulk write page by page: finds items, then writes them.

use std::collections::HashSet;

use super::keys::{self, StoredKeys, Unreadable};
use super::{Bulk, Done, Failed, FailedUnreadable};
use crate::Cursor;
use crate::codec::DecodeError;
use crate::error::{Error, Outcome};
use crate::expr::Condition;
use crate::hooks::Hooks;
use crate::model::{IndexDescriptor, Model};
use crate::repository::Repository;
use crate::repository::key::{self, Identity};

/// Items found at once, per concurrent write: enough that one slow write does not delay the others.
const FOUND_FOR_EACH: usize = 4;

/// The write that a bulk write applies to items; not for users to implement.
pub trait Writes<M: Model>: Send + Sync + 'static {
    /// `true` if it needs only the stored key of an item: items that cannot be read are then
    /// written like any others.
    #[doc(hidden)]
    const BY_STORED_KEY: bool = false;

    /// Refuses writes that are invalid whatever the items are.
    #[doc(hidden)]
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Returns `true` if it changes this attribute.
    #[doc(hidden)]
    fn changes(&self, _attribute: &str) -> bool {
        false
    }

    /// Completes the write when all items have been processed.
    #[doc(hidden)]
    fn finish<H: Hooks<M>>(
        &self,
        _repository: &Repository<M, H>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        std::future::ready(Ok(()))
    }

    /// Writes the items found together.
    #[doc(hidden)]
    fn write<H: Hooks<M>>(
        &self,
        found: FoundItems<'_, M, H>,
    ) -> impl Future<Output = Vec<Written<M>>> + Send;
}

/// Items that are found together.
pub struct FoundItems<'a, M: Model, H> {
    pub(super) repository: &'a Repository<M, H>,
    pub(super) keys: Vec<M::Key>,
    /// The items whose keys cannot be read, if that does not matter.
    pub(super) unreadable: Vec<Unreadable>,
    /// The condition on each of them.
    pub(super) asserted: &'a Condition<M>,
    pub(super) concurrent: usize,
}

/// The result for an item.
pub enum Written<M: Model> {
    /// The item was changed.
    Changed,
    /// The item no longer matched.
    Skipped,
    /// The item was not changed, or the outcome is unknown.
    Failed(Failed<M>),
    /// The item cannot be read, and was not attempted.
    Bad(DecodeError),
    /// The key of the item cannot be read, and the item was not changed, or the outcome is unknown.
    FailedUnreadable(FailedUnreadable),
}

/// A page of items to write.
struct FoundPage<M: Model> {
    keys: Vec<M::Key>,
    unreadable: Vec<Unreadable>,
    bad: Vec<DecodeError>,
    cursor: Option<Cursor>,
}

/// Processes items until there are no more, the limit is reached, or an error occurs that would
/// occur for every other item as well.
///
/// # Errors
/// Errors found before any write.
pub(super) async fn run<M: Model, W: Writes<M>, H: Hooks<M>>(
    bulk: &Bulk<M, W, H>,
) -> Result<Done<M>, Error> {
    bulk.writes.check()?;
    let asserted = bulk.asserted()?;
    let mut met = Met::of(bulk)?;
    let mut done = Done::up_to(bulk.cursor.clone().map(Cursor::from_text));
    while let Some(size) = page_size(bulk, &done) {
        let page = match find(bulk, size, done.cursor.as_deref()).await {
            Ok(page) => page,
            Err(error) if done.is_nothing() => return Err(error),
            Err(error) => {
                done.error = Some(error);
                break;
            }
        };
        let keys = page.keys.into_iter();
        let found = FoundItems {
            repository: &bulk.repository,
            keys: keys.filter(|key| met.is_first(key)).collect(),
            unreadable: page.unreadable,
            asserted: &asserted,
            concurrent: bulk.concurrent,
        };
        let is_hopeless = done.note(bulk.writes.write(found).await);
        done.bad.extend(page.bad);
        done.cursor = page.cursor;
        if is_hopeless {
            break;
        }
        if done.cursor.is_none() {
            done.error = bulk.writes.finish(&bulk.repository).await.err();
            break;
        }
    }
    Ok(done)
}

/// Finds the next items.
async fn find<M: Model, W: Writes<M>, H: Hooks<M>>(
    bulk: &Bulk<M, W, H>,
    size: usize,
    cursor: Option<&str>,
) -> Result<FoundPage<M>, Error> {
    let find = bulk.find.clone().limit(size);
    if W::BY_STORED_KEY {
        let page = find.shaped(StoredKeys::<M>::new()).page(cursor).await?;
        let (keys, unreadable) = keys::read::<M>(page.items);
        return Ok(FoundPage {
            keys,
            unreadable,
            bad: page.bad,
            cursor: page.cursor,
        });
    }
    let page = find.page(cursor).await?;
    Ok(FoundPage {
        keys: page.items.iter().map(Model::key).collect(),
        unreadable: Vec::new(),
        bad: page.bad,
        cursor: page.cursor,
    })
}

/// Returns the number of items to find next; `None` at the limit.
fn page_size<M: Model, W, H>(bulk: &Bulk<M, W, H>, done: &Done<M>) -> Option<usize> {
    let most = bulk.concurrent.saturating_mul(FOUND_FOR_EACH);
    let size = bulk.limit.map_or(most, |limit| {
        let dealt_with = usize::try_from(done.matched).unwrap_or(usize::MAX);
        let left = limit.saturating_sub(dealt_with.saturating_add(done.bad.len()));
        most.min(left)
    });
    (size > 0).then_some(size)
}

impl<M: Model> Done<M> {
    fn is_nothing(&self) -> bool {
        self.matched == 0 && self.bad.is_empty()
    }

    /// Records the results for items. Returns `true` if others would fail too: one was refused
    /// until its retries were used up, or none succeeded.
    fn note(&mut self, written: Vec<Written<M>>) -> bool {
        let (mut got_through, mut refused, mut lost) = (false, false, false);
        for written in written {
            self.matched += u64::from(!matches!(written, Written::Bad(_)));
            let error = match &written {
                Written::Failed(failed) => Some(&failed.error),
                Written::FailedUnreadable(failed) => Some(&failed.error),
                Written::Changed | Written::Skipped | Written::Bad(_) => None,
            };
            let is_transient = error.is_some_and(Error::is_retryable);
            refused |= error.is_some_and(is_refused);
            match written {
                Written::Changed => self.changed += 1,
                Written::Skipped => self.skipped += 1,
                Written::Bad(error) => self.bad.push(error),
                Written::Failed(failed) => self.failed.push(failed),
                Written::FailedUnreadable(failed) => self.failed_unreadable.push(failed),
            }
            lost |= is_transient;
            got_through |= !is_transient;
        }
        refused || (lost && !got_through)
    }
}

/// Returns `true` if a write was refused because of the load until its retries were used up.
fn is_refused(error: &Error) -> bool {
    error.is_retryable() && error.outcome() == Outcome::NotApplied
}

/// The processed items, if they may be found again: an item whose sort key is changed, perhaps by a
/// hook, moves within the index it is found by, perhaps to a position that has not been read yet.
struct Met(Option<HashSet<Identity>>);

impl Met {
    fn of<M: Model, W: Writes<M>, H: Hooks<M>>(bulk: &Bulk<M, W, H>) -> Result<Self, Error> {
        let moves = |index: &IndexDescriptor| {
            let mut sort = index.sort.iter();
            sort.any(|key| H::ARE_THERE || bulk.writes.changes(key.name))
        };
        Ok(Self(
            bulk.find.index()?.is_some_and(moves).then(HashSet::new),
        ))
    }

    fn is_first<K: crate::model::Key>(&mut self, key: &K) -> bool {
        match (&mut self.0, key::identity(key)) {
            (Some(met), Ok(identity)) => met.insert(identity),
            _ => true,
        }
    }
}
