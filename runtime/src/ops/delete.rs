//! Deleting an item.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::{Repository, conditional, refusal};
use crate::Error;
use crate::expr::{Condition, Expressions};
use crate::model::Model;
use crate::request::{self, Conditional, Refused, Returned, Whole};

const OPERATION: &str = "DeleteItem";

/// Deletes an item and returns what it was; `None` when there was none. Made by
/// [`Repository::delete`].
///
/// When an answer is lost and the request is repeated, the repetition finds the item gone: then
/// `None` is returned although the item was there before.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<M: Model> {
    repository: Repository<M>,
    key: M::Key,
    condition: Option<Condition<M>>,
}

impl<M: Model> Repository<M> {
    /// Deletes the item with this key: a `DeleteItem`.
    pub fn delete(&self, key: impl Into<M::Key>) -> Delete<M> {
        Delete {
            repository: self.clone(),
            key: key.into(),
            condition: None,
        }
    }
}

impl<M: Model> Delete<M> {
    /// Deletes it only if this holds. Given more than once, all have to hold. An absent item is
    /// then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    async fn run(self) -> Result<Option<M>, Error> {
        let Self {
            repository: Repository { client, table, .. },
            key,
            condition,
        } = self;
        let attributes = super::key::attributes(&key)?;
        let mut expressions = Expressions::new();
        let condition = condition.map(|condition| conditional::exists().and(condition));
        let condition = conditional::render(&mut expressions, condition)?;
        let conditional = Conditional {
            condition,
            substitutions: expressions.finish()?,
        };
        let deleted =
            request::delete::<Whole<M>>(&client, &table, attributes, conditional, Returned::Old)
                .await;
        match deleted {
            Ok(written) => written
                .item
                .transpose()
                .map_err(|error| refusal::unreadable(error, &key, OPERATION, &table)),
            Err(Refused::Condition {
                item: None,
                after_lost_answer: true,
                ..
            }) => Ok(None),
            Err(refused) => Err(refusal::of_existing(refused, &key, OPERATION, &table)),
        }
    }
}

impl<M: Model> IntoFuture for Delete<M> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
