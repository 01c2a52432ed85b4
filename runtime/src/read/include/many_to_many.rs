//! Many-to-many relations, through a model whose items are pairs.

use std::fmt;
use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::super::select::Selected;
use super::super::visibility::{Visibility, visibility_methods};
use super::batches::ByKeys;
use super::children::{Children, With};
use super::found::{Loaded, Shared};
use super::includes::{Append, Include, sealed};
use super::links::{Link, Links};
use super::options::Options;
use super::through::{Alone, Joined, PairDescriptor, Pairs, Search};
use crate::expr::{Condition, Selection};
use crate::model::Model;
use crate::{Client, Error};

/// The items of model `C` that an item of model `P` is paired with by items of model `J`. `R` is
/// the form in which they are returned, `W` decides if the pairs are returned too, and `B` is how
/// pairs are read. Made by the functions of generated modules; gives a `Vec`.
#[must_use = "a relation does nothing until it is included"]
pub struct ManyToMany<P, C, J, B = ByTable, R = With, W = Alone>
where
    P: Model,
    C: Model,
    J: Model,
{
    pub(crate) descriptor: &'static PairDescriptor,
    pub(crate) link: Link<P>,
    /// Builds the key of a pair.
    pub(crate) pair: fn(P::Key, C::Key) -> J::Key,
    options: Options<J>,
    visibility: Visibility,
    made: R,
    kinds: PhantomData<fn() -> (B, W)>,
}

/// Pairs are read by the key of their table.
#[derive(Clone, Copy, Debug)]
pub enum ByTable {}

/// Pairs are read by an index of their table.
#[derive(Clone, Copy, Debug)]
pub enum ByIndex {}

impl<P: Model, C: Model, J: Model, B> ManyToMany<P, C, J, B> {
    /// Creates a relation. For generated code.
    #[doc(hidden)]
    pub fn new(
        descriptor: &'static PairDescriptor,
        link: Link<P>,
        pair: fn(P::Key, C::Key) -> J::Key,
    ) -> Self {
        Self {
            descriptor,
            link,
            pair,
            options: Options::default(),
            visibility: Visibility::default(),
            made: With::default(),
            kinds: PhantomData,
        }
    }
}

impl<P: Model, C: Model, J: Model, B, W> ManyToMany<P, C, J, B, With, W> {
    /// Reads only these fields of the related items, as tuples:
    /// `user::groups().select((group::name(),))`.
    pub fn select<T: Selection<C>>(self, fields: T) -> ManyToMany<P, C, J, B, Selected<C, T>, W> {
        self.making(|_| Selected::new(fields))
    }
}

impl<P: Model, C: Model, J: Model, B, I, W> ManyToMany<P, C, J, B, With<I>, W> {
    /// Reads the related items of the related items too, for all of them together. Each then comes
    /// as a tuple: `(Group, Vec<Room>)`.
    pub fn include<X: Include<C>>(
        self,
        relation: X,
    ) -> ManyToMany<P, C, J, B, With<<I as Append<X>>::Output>, W>
    where
        I: Append<X>,
    {
        self.making(|With(relations)| With(relations.append(relation)))
    }
}

impl<P: Model, C: Model, J: Model, B, R> ManyToMany<P, C, J, B, R> {
    /// Returns the pairs as well, with their other fields: `Vec<(Group, Membership)>`.
    pub fn with_join(self) -> ManyToMany<P, C, J, B, R, Joined> {
        ManyToMany {
            descriptor: self.descriptor,
            link: self.link,
            pair: self.pair,
            options: self.options,
            visibility: self.visibility,
            made: self.made,
            kinds: PhantomData,
        }
    }
}

impl<P: Model, C: Model, J: Model, R, W> ManyToMany<P, C, J, ByTable, R, W> {
    /// Makes reads of pairs and of the items they point to strongly consistent: they see every
    /// write acknowledged before, for twice the read units. From the other end pairs are read
    /// through an index, which has no consistent reads.
    pub fn consistent(mut self) -> Self {
        self.options.consistent = true;
        self
    }
}

impl<P: Model, C: Model, J: Model, B, R, W> ManyToMany<P, C, J, B, R, W> {
    visibility_methods!(C, visibility);

    /// Uses only pairs that match this condition:
    /// `user::groups().only(membership::role().eq("admin"))`; given more than once, all must match.
    /// It is a condition on the pair: the items themselves are read by key, and DynamoDB takes no
    /// condition there. A condition on the attributes that pairs are read by, or on attributes that
    /// their index does not hold, is an error before any request.
    pub fn only(mut self, condition: Condition<J>) -> Self {
        self.options.only(condition);
        self
    }

    /// Orders items by the sort key of the pairs, smallest first. This is the default.
    pub fn ascending(mut self) -> Self {
        self.options.ascending = true;
        self
    }

    /// Orders items by the sort key of the pairs, greatest first.
    pub fn descending(mut self) -> Self {
        self.options.ascending = false;
        self
    }

    /// Returns at most this many for each item, counted after the conditions. A pair whose item is
    /// missing or deleted does not count.
    pub fn limit(mut self, items: usize) -> Self {
        self.options.limit = Some(items);
        self
    }

    /// Skips related items and pairs that cannot be read, instead of failing. A page still lists
    /// them.
    pub fn skip_bad(mut self) -> Self {
        self.options.skip_bad = true;
        self
    }

    /// Sends up to this many requests of this level concurrently, at least one. The default is 16.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.concurrency = requests.max(1);
        self
    }

    fn making<T>(self, make: impl FnOnce(R) -> T) -> ManyToMany<P, C, J, B, T, W> {
        ManyToMany {
            descriptor: self.descriptor,
            link: self.link,
            pair: self.pair,
            options: self.options,
            visibility: self.visibility,
            made: make(self.made),
            kinds: PhantomData,
        }
    }
}

impl<P, C, J, B, R, W> ManyToMany<P, C, J, B, R, W>
where
    P: Model,
    C: Model,
    J: Model,
    B: 'static,
    R: Children<C>,
    W: Pairs<J>,
{
    async fn read(
        &self,
        client: &Client,
        items: &[P],
    ) -> Result<Loaded<Vec<W::Row<R::Row>>>, Error> {
        let relation = &self.descriptor.pairs;
        let links = Links::of(items, relation.attributes, self.link)?;
        let search = Search {
            descriptor: self.descriptor,
            options: &self.options,
            links: &links,
            how: ByKeys {
                client,
                consistent: self.options.consistent,
                visibility: self.visibility,
                concurrency: self.options.concurrency,
                shape: &self.made.shape(),
            },
        };
        let found = W::find::<C, _>(&search).await;
        let found = found.map_err(|failure| failure.of(relation, &links, items))?;
        let made = self.made.complete(client, found.rows).await?;
        let of_links = found.of_links;
        let mut rows = Shared::new(made.items, &of_links, &links.of_items);
        let outputs = links.of_items.iter().map(|link| {
            let mine = link.iter().flat_map(|link| &of_links[*link]);
            let mine = mine.filter_map(|(row, pair)| Some(W::row(rows.take(*row)?, pair.clone())));
            mine.collect()
        });
        Ok(Loaded {
            items: outputs.collect(),
            unreadable: found.unreadable.and(made.unreadable),
        })
    }
}

impl<P, C, J, B, R, W> sealed::Include<P> for ManyToMany<P, C, J, B, R, W>
where
    P: Model,
    C: Model,
    J: Model,
    B: 'static,
    R: Children<C>,
    W: Pairs<J>,
{
    type Output = Vec<W::Row<R::Row>>;

    fn check(&self) -> Result<(), Error> {
        let relation = &self.descriptor.pairs;
        let pairs = self.options.check(relation, Some(&[]));
        pairs.map_err(|error| error.in_relation(relation.name, P::DESCRIPTOR.name))?;
        self.made.check()
    }

    fn load<'a>(
        &'a self,
        client: &'a Client,
        items: &'a [P],
    ) -> BoxFuture<'a, Result<Loaded<Self::Output>, Error>> {
        Box::pin(self.read(client, items))
    }
}

impl<P: Model, C: Model, J: Model, B, R: Clone, W> Clone for ManyToMany<P, C, J, B, R, W> {
    fn clone(&self) -> Self {
        Self {
            descriptor: self.descriptor,
            link: self.link,
            pair: self.pair,
            options: self.options.clone(),
            visibility: self.visibility,
            made: self.made.clone(),
            kinds: PhantomData,
        }
    }
}

impl<P: Model, C: Model, J: Model, B, R, W> fmt::Debug for ManyToMany<P, C, J, B, R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManyToMany")
            .field("name", &self.descriptor.pairs.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
