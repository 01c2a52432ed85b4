//! Relations through the items of a model of its own, each of which is a pair.

use std::fmt;
use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::batches::ByKeys;
use super::by_pointer;
use super::children::{Children, With};
use super::found::{Failure, Found, Loaded, Shared};
use super::include::{Append, Include, sealed};
use super::links::{Link, Links, RelationDescriptor};
use super::options::Options;
use super::pointing::{Nothing, Pointing};
use crate::expr::{Condition, Selection};
use crate::model::{Model, SoftDelete};
use crate::ops::select::Selected;
use crate::ops::visibility::{Visibility, visibility_methods};
use crate::request::{Shape, Whole};
use crate::{Client, Error};

/// What generated code tells about a many-to-many relation.
#[derive(Clone, Copy, Debug)]
pub struct PairDescriptor {
    /// The relation to the pairs.
    pub pairs: RelationDescriptor,
    /// Stored name of the attribute of a pair that holds the key of the other item.
    pub other: &'static str,
}

/// The items of model `C` that an item of model `P` is paired with by items of model `J`. `R` says
/// what is made of them, `W` whether the pairs come with them. Made by the functions of generated
/// modules; gives a `Vec`.
#[must_use = "a relation does nothing until it is included"]
pub struct ManyToMany<P, C, J, R = With, W = Alone>
where
    P: Model,
    C: Model,
    J: Model,
{
    pub(in crate::ops) descriptor: &'static PairDescriptor,
    pub(in crate::ops) link: Link<P>,
    /// The key of a pair.
    pub(in crate::ops) pair: fn(P::Key, C::Key) -> J::Key,
    options: Options<J>,
    visibility: Visibility,
    made: R,
    output: PhantomData<fn() -> W>,
}

/// The items of a many-to-many relation without their pairs.
#[derive(Clone, Copy, Debug)]
pub enum Alone {}

/// The items of a many-to-many relation, each as a tuple with its pair.
#[derive(Clone, Copy, Debug)]
pub enum Joined {}

/// [`Alone`] or [`Joined`].
pub trait Pairs<J: Model>: 'static {
    /// What is read of a pair.
    #[doc(hidden)]
    type Shape: Shape<Row: Clone>;

    /// What stands for an item of the relation.
    type Row<T: Clone + Send + Sync + 'static>: Clone + Send + Sync + 'static;

    /// Puts it together.
    #[doc(hidden)]
    fn row<T: Clone + Send + Sync + 'static>(
        item: T,
        pair: <Self::Shape as Shape>::Row,
    ) -> Self::Row<T>;
}

impl<J: Model> Pairs<J> for Alone {
    type Shape = Nothing;
    type Row<T: Clone + Send + Sync + 'static> = T;

    fn row<T: Clone + Send + Sync + 'static>(item: T, (): ()) -> T {
        item
    }
}

impl<J: Model> Pairs<J> for Joined {
    type Shape = Whole<J>;
    type Row<T: Clone + Send + Sync + 'static> = (T, J);

    fn row<T: Clone + Send + Sync + 'static>(item: T, pair: J) -> (T, J) {
        (item, pair)
    }
}

impl<P: Model, C: Model, J: Model> ManyToMany<P, C, J> {
    /// For generated code.
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
            output: PhantomData,
        }
    }
}

impl<P: Model, C: Model, J: Model, W> ManyToMany<P, C, J, With, W> {
    /// Reads only these fields of the related items, as tuples:
    /// `user::groups().select((group::name(),))`.
    pub fn select<T: Selection<C>>(self, fields: T) -> ManyToMany<P, C, J, Selected<C, T>, W> {
        self.making(|_| Selected::new(fields))
    }
}

impl<P: Model, C: Model, J: Model, I, W> ManyToMany<P, C, J, With<I>, W> {
    /// Reads what the related items are related to in turn, for all of them together. Each then
    /// comes as a tuple: `(Group, Vec<Room>)`.
    pub fn include<X: Include<C>>(
        self,
        relation: X,
    ) -> ManyToMany<P, C, J, With<<I as Append<X>>::Output>, W>
    where
        I: Append<X>,
    {
        self.making(|With(relations)| With(relations.append(relation)))
    }
}

impl<P: Model, C: Model, J: Model, R> ManyToMany<P, C, J, R> {
    /// Gives the pairs as well, with whatever else is stored in them: `Vec<(Group, Membership)>`.
    pub fn with_join(self) -> ManyToMany<P, C, J, R, Joined> {
        ManyToMany {
            descriptor: self.descriptor,
            link: self.link,
            pair: self.pair,
            options: self.options,
            visibility: self.visibility,
            made: self.made,
            output: PhantomData,
        }
    }
}

impl<P: Model, C: Model, J: Model, R, W> ManyToMany<P, C, J, R, W> {
    visibility_methods!(C, visibility);

    /// Only through pairs for which this holds: `user::groups().only(membership::role().eq("admin"))`;
    /// given more than once, all have to hold. It is a condition on the pair: the items themselves
    /// are read by key, where DynamoDB takes none. The attributes that pairs are read by cannot be
    /// asked for, nor what an index of them does not hold: that is an error before any request.
    pub fn only(mut self, condition: Condition<J>) -> Self {
        self.options.only(condition);
        self
    }

    /// Through deleted pairs as well.
    pub fn with_deleted_pairs(mut self) -> Self
    where
        J: SoftDelete,
    {
        self.options.visibility = Visibility::All;
        self
    }

    /// In the order of the sort key of the pairs, smallest first, which is the default.
    pub fn ascending(mut self) -> Self {
        self.options.ascending = true;
        self
    }

    /// In the order of the sort key of the pairs, greatest first.
    pub fn descending(mut self) -> Self {
        self.options.ascending = false;
        self
    }

    /// At most this many for each item, counted after the conditions: a pair that points nowhere,
    /// or to what is deleted, does not count.
    pub fn limit(mut self, items: usize) -> Self {
        self.options.limit = Some(items);
        self
    }

    /// Leaves out related items and pairs that cannot be read, instead of failing. A page still
    /// says which they were.
    pub fn skip_bad(mut self) -> Self {
        self.options.skip_bad = true;
        self
    }

    /// Sends up to this many requests of this level at the same time, in place of 16; at least
    /// one.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.concurrency = requests.max(1);
        self
    }

    fn making<T>(self, make: impl FnOnce(R) -> T) -> ManyToMany<P, C, J, T, W> {
        ManyToMany {
            descriptor: self.descriptor,
            link: self.link,
            pair: self.pair,
            options: self.options,
            visibility: self.visibility,
            made: make(self.made),
            output: PhantomData,
        }
    }
}

impl<P, C, J, R, W> ManyToMany<P, C, J, R, W>
where
    P: Model,
    C: Model,
    J: Model,
    R: Children<C>,
    W: Pairs<J>,
{
    async fn find(&self, client: &Client, links: &Links) -> Result<FoundIn<C, J, R, W>, Failure> {
        let key = C::DESCRIPTOR.table.key_names();
        let pointer = Pointing {
            names: key.map(|name| (self.descriptor.other, name)).collect(),
            shape: W::Shape::default(),
        };
        let relation = &self.descriptor.pairs;
        let readings = self.options.readings(client, relation, links, &pointer)?;
        let how = ByKeys {
            client,
            visibility: self.visibility,
            concurrency: self.options.concurrency,
            shape: &self.made.shape(),
        };
        by_pointer::find::<C, _, _>(readings, &how, self.options.skip_bad).await
    }

    async fn read(
        &self,
        client: &Client,
        items: &[P],
    ) -> Result<Loaded<Vec<W::Row<R::Row>>>, Error> {
        let relation = &self.descriptor.pairs;
        let links = Links::of(items, relation.attributes, self.link)?;
        let found = self.find(client, &links).await;
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
            spoiled: found.spoiled.and(made.spoiled),
        })
    }
}

/// What is found through pairs.
type FoundIn<C, J, R, W> = Found<
    <<R as super::children::sealed::Children<C>>::Shape as Shape>::Row,
    <<W as Pairs<J>>::Shape as Shape>::Row,
>;

impl<P, C, J, R, W> sealed::Include<P> for ManyToMany<P, C, J, R, W>
where
    P: Model,
    C: Model,
    J: Model,
    R: Children<C>,
    W: Pairs<J>,
{
    type Output = Vec<W::Row<R::Row>>;

    fn load<'a>(
        &'a self,
        client: &'a Client,
        items: &'a [P],
    ) -> BoxFuture<'a, Result<Loaded<Self::Output>, Error>> {
        Box::pin(self.read(client, items))
    }
}

impl<P: Model, C: Model, J: Model, R: Clone, W> Clone for ManyToMany<P, C, J, R, W> {
    fn clone(&self) -> Self {
        Self {
            descriptor: self.descriptor,
            link: self.link,
            pair: self.pair,
            options: self.options.clone(),
            visibility: self.visibility,
            made: self.made.clone(),
            output: PhantomData,
        }
    }
}

impl<P: Model, C: Model, J: Model, R, W> fmt::Debug for ManyToMany<P, C, J, R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManyToMany")
            .field("name", &self.descriptor.pairs.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
