//! Deleting an item for good.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::lifecycle::{Demands, State};
use super::target::{Named, Target};
use super::transaction::{IntoWrite, Part, Planned, Verb};
use super::{Repository, conditional, hooked, refusal, unique};
use crate::Error;
use crate::expr::Condition;
use crate::hooks::{Deletion, Hooks, NoHooks};
use crate::item::StoredItem;
use crate::model::{Model, SoftDelete};
use crate::request::{
    self, Attributes, Conditional, Refused, Returned, TransactedAction, TransactedWrite, Whole,
};

const OPERATION: &str = "DeleteItem";

/// Deletes an item for good, soft-deleted or not, and returns what it was; `None` when there was
/// none. Made by [`Repository::purge`].
///
/// When an answer is lost and the request is repeated, the repetition finds the item gone: then
/// `None` is returned although the item was there before.
///
/// # If the future is dropped
/// The item is gone, or as it was. If it is gone, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Purge<M: Model, H = NoHooks> {
    named: Named<M>,
    hooks: H,
}

/// What became of an item that was to be deleted.
pub(super) enum Gone<M> {
    /// It was deleted. This is what it was, or what it is if it is only marked; `None` if the
    /// answer that held it was lost.
    Deleted(Option<M>),
    /// There was none.
    Absent,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Deletes this item for good, whether it is soft-deleted or not: a `DeleteItem`.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version.
    pub fn purge(&self, target: impl Target<M>) -> Purge<M, H>
    where
        M: SoftDelete,
    {
        Purge {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
        }
    }
}

impl<M: Model, H: Hooks<M>> Purge<M, H> {
    /// Deletes it only if this holds. Given more than once, all have to hold. An absent item is
    /// then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    async fn run(self) -> Result<Option<M>, Error> {
        let Self { named, hooks } = self;
        let deleting = hooked::deleting(&hooks, &named.key, Deletion::ForGood).await?;
        let gone = send(named).await;
        hooked::deleted(deleting, &gone).await;
        gone.map(Gone::into_item)
    }
}

impl<M> Gone<M> {
    pub(super) fn into_item(self) -> Option<M> {
        match self {
            Self::Deleted(item) => item,
            Self::Absent => None,
        }
    }
}

/// Deletes an item for good.
pub(super) async fn send<M: Model>(named: Named<M>) -> Result<Gone<M>, Error> {
    if !M::DESCRIPTOR.uniques.is_empty() {
        return with_guards(named).await;
    }
    let has_condition = named.condition.is_some();
    let (attributes, conditional, demands) = prepare(&named)?;
    let Named {
        repository: Repository { client, table, .. },
        key,
        ..
    } = named;
    let deleted =
        request::delete::<Whole<M>>(&client, &table, attributes, conditional, Returned::Old).await;
    match deleted {
        Ok(written) => match written.item.transpose() {
            Ok(None) if !written.after_lost_answer => Ok(Gone::Absent),
            Ok(item) => Ok(Gone::Deleted(item)),
            Err(error) => Err(refusal::unreadable(error, &key, OPERATION, &table)),
        },
        Err(Refused::Condition {
            item: None,
            after_lost_answer: true,
            ..
        }) => Ok(Gone::Deleted(None)),
        Err(Refused::Condition { item: None, .. }) if !has_condition => Ok(Gone::Absent),
        Err(refused) => Err(refusal::of_existing(
            refused, &key, &demands, OPERATION, &table,
        )),
    }
}

async fn with_guards<M: Model>(named: Named<M>) -> Result<Gone<M>, Error> {
    let Repository { client, table, .. } = named.repository.clone();
    let (key, has_condition) = (named.key.clone(), named.condition.is_some());
    let change = match unique::commit_one(&client, planned(named, Verb::Purge)?).await {
        Err(error) if error.is_not_found() && !has_condition => return Ok(Gone::Absent),
        change => change?,
    };
    let Some(item) = change.before else {
        return Ok(Gone::Absent);
    };
    let item = StoredItem::new(item).decode();
    item.map(|item| Gone::Deleted(Some(item)))
        .map_err(|error| refusal::unreadable(error, &key, unique::OPERATION, &table))
}

/// The key, and the condition. A condition of the user on an absent item would be confusing,
/// so with one the item has to be there.
fn prepare<M: Model>(named: &Named<M>) -> Result<(Attributes, Conditional, Demands), Error> {
    let demands = Demands::of::<M>(State::Any, named.expected);
    let condition = named.condition.clone();
    let condition = condition.map(|condition| conditional::exists().and(condition));
    let condition = conditional::both(demands.condition(), condition);
    let key = super::key::attributes(&named.key)?;
    Ok((key, conditional::prepared(condition)?, demands))
}

/// The write of a transaction that deletes an item for good.
pub(super) fn planned<M: Model>(named: Named<M>, verb: Verb) -> Result<Planned, Error> {
    let (key, conditional, demands) = prepare(&named)?;
    let write = TransactedWrite {
        table: named.repository.table,
        action: TransactedAction::Delete { key },
        conditional,
    };
    Planned::new::<M>(verb, write, Vec::new(), demands)
}

impl<M: Model, H: Hooks<M>> IntoWrite for Purge<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks } = self;
        hooked::part_of_delete(hooks, named.key.clone(), Deletion::ForGood, || {
            planned(named, Verb::Purge)
        })
    }
}

impl<M: Model, H: Hooks<M>> IntoFuture for Purge<M, H> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
