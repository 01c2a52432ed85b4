//! Deletes an item permanently.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::deleted::DeletionResult;
use super::plan::target::{Located, Named, Target};
use super::plan::{Planned, PlannedAction, Preconditions, State, Verb};
use super::returning::{DeleteReturn, ReturnExisted, ReturnNothing, ReturnOld};
use super::{IntoWrite, Part, hooked, send};
use crate::Error;
use crate::expr::{Condition, conditional};
use crate::hooks::{Deletion, Hooks, NoHooks};
use crate::model::{Model, SoftDelete};
use crate::repository::Repository;
use crate::request::Returned;

/// Deletes an item permanently, soft-deleted or not, and returns `true` if there was one. Made by
/// [`Repository::purge`].
///
/// When a response is lost and the request is retried, the retry finds the item gone. Without
/// conditions and version it then returns `false`, although the item may have been there; with them
/// it fails with [`NotFound`](crate::ErrorKind::NotFound) and
/// [`Outcome::Unknown`](crate::Outcome::Unknown), since another caller may have deleted it.
///
/// # If the future is dropped
/// The item is gone, or unchanged. If it is gone, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Purge<M: Model, R = ReturnExisted, H = NoHooks> {
    named: Named<M>,
    hooks: H,
    returned: PhantomData<R>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Deletes this item permanently, soft-deleted or not: a `DeleteItem`.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version.
    pub fn purge(&self, target: impl Target<M>) -> Purge<M, ReturnExisted, H>
    where
        M: SoftDelete,
    {
        Purge {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
            returned: PhantomData,
        }
    }
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> Purge<M, R, H> {
    /// Deletes the item only if this condition holds. Given more than once, all must hold. An
    /// absent item is then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    /// Returns the item as it was, or `None` if there was none.
    ///
    /// # Errors
    /// A decode error with [`Outcome::Applied`](crate::Outcome::Applied) when the item was deleted
    /// and cannot be read.
    pub fn return_old(self) -> Purge<M, ReturnOld, H> {
        self.returning()
    }

    /// Returns nothing, not even if there was an item.
    pub fn return_nothing(self) -> Purge<M, ReturnNothing, H> {
        self.returning()
    }

    fn returning<S>(self) -> Purge<M, S, H> {
        Purge {
            named: self.named,
            hooks: self.hooks,
            returned: PhantomData,
        }
    }

    async fn run(self) -> Result<R::Output, Error> {
        let Self { named, hooks, .. } = self;
        let deleting = hooked::deleting(&hooks, &named.key, Deletion::ForGood).await?;
        let gone = send::<M, R>(named.located()?, H::ARE_THERE).await;
        hooked::deleted(deleting, &gone).await;
        R::output(gone?)
    }
}

/// Deletes an item permanently. Hooks receive the old one.
pub(crate) async fn send<M: Model, R: DeleteReturn<M>>(
    item: Located<M>,
    has_hooks: bool,
) -> Result<DeletionResult, Error> {
    let has_condition = item.condition.is_some();
    let mut condition = of_existing(item.condition.clone());
    if R::ASKS_FOR_ONE && !has_condition && !has_hooks {
        condition = Some(conditional::exists());
    }
    let planned = plan(&item, condition)?;
    let returned = if has_hooks {
        Returned::Old
    } else {
        R::RETURNED
    };
    let is_versioned = item.expected.is_some();
    let sent = send::planned(planned, returned)
        .await
        .map(DeletionResult::deleted);
    if has_condition {
        return sent;
    }
    // Without a version, an item that is gone counts as deleted, whoever deleted it.
    DeletionResult::of(sent, !is_versioned)
}

/// Returns the given condition, on an item that exists: some conditions also hold for an absent
/// item.
pub(super) fn of_existing<M: Model>(condition: Option<Condition<M>>) -> Option<Condition<M>> {
    condition.map(|condition| conditional::exists().and(condition))
}

/// Returns the write that deletes an item permanently.
pub(super) fn plan<M: Model>(
    item: &Located<M>,
    condition: Option<Condition<M>>,
) -> Result<Planned, Error> {
    let verb = match M::DESCRIPTOR.deleted {
        None => Verb::Delete,
        Some(_) => Verb::Purge,
    };
    let preconditions = Preconditions::of::<M>(State::Any, item.expected);
    let action = PlannedAction::Delete {
        key: item.key.clone(),
    };
    Planned::new(&item.repository, verb, action, preconditions, condition)
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> IntoWrite for Purge<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks, .. } = self;
        hooked::part_of_delete(hooks, named.key.clone(), Deletion::ForGood, move || {
            let item = named.located()?;
            plan(&item, of_existing(item.condition.clone()))
        })
    }
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> IntoFuture for Purge<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
