//! Relations to the items of one other model.

use std::fmt;
use std::marker::PhantomData;

use futures_util::future::BoxFuture;

use super::super::select::Selected;
use super::super::visibility::visibility_methods;
use super::children::{Children, With};
use super::found::{Failure, Loaded, Related, Shared};
use super::includes::{Append, Include, sealed};
use super::kind::{ByKey, Kind, Many, One};
use super::links::{Link, Links, RelationDescriptor};
use super::options::{self, Options};
use super::pointing::{Nothing, Pointing};
use super::{batches::ByKeys, by_key, by_pointer, by_query};
use crate::expr::{Condition, Selection};
use crate::item::Shape;
use crate::model::Model;
use crate::repository::key;
use crate::{Client, Error};

/// The items of model `C` that an item of model `P` is related to, accepted by `include`. `K` is
/// their number, `R` the form in which they are returned. Made by the functions of generated
/// modules.
///
/// ```text
/// let tree = users.by_role(Role::Admin)
///     .include(user::orders().only(order::status().eq(OrderStatus::Paid)).descending().limit(5))
///     .all().await?;                                              // Vec<(User, Vec<Order>)>
/// ```
#[must_use = "a relation does nothing until it is included"]
pub struct Relation<P, C, K, R = With> {
    descriptor: &'static RelationDescriptor,
    link: Link<P>,
    options: Options<C>,
    made: R,
    kind: PhantomData<fn() -> K>,
}

/// `has_many`: gives a `Vec`.
pub type HasMany<P, C, R = With> = Relation<P, C, Many, R>;

/// `has_one`, read by a query: gives an `Option`, the first in the order of the key.
pub type HasOne<P, C, R = With> = Relation<P, C, One, R>;

/// `has_one` of an item that has the same key: gives an `Option`.
pub type HasOneByKey<P, C, R = With> = Relation<P, C, ByKey, R>;

/// `belongs_to`: gives an `Option`; `None` also if the foreign key is absent or its item does not
/// exist.
pub type BelongsTo<P, C, R = With> = Relation<P, C, ByKey, R>;

impl<P: Model, C: Model, K: Kind> Relation<P, C, K> {
    /// Creates a relation. For generated code.
    #[doc(hidden)]
    pub fn new(descriptor: &'static RelationDescriptor, link: Link<P>) -> Self {
        Self {
            descriptor,
            link,
            options: Options {
                limit: K::MOST,
                ..Options::default()
            },
            made: With::default(),
            kind: PhantomData,
        }
    }

    /// Reads only these fields of the related items, as tuples:
    /// `user::orders().select((order::id(), order::total()))`.
    pub fn select<T: Selection<C>>(self, fields: T) -> Relation<P, C, K, Selected<C, T>> {
        self.making(|_| Selected::new(fields))
    }
}

impl<P: Model, C: Model, K: Kind, I> Relation<P, C, K, With<I>> {
    /// Reads the related items of the related items too, for all of them together. Each then comes
    /// as a tuple: `(Order, Vec<Line>)`.
    pub fn include<X: Include<C>>(
        self,
        relation: X,
    ) -> Relation<P, C, K, With<<I as Append<X>>::Output>>
    where
        I: Append<X>,
    {
        self.making(|With(relations)| With(relations.append(relation)))
    }
}

impl<P, C: Model, R> Relation<P, C, Many, R> {
    /// Returns at most this many for each item, counted after the conditions.
    pub fn limit(mut self, items: usize) -> Self {
        self.options.limit = Some(items);
        self
    }
}

/// Gives the methods of relations that are read by a query.
macro_rules! query_methods {
    ($($kind:ty)*) => {$(
        impl<P, C: Model, R> Relation<P, C, $kind, R> {
            /// Returns only items that match this condition; given more than once, all must match.
            /// Filtered items are read and paid for. A condition on the attributes that items are
            /// read by, or on attributes that the index does not hold, is an error before any
            /// request.
            pub fn only(mut self, condition: Condition<C>) -> Self {
                self.options.only(condition);
                self
            }

            /// Returns the smallest sort key first. This is the default.
            pub fn ascending(mut self) -> Self {
                self.options.ascending = true;
                self
            }

            /// Returns the greatest sort key first.
            pub fn descending(mut self) -> Self {
                self.options.ascending = false;
                self
            }
        }
    )*};
}

query_methods!(Many One);

impl<P, C: Model, K, R> Relation<P, C, K, R> {
    visibility_methods!(C, options.visibility);

    /// Makes reads strongly consistent: they see every write acknowledged before, for twice the
    /// read units. For a relation read through a global index this is an error before any request.
    pub fn consistent(mut self) -> Self {
        self.options.consistent = true;
        self
    }

    /// Skips related items that cannot be read, instead of failing. A page still lists them.
    pub fn skip_bad(mut self) -> Self {
        self.options.skip_bad = true;
        self
    }

    /// Sends up to this many requests of this level concurrently, at least one. The default is 16.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.options.concurrency = requests.max(1);
        self
    }

    fn making<T>(self, make: impl FnOnce(R) -> T) -> Relation<P, C, K, T> {
        Relation {
            descriptor: self.descriptor,
            link: self.link,
            options: self.options,
            made: make(self.made),
            kind: PhantomData,
        }
    }
}

impl<P: Model, C: Model, K: Kind, R: Children<C>> Relation<P, C, K, R> {
    fn check_query(&self) -> Result<(), Error> {
        if K::BY_KEY {
            return Ok(());
        }
        let shape = self.made.shape();
        let selected = shape.selected();
        let shown = options::projection_of::<C>(self.descriptor).shows(selected);
        // Otherwise the query reads only keys.
        let selected = if shown { selected } else { Some(&[][..]) };
        self.options.check(self.descriptor, selected)
    }

    async fn find(
        &self,
        client: &Client,
        links: &Links,
    ) -> Result<Related<<R::Shape as Shape>::Row>, Failure> {
        let (options, shape) = (&self.options, self.made.shape());
        if K::BY_KEY {
            return by_key::find(client, options, links, &shape).await;
        }
        if options::projection_of::<C>(self.descriptor).shows(shape.selected()) {
            return by_query::find(client, self.descriptor, options, links, &shape).await;
        }
        let key = C::DESCRIPTOR.table.key_names();
        let pointer = Pointing {
            names: key.map(|name| (name, name)).collect(),
            check: None,
            shape: Nothing::<C>::default(),
        };
        let readings = options.readings(client, self.descriptor, links, &pointer)?;
        let how = ByKeys {
            client,
            consistent: options.consistent,
            visibility: options.visibility,
            concurrency: options.concurrency,
            shape: &shape,
        };
        by_pointer::find::<C, _, _>(readings, &how, options.skip_bad).await
    }

    async fn read(&self, client: &Client, items: &[P]) -> Result<Loaded<K::Output<R::Row>>, Error> {
        let links = Links::of(items, self.descriptor.attributes, self.link)?;
        let found = self.find(client, &links).await;
        let found = found.map_err(|failure| failure.of(self.descriptor, &links, items))?;
        let made = self.made.complete(client, found.rows).await?;
        let of_links = found.of_links;
        let mut rows = Shared::new(made.items, &of_links, &links.of_items);
        let outputs = links.of_items.iter().map(|link| {
            let mine = link.iter().flat_map(|link| &of_links[*link]);
            K::output(mine.filter_map(|(row, ())| rows.take(*row)))
        });
        Ok(Loaded {
            items: outputs.collect(),
            unreadable: found.unreadable.and(made.unreadable),
        })
    }
}

impl Failure {
    /// Builds the error, which names the item it occurred with.
    pub(super) fn of<P: Model>(
        self,
        relation: &RelationDescriptor,
        links: &Links,
        items: &[P],
    ) -> Error {
        let first = links.first.get(self.link).and_then(|item| items.get(*item));
        let item = first.map(|item| key::text(&item.key())).unwrap_or_default();
        let item = format!("{} {item}", P::DESCRIPTOR.name);
        self.error.in_relation(relation.name, &item)
    }
}

impl<P: Model, C: Model, K: Kind, R: Children<C>> sealed::Include<P> for Relation<P, C, K, R> {
    type Output = K::Output<R::Row>;

    fn check(&self) -> Result<(), Error> {
        let query = self.check_query();
        query.map_err(|error| error.in_relation(self.descriptor.name, P::DESCRIPTOR.name))?;
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

impl<P, C, K, R: Clone> Clone for Relation<P, C, K, R> {
    fn clone(&self) -> Self {
        Self {
            descriptor: self.descriptor,
            link: self.link,
            options: self.options.clone(),
            made: self.made.clone(),
            kind: PhantomData,
        }
    }
}

impl<P, C, K, R> fmt::Debug for Relation<P, C, K, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relation")
            .field("name", &self.descriptor.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
