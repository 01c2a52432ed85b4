//! Attaches one item to another.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use crate::Error;
use crate::error::ErrorKind;
use crate::item::of_item;
use crate::model::{IntoKey, Model, Pair};
use crate::read::ManyToMany;
use crate::repository::Repository;
use crate::write::Create;

/// Stores a pair, and returns it as it is stored. Made by [`Repository::attach`] and
/// [`Repository::attach_with`].
///
/// # If the future is dropped
/// The pair is stored completely, or not at all.
#[must_use = "nothing happens until it is awaited"]
pub struct Attach<J: Model>(Create<J>);

impl<P: Model, H> Repository<P, H> {
    /// Attaches an item to another by a relation: `posts.attach(post::tags(), &post, &tag)`. Sends
    /// one conditional `PutItem` of the pair. An existing pair stays as it is, with its other
    /// fields, and is returned: attaching twice makes one pair.
    ///
    /// The existence of the two items is not checked, and no hooks are called: those of this
    /// repository belong to its own model.
    ///
    /// # Errors
    /// Those of [`create`](Self::create) except `AlreadyExists`.
    pub fn attach<C: Model, J: Pair, B>(
        &self,
        relation: ManyToMany<P, C, J, B>,
        item: impl IntoKey<P>,
        other: impl IntoKey<C>,
    ) -> Attach<J> {
        let key = (relation.pair)(item.into_key(), other.into_key());
        self.attach_with(relation, J::new(key))
    }

    /// Attaches an item to another by a pair with fields besides the keys:
    /// `users.attach_with(user::groups(), NewMembership { user_id, group_id, since })`. Otherwise
    /// like [`attach`](Self::attach): an existing pair stays as it is.
    ///
    /// # Errors
    /// Those of [`create`](Self::create) except `AlreadyExists`.
    pub fn attach_with<C: Model, J: Model, B>(
        &self,
        _relation: ManyToMany<P, C, J, B>,
        pair: impl Into<J::Draft>,
    ) -> Attach<J> {
        Attach(Repository::<J>::new(self.client()).create(pair))
    }
}

impl<J: Model> Attach<J> {
    async fn run(self) -> Result<J, Error> {
        let error = match self.0.await {
            Ok(pair) => return Ok(pair),
            Err(error) => error,
        };
        match error.kind() {
            ErrorKind::AlreadyExists {
                item: Some(item), ..
            } => Ok(item.decode().map_err(|it| of_item::<J>(it, Some(item)))?),
            _ => Err(error),
        }
    }
}

impl<J: Model> IntoFuture for Attach<J> {
    type Output = Result<J, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
