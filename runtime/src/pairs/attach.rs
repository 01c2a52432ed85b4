//! Attaching one item to another.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use crate::Error;
use crate::error::ErrorKind;
use crate::item::of_item;
use crate::model::{Model, Pair};
use crate::read::ManyToMany;
use crate::repository::Repository;
use crate::write::Create;

/// Stores a pair, and returns it as it is then. Made by [`Repository::attach`] and
/// [`Repository::attach_with`].
///
/// # If the future is dropped
/// The pair is there, all of it, or it is not.
#[must_use = "nothing happens until it is awaited"]
pub struct Attach<J: Model>(Create<J>);

impl<P: Model, H> Repository<P, H> {
    /// Attaches an item to another by a relation: `posts.attach(post::tags(), &post, &tag)`. One
    /// conditional `PutItem` of the pair. A pair that is there already stays as it is, with
    /// whatever else it holds, and is returned: attaching twice makes one pair.
    ///
    /// Whether the two items exist is not looked at, and no hooks are called: those of this
    /// repository are about its own model.
    ///
    /// # Errors
    /// Those of [`create`](Self::create) but for `AlreadyExists`.
    pub fn attach<C: Model, J: Pair, B>(
        &self,
        relation: ManyToMany<P, C, J, B>,
        item: impl Into<P::Key>,
        other: impl Into<C::Key>,
    ) -> Attach<J> {
        let key = (relation.pair)(item.into(), other.into());
        self.attach_with(relation, J::new(key))
    }

    /// Attaches an item to another by a pair that holds more than their keys, which are given in
    /// it: `users.attach_with(user::groups(), NewMembership { user_id, group_id, since })`.
    /// Otherwise as [`attach`](Self::attach): a pair that is there already stays as it is.
    ///
    /// # Errors
    /// Those of [`create`](Self::create) but for `AlreadyExists`.
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
