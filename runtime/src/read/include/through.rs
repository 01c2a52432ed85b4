//! Reads through pairs: the pairs of each item, and then the items they point to.

use super::super::visibility::Visibility;
use super::batches::{ByKeys, ItemsByKey};
use super::by_pointer;
use super::found::{Failure, Related, UnreadableRelated};
use super::links::{Links, RelationDescriptor};
use super::options::{self, Options};
use super::pointing::{KeyCheck, Nothing, Pointing};
use crate::item::{Shape, Whole};
use crate::model::Model;
use crate::repository::key;

/// Description of a many-to-many relation, made by generated code.
#[derive(Clone, Copy, Debug)]
pub struct PairDescriptor {
    /// The relation to the pairs.
    pub pairs: RelationDescriptor,
    /// Stored name of the attribute of a pair that holds the key of the other item.
    pub other: &'static str,
    /// Refuses a key of the other item that is not stored in the form in which it is written: no
    /// item has such a key.
    pub check: KeyCheck,
}

/// The items of a many-to-many relation without their pairs.
#[derive(Clone, Copy, Debug)]
pub enum Alone {}

/// The items of a many-to-many relation, each as a tuple with its pair.
#[derive(Clone, Copy, Debug)]
pub enum Joined {}

/// [`Alone`] or [`Joined`].
pub trait Pairs<J: Model>: sealed::Pairs<J> {
    /// The type returned for an item of the relation.
    type Row<T: Clone + Send + Sync + 'static>: Clone + Send + Sync + 'static;

    /// Combines an item and its pair.
    #[doc(hidden)]
    fn row<T: Clone + Send + Sync + 'static>(item: T, pair: Self::Pair) -> Self::Row<T>;
}

pub(super) mod sealed {
    use super::{Failure, Model, Related, Search, Shape};

    /// Not for users to implement.
    pub trait Pairs<J: Model>: 'static {
        /// The data kept of a pair.
        type Pair: Clone + Send + Sync + 'static;

        /// Reads pairs, and the items they point to.
        fn find<C: Model, L: Shape>(
            search: &Search<'_, J, L>,
        ) -> impl Future<Output = Result<Related<L::Row, Self::Pair>, Failure>> + Send;
    }
}

/// A search through pairs.
pub struct Search<'a, J, L> {
    pub(super) descriptor: &'static PairDescriptor,
    pub(super) options: &'a Options<J>,
    pub(super) links: &'a Links,
    pub(super) how: ByKeys<'a, L>,
}

impl<J: Model, L: Shape> Search<'_, J, L> {
    /// Reads the pairs with this shape.
    async fn through<C: Model, X: Shape<Row: Clone>>(
        &self,
        shape: X,
    ) -> Result<Related<L::Row, X::Row>, Failure> {
        let key = C::DESCRIPTOR.table.key_names();
        let pointing = Pointing {
            names: key.map(|name| (self.descriptor.other, name)).collect(),
            check: Some(self.descriptor.check),
            shape,
        };
        let (client, relation) = (self.how.client, &self.descriptor.pairs);
        let readings = self
            .options
            .readings(client, relation, self.links, &pointing)?;
        by_pointer::find::<C, _, _>(readings, &self.how, self.options.skip_bad).await
    }

    /// Reads the pairs by their keys, because the index they are found through does not hold all of
    /// their attributes. A pair that is gone by then is left out.
    async fn through_keys<C: Model>(&self) -> Result<Related<L::Row, J>, Failure> {
        let key = J::DESCRIPTOR.table.key_names();
        let found = self.through::<C, _>(Pointing {
            names: key.map(|name| (name, name)).collect(),
            check: None,
            shape: Nothing::<J>::default(),
        });
        let found = found.await?;
        let links = found.of_links.iter().enumerate();
        let keys = links.flat_map(|(link, pairs)| pairs.iter().map(move |(_, pair)| (link, pair)));
        let (owners, keys): (Vec<_>, Vec<_>) = keys
            .map(|(link, (key, ()))| {
                let identity = key::identity_of_item::<J>(Some(key));
                (link, (identity, key.clone()))
            })
            .unzip();
        let how = ByKeys {
            client: self.how.client,
            consistent: self.how.consistent,
            visibility: Visibility::default(),
            concurrency: self.how.concurrency,
            shape: &Whole::<J>::default(),
        };
        let mut pairs = ItemsByKey::default();
        let read = pairs.read::<J, _>(&how, keys).await;
        read.map_err(|(key, error)| Failure {
            link: owners.get(key).copied().unwrap_or_default(),
            error,
        })?;
        let bad = std::mem::take(&mut pairs.bad);
        let joined = |(row, (key, ())): (usize, (_, ()))| {
            let position = pairs.position(&key::identity_of_item::<J>(Some(&key)))?;
            Some((row, pairs.rows.get(position)?.clone()))
        };
        let of_links = found.of_links.into_iter();
        Ok(Related {
            rows: found.rows,
            of_links: of_links
                .map(|pairs| pairs.into_iter().filter_map(joined).collect())
                .collect(),
            unreadable: found
                .unreadable
                .and(UnreadableRelated::new(bad, self.options.skip_bad)),
        })
    }
}

impl<J: Model> sealed::Pairs<J> for Alone {
    type Pair = ();

    async fn find<C: Model, L: Shape>(
        search: &Search<'_, J, L>,
    ) -> Result<Related<L::Row, ()>, Failure> {
        search.through::<C, _>(Nothing::<J>::default()).await
    }
}

impl<J: Model> Pairs<J> for Alone {
    type Row<T: Clone + Send + Sync + 'static> = T;

    fn row<T: Clone + Send + Sync + 'static>(item: T, (): ()) -> T {
        item
    }
}

impl<J: Model> sealed::Pairs<J> for Joined {
    type Pair = J;

    async fn find<C: Model, L: Shape>(
        search: &Search<'_, J, L>,
    ) -> Result<Related<L::Row, J>, Failure> {
        if options::projection_of::<J>(&search.descriptor.pairs).shows(None) {
            search.through::<C, _>(Whole::default()).await
        } else {
            search.through_keys::<C>().await
        }
    }
}

impl<J: Model> Pairs<J> for Joined {
    type Row<T: Clone + Send + Sync + 'static> = (T, J);

    fn row<T: Clone + Send + Sync + 'static>(item: T, pair: J) -> (T, J) {
        (item, pair)
    }
}
