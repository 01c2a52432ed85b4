//! Replaces the set of items that an item is attached to.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use dynamite_core::limits::MAX_TRANSACTION_ACTIONS;

use super::current;
use super::difference::{self, Wanted};
use crate::error::{CancellationCause, ErrorKind};
use crate::model::{IntoKey, Model, Pair};
use crate::read::{ByTable, ManyToMany};
use crate::repository::{Repository, key};
use crate::request::Backoff;
use crate::{Client, Error};

/// Replaces the set of an item's pairs, in one transaction. Made by [`Repository::sync`].
///
/// # If the future is dropped
/// The set is the new one, or unchanged.
#[must_use = "nothing happens until it is awaited"]
pub struct SyncPairs<P: Model, J: Pair> {
    pairs: PairsOf<P>,
    wanted: Result<Wanted<J>, Error>,
}

/// The pairs of an item.
struct PairsOf<P: Model> {
    client: Client,
    item: P::Key,
    relation: &'static str,
    /// The attribute of a pair that holds the key of the item.
    attribute: &'static str,
}

/// Replaces the set of an item's pairs, in as many transactions as needed. Made by
/// [`SyncPairs::in_chunks`].
///
/// # If the future is dropped
/// Some of the changes have been made. Repeating the call makes the others.
#[must_use = "nothing happens until it is awaited"]
pub struct SyncInChunks<P: Model, J: Pair>(SyncPairs<P, J>);

/// The changes made to a set of pairs.
#[non_exhaustive]
pub struct Synced<J: Model> {
    /// The pairs that were attached.
    pub attached: Vec<J::Key>,
    /// The pairs that were detached.
    pub detached: Vec<J::Key>,
}

/// The result of [`SyncInChunks::partial`].
#[derive(Debug)]
#[non_exhaustive]
pub struct PartlySynced<J: Model> {
    /// The changes made. Those of a transaction whose response was lost are unknown.
    pub done: Synced<J>,
    /// The error that left changes.
    pub error: Option<Error>,
}

impl<P: Model, H> Repository<P, H> {
    /// Attaches an item to these others and to nothing else:
    /// `posts.sync(post::tags(), &post, ["rust", "news"])`. Reads all its pairs, consistently, and
    /// applies the difference in one transaction of up to 100 changes. Existing pairs stay as they
    /// are. Without a difference nothing is written; without others, all pairs are detached.
    ///
    /// If others attach or detach one of the same pairs meanwhile, it starts again.
    ///
    /// # Errors
    /// [`ErrorKind::TooManyChanges`] before any write, when there are more than 100 changes:
    /// [`in_chunks`](SyncPairs::in_chunks) makes them in several transactions.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "relations are made where they are named, by a call"
    )]
    pub fn sync<C: Model, J: Pair, K: IntoKey<C>>(
        &self,
        relation: ManyToMany<P, C, J, ByTable>,
        item: impl IntoKey<P>,
        others: impl IntoIterator<Item = K>,
    ) -> SyncPairs<P, J> {
        let item = item.into_key();
        let pair = |other: K| (relation.pair)(item.clone(), other.into_key());
        let descriptor = &relation.descriptor.pairs;
        let wanted = Wanted::new(others.into_iter().map(pair));
        let pairs = PairsOf {
            client: self.client().clone(),
            item,
            relation: descriptor.name,
            attribute: descriptor.attributes.first().copied().unwrap_or_default(),
        };
        SyncPairs { pairs, wanted }
    }
}

impl<P: Model, J: Pair> SyncPairs<P, J> {
    /// Applies the difference in as many transactions as needed, each of up to 100 changes,
    /// attachments first. Each transaction is applied or not; all together are not atomic.
    pub fn in_chunks(self) -> SyncInChunks<P, J> {
        SyncInChunks(self)
    }

    async fn run(self) -> Result<Synced<J>, Error> {
        let (pairs, wanted) = (self.pairs, self.wanted?);
        let mut backoff = Backoff::of(&pairs.client);
        loop {
            let mut done = Synced::default();
            let changes = wanted.changes(&pairs.current().await?)?;
            if changes.len() > MAX_TRANSACTION_ACTIONS {
                let (changes, limit) = (changes.len(), MAX_TRANSACTION_ACTIONS);
                let error = Error::new(ErrorKind::TooManyChanges { changes, limit });
                return Err(pairs.named(error));
            }
            match difference::make(&pairs.client, &changes, &mut done).await {
                Ok(()) => return Ok(done),
                Err(error) if is_outrun(&error) && backoff.pause().await => {}
                Err(error) => return Err(pairs.named(error)),
            }
        }
    }
}

impl<P: Model, J: Pair> SyncInChunks<P, J> {
    /// Makes as many changes as it can, and returns them. Repeating the call makes the rest.
    ///
    /// # Errors
    /// Only for keys that cannot be stored, before any request.
    pub async fn partial(self) -> Result<PartlySynced<J>, Error> {
        let (pairs, wanted) = (self.0.pairs, self.0.wanted?);
        let mut done = Synced::default();
        let made = Self::make(&pairs, &wanted, &mut done).await;
        Ok(PartlySynced {
            done,
            error: made.err().map(|error| pairs.named(error)),
        })
    }

    async fn make(
        pairs: &PairsOf<P>,
        wanted: &Wanted<J>,
        done: &mut Synced<J>,
    ) -> Result<(), Error> {
        let mut backoff = Backoff::of(&pairs.client);
        loop {
            match Self::round(pairs, wanted, done).await {
                Err(error) if is_outrun(&error) && backoff.pause().await => {}
                made => return made,
            }
        }
    }

    async fn round(
        pairs: &PairsOf<P>,
        wanted: &Wanted<J>,
        done: &mut Synced<J>,
    ) -> Result<(), Error> {
        let changes = wanted.changes(&pairs.current().await?)?;
        for chunk in changes.chunks(MAX_TRANSACTION_ACTIONS) {
            difference::make(&pairs.client, chunk, done).await?;
        }
        Ok(())
    }

    async fn run(self) -> Result<Synced<J>, Error> {
        let made = self.partial().await?;
        match made.error {
            None => Ok(made.done),
            Some(error) => Err(error),
        }
    }
}

impl<P: Model> PairsOf<P> {
    async fn current<J: Model>(&self) -> Result<Vec<J>, Error> {
        let repository = Repository::new(&self.client);
        let pairs = current::pairs::<P, J>(&repository, self.attribute, &self.item).await;
        pairs.map_err(|error| self.named(error))
    }

    /// Adds the name of the relation to an error.
    fn named(&self, error: Error) -> Error {
        let item = format!("{} {}", P::DESCRIPTOR.name, key::text(&self.item));
        error.in_relation(self.relation, &item)
    }
}

/// Returns `true` if others have attached or detached pairs meanwhile, so that the difference has
/// changed.
fn is_outrun(error: &Error) -> bool {
    let writes = error.canceled_writes();
    !writes.is_empty()
        && writes.iter().all(|write| {
            matches!(
                write.cause,
                CancellationCause::AlreadyExists { .. }
                    | CancellationCause::NotFound
                    | CancellationCause::Conflict
            )
        })
}

impl<J: Model> Default for Synced<J> {
    fn default() -> Self {
        Self {
            attached: Vec::new(),
            detached: Vec::new(),
        }
    }
}

impl<J: Model> fmt::Debug for Synced<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Synced")
            .field("attached", &self.attached.len())
            .field("detached", &self.detached.len())
            .finish()
    }
}

impl<P: Model, J: Pair> IntoFuture for SyncPairs<P, J> {
    type Output = Result<Synced<J>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<P: Model, J: Pair> IntoFuture for SyncInChunks<P, J> {
    type Output = Result<Synced<J>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
