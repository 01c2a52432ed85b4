//! Reads items, and then their related items.

use std::future::IntoFuture;

use futures_core::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};

use dynamite_core::limits::MAX_BATCH_GET_KEYS;

use super::super::page::Page;
use super::super::{Find, Get, GetMany, Query, Scan};
use super::fetch::Fetch;
use super::found::{Loaded, UnreadableRelated};
use super::includes::{Append, Include, Includes};
use crate::codec::DecodeError;
use crate::error::{ErrorKind, ReadItems};
use crate::item::Whole;
use crate::model::{Index, Model};
use crate::{Client, Error};

/// A read `F` of whole items, and the relations `I` that are read with them. Made by `include`.
///
/// Each item comes as a tuple with its related items: `(User, Vec<Order>)`, and with a second
/// relation `(User, Vec<Order>, Vec<Group>)`.
///
/// Related items are read after the items themselves, and eventually consistent unless [set
/// otherwise](crate::ops::Relation::consistent) for a relation: this is no snapshot. If a request
/// fails, the whole read fails, with an [error](Error::relation) that names the relation; trees are
/// never partial.
///
/// # If a future is dropped
/// Nothing was changed: it only reads.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is read"]
pub struct Included<F, I> {
    source: F,
    relations: I,
}

impl<F, I> Included<F, I> {
    /// Adds another relation to read.
    pub fn include<X>(self, relation: X) -> Included<F, <I as Append<X>>::Output>
    where
        I: Append<X>,
    {
        Included {
            source: self.source,
            relations: self.relations.append(relation),
        }
    }
}

/// Gives a builder of reads the `include` method.
macro_rules! include_method {
    () => {
        /// Reads related items as well, for all items together: `.include(user::orders())`. Call
        /// the builder's own settings before it.
        pub fn include<X: Include<M>>(self, relation: X) -> Included<Self, (X,)> {
            Included {
                source: self,
                relations: (relation,),
            }
        }
    };
}

impl<M: Model, I: Index<Model = M, Row = M>, S> Query<I, S, Whole<M>> {
    include_method!();
}

impl<M: Model> Find<M> {
    include_method!();
}

impl<M: Model> Scan<M> {
    include_method!();
}

impl<M: Model> Get<M> {
    include_method!();
}

impl<M: Model> GetMany<M> {
    include_method!();
}

impl<F: Fetch, I: Includes<F::Model>> Included<F, I> {
    /// Returns one page: as many items as the limit says, from the cursor of the previous page.
    /// Related items that cannot be read are in `bad` as well.
    ///
    /// # Errors
    /// [`ErrorKind::Cursor`] for a cursor of another read.
    pub async fn page(self, cursor: Option<&str>) -> Result<Page<I::Row>, Error> {
        self.relations.check()?;
        let client = self.source.client().clone();
        let Page {
            items,
            mut bad,
            cursor,
        } = self.source.page(cursor).await?;
        let loaded = self.relations.load(&client, items).await?;
        bad.extend(loaded.unreadable.bad);
        Ok(Page {
            items: loaded.items,
            bad,
            cursor,
        })
    }

    /// Returns all items, up to the limit.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`] when some cannot be read, related ones included.
    pub async fn all(self) -> Result<Vec<I::Row>, Error> {
        self.relations.check()?;
        let client = self.source.client().clone();
        let skips_bad = self.source.skips_bad();
        let (items, bad) = self.source.everything().await?;
        let loaded = self.relations.load(&client, items).await?;
        loaded
            .and_bad(UnreadableRelated::new(bad, skips_bad))
            .or_fail()
    }

    /// Returns the first item, if there is one.
    ///
    /// # Errors
    /// [`ErrorKind::BadItems`] when it, or one of its related items, cannot be read.
    pub async fn first(mut self) -> Result<Option<I::Row>, Error> {
        self.source = self.source.only_first();
        Ok(self.all().await?.into_iter().next())
    }
}

impl<F: Fetch, I: Includes<F::Model>> Included<F, I> {
    /// Streams all items up to the limit. Items and their related items are read as needed, a
    /// hundred items at a time. Related items that cannot be read are errors of their own, and a
    /// request that fails is the last.
    pub fn stream(self) -> impl Stream<Item = Result<I::Row, Error>> + Send + 'static {
        let client = self.source.client().clone();
        let refused = self.relations.check().err();
        // Relations are read for as many items at a time as DynamoDB takes keys in a batch.
        let chunks = Box::pin(self.source.stream().chunks(MAX_BATCH_GET_KEYS));
        let begin = refused
            .is_none()
            .then_some((chunks, client, self.relations));
        let rows = stream::unfold(begin, |state| async move {
            let (mut chunks, client, relations) = state?;
            let chunk = chunks.next().await?;
            match rows_of(chunk, &client, &relations).await {
                Ok(rows) => Some((rows, Some((chunks, client, relations)))),
                Err(error) => Some((vec![Err(error)], None)),
            }
        })
        .flat_map(stream::iter);
        stream::iter(refused.map(Err)).chain(rows)
    }
}

/// Returns the rows of these items, followed by the errors of those that cannot be read.
async fn rows_of<M: Model, I: Includes<M>>(
    items: Vec<Result<M, Error>>,
    client: &Client,
    relations: &I,
) -> Result<Vec<Result<I::Row, Error>>, Error> {
    let (mut sound, mut errors) = (Vec::with_capacity(items.len()), Vec::new());
    for item in items {
        match item {
            Ok(item) => sound.push(item),
            Err(error) => errors.push(error),
        }
    }
    let loaded = relations.load(client, sound).await?;
    if loaded.unreadable.fails {
        errors.extend(loaded.unreadable.bad.into_iter().map(Error::from));
    }
    let rows = loaded.items.into_iter().map(Ok);
    Ok(rows.chain(errors.into_iter().map(Err)).collect())
}

impl<T: Send + Sync + 'static> Loaded<T> {
    fn and_bad(mut self, unreadable: UnreadableRelated) -> Self {
        self.unreadable = unreadable.and(self.unreadable);
        self
    }

    /// Returns all of it, or fails if an error must not be skipped.
    fn or_fail(self) -> Result<Vec<T>, Error> {
        let UnreadableRelated { bad, fails } = self.unreadable;
        if fails {
            let read = ReadItems::new(self.items);
            return Err(Error::new(ErrorKind::BadItems { read, bad }));
        }
        Ok(self.items)
    }
}

impl<M: Model, I: Includes<M>> IntoFuture for Included<Get<M>, I> {
    type Output = Result<Option<I::Row>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            self.relations.check()?;
            let client = self.source.repository.client().clone();
            let items = self.source.await?.into_iter().collect();
            let loaded = self.relations.load(&client, items).await?;
            Ok(loaded.or_fail()?.into_iter().next())
        })
    }
}

impl<M: Model, I: Includes<M>> IntoFuture for Included<GetMany<M>, I> {
    type Output = Result<Vec<Option<I::Row>>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            self.relations.check()?;
            let client = self.source.repository.client().clone();
            let found = self.source.partial().await?;
            if let Some(error) = found.error {
                return Err(error);
            }
            many(&client, &self.relations, found.items, found.bad).await
        })
    }
}

/// Reads the related items of several items, and keeps each in its place.
async fn many<M: Model, I: Includes<M>>(
    client: &Client,
    relations: &I,
    items: Vec<Option<M>>,
    bad: Vec<DecodeError>,
) -> Result<Vec<Option<I::Row>>, Error> {
    let places: Vec<bool> = items.iter().map(Option::is_some).collect();
    let items = items.into_iter().flatten().collect();
    let loaded = relations.load(client, items).await?;
    let rows = loaded
        .and_bad(UnreadableRelated::new(bad, false))
        .or_fail()?;
    let mut rows = rows.into_iter();
    let filled = places.into_iter();
    Ok(filled
        .map(|is_there| if is_there { rows.next() } else { None })
        .collect())
}
