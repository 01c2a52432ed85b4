//! Deleting an item: for good, or so that it can be restored.

use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::plan::target::{Located, Named, Target};
use super::plan::{
    self, Applied, Planned, PlannedAction, Preconditions, State, Verb, times, write_id,
};
use super::returning::{DeleteReturn, ReturnExisted, ReturnNew, ReturnNothing, ReturnOld};
use super::{IntoWrite, Part, hooked, purge};
use crate::Error;
use crate::error::Outcome;
use crate::expr::{Condition, UpdateExpression, conditional};
use crate::hooks::{Deletion, Hooks, NoHooks};
use crate::model::{AutoTimestamp, Model, SoftDelete};
use crate::repository::Repository;
use crate::request::Returned;

/// Deletes an item and says whether there was one. Made by [`Repository::delete`].
///
/// Nothing of the item is read, so that one that cannot be read can be deleted. With
/// [`return_old`](Self::return_old) it is returned as it was, and with `auto: deleted` and
/// [`return_new`](Self::return_new) as it is now.
///
/// When a response is lost and the request is repeated, the repetition finds the item gone. Of a
/// `DeleteItem` without conditions the result is `false` then, although the item may have been
/// there; any other deletion fails with [`NotFound`](crate::ErrorKind::NotFound) and
/// [`Outcome::Unknown`](crate::Outcome::Unknown), since it may have been somebody else's work.
///
/// # If the future is dropped
/// The item is deleted, or as it was. If it is deleted, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Delete<M: Model, R = ReturnExisted, H = NoHooks> {
    named: Named<M>,
    hooks: H,
    returned: PhantomData<R>,
}

/// What became of an item that was to be deleted.
pub enum Gone {
    /// It was deleted for good.
    Deleted(Box<Applied>),
    /// It was there, and is marked as deleted.
    Marked(Box<Applied>),
    /// There was none when the last attempt came.
    Absent,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Deletes this item: a `DeleteItem`, or with `auto: deleted` an `UpdateItem` that sets the
    /// time of deletion, so that reading leaves the item out until it is restored. An item that is
    /// marked already is none.
    ///
    /// # Errors
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version than the one that is expected.
    pub fn delete(&self, target: impl Target<M>) -> Delete<M, ReturnExisted, H> {
        Delete {
            named: Named::new(self, target),
            hooks: self.hooks.clone(),
            returned: PhantomData,
        }
    }
}

impl<M: Model> Delete<M> {
    /// The item with this key, whatever its version is.
    pub(crate) fn of_any_version(repository: &Repository<M>, key: M::Key) -> Self {
        Self {
            named: Named::at_any_version(repository, key),
            hooks: NoHooks,
            returned: PhantomData,
        }
    }
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> Delete<M, R, H> {
    /// Deletes it only if this holds. Given more than once, all have to hold. An absent or deleted
    /// item is then an error, [`NotFound`](crate::ErrorKind::NotFound).
    pub fn only_if(self, condition: Condition<M>) -> Self {
        Self {
            named: self.named.only_if(condition),
            ..self
        }
    }

    /// Returns the item as it was, or `None` if there was none.
    ///
    /// # Errors
    /// A decode error with [`Outcome::Applied`] when the item was deleted and cannot be read.
    pub fn return_old(self) -> Delete<M, ReturnOld, H> {
        self.returning()
    }

    /// Returns the item as it is now, marked as deleted and at its next version, or `None` if there
    /// was none.
    ///
    /// # Errors
    /// A decode error with [`Outcome::Applied`] when the item was deleted and cannot be read.
    pub fn return_new(self) -> Delete<M, ReturnNew, H>
    where
        M: SoftDelete,
    {
        self.returning()
    }

    /// Returns nothing, not even whether there was an item.
    pub fn return_nothing(self) -> Delete<M, ReturnNothing, H> {
        self.returning()
    }

    fn returning<S>(self) -> Delete<M, S, H> {
        Delete {
            named: self.named,
            hooks: self.hooks,
            returned: PhantomData,
        }
    }

    async fn run(self) -> Result<R::Output, Error> {
        let Self { named, hooks, .. } = self;
        let deleting = hooked::deleting(&hooks, &named.key, deletion::<M>()).await?;
        let gone = send::<M, R>(named.located()?, H::ARE_THERE).await;
        hooked::deleted(deleting, &gone).await;
        R::output(gone?)
    }
}

impl Gone {
    /// It was deleted for good.
    pub(super) fn deleted(applied: Applied) -> Self {
        Self::Deleted(Box::new(applied))
    }

    /// It was marked as deleted.
    fn marked(applied: Applied) -> Self {
        Self::Marked(Box::new(applied))
    }

    /// Whether there was an item, as far as is known.
    pub(super) fn existed(&self) -> bool {
        match self {
            Self::Deleted(applied) => applied.is_of_existing(),
            Self::Marked(_) => true,
            Self::Absent => false,
        }
    }

    /// Whether there may have been an item: an earlier attempt whose response was lost may have
    /// deleted it.
    pub(super) fn may_have_existed(&self) -> bool {
        match self {
            Self::Deleted(applied) => !applied.made_of_nothing(),
            Self::Marked(_) => true,
            Self::Absent => false,
        }
    }

    /// The item as it was: if it was deleted for good, as far as it is known that there was one.
    pub(super) fn old_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match self {
            Self::Deleted(applied) => applied.old_as(),
            Self::Marked(applied) => Some(applied.before_as()),
            Self::Absent => None,
        }
    }

    /// The item as it is now, if it is only marked and was returned.
    pub(super) fn new_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match self {
            Self::Marked(applied) => applied.new_as(),
            Self::Deleted(_) | Self::Absent => None,
        }
    }

    /// What became of an item of which nothing was demanded but that it is there. That it is not
    /// may be the work of an earlier attempt whose response was lost: `absent_is_success` says
    /// whether it counts as deleted then.
    pub(super) fn of(sent: Result<Self, Error>, absent_is_success: bool) -> Result<Self, Error> {
        match sent {
            Ok(gone) => Ok(gone),
            Err(error) if error.is_not_found() => {
                let is_certain = error.outcome() != Outcome::Unknown;
                if is_certain || absent_is_success {
                    Ok(Self::Absent)
                } else {
                    Err(error)
                }
            }
            Err(error) => Err(error),
        }
    }
}

/// How an item is deleted.
pub(crate) fn deletion<M: Model>() -> Deletion {
    match M::DESCRIPTOR.deleted {
        None => Deletion::ForGood,
        Some(_) => Deletion::Soft,
    }
}

/// Deletes an item. Hooks look at it.
pub(crate) async fn send<M: Model, R: DeleteReturn<M>>(
    item: Located<M>,
    has_hooks: bool,
) -> Result<Gone, Error> {
    match M::DESCRIPTOR.deleted {
        None => purge::send::<M, R>(item, has_hooks).await,
        Some(deleted) => {
            let has_condition = item.condition.is_some();
            let returned = match R::RETURNED {
                Returned::Nothing if has_hooks => Returned::New,
                returned => returned,
            };
            let sent = plan::send(mark(&item, deleted)?, returned).await;
            let sent = sent.map(Gone::marked);
            // With a condition, an absent item is an error.
            if has_condition {
                return sent;
            }
            Gone::of(sent, false)
        }
    }
}

/// The write that marks a live item as deleted.
fn mark<M: Model>(item: &Located<M>, deleted: AutoTimestamp) -> Result<Planned, Error> {
    let fresh = item.repository.client.fresh();
    let (name, now) = times::at::<M>(deleted, fresh.now())?;
    let mut changes = UpdateExpression::new().set_encoded(name, now);
    if let Some(updated) = M::DESCRIPTOR.updated {
        let (name, now) = times::at::<M>(updated, fresh.now())?;
        changes = changes.set_encoded(name, now);
    }
    transition(item, Verb::Delete, State::Live, changes)
}

/// The write that makes a live item a deleted one, or a deleted one live.
pub(super) fn transition<M: Model>(
    item: &Located<M>,
    verb: Verb,
    state: State,
    changes: UpdateExpression<M>,
) -> Result<Planned, Error> {
    let preconditions = Preconditions::of::<M>(state, item.expected);
    let (changes, proof) = write_id::stamp(&item.repository.client, changes);
    let changes = preconditions.incremented(preconditions.advanced(changes));
    let action = PlannedAction::Update {
        key: item.key.clone(),
        changes: changes.into_actions()?,
    };
    let condition = item.condition.clone();
    let planned = Planned::new(&item.repository, verb, action, preconditions, condition)?;
    Ok(planned.proven_by(proof))
}

/// The condition that is given, on an item that is there: of an absent one some conditions hold
/// too.
pub(super) fn of_existing<M: Model>(condition: Option<Condition<M>>) -> Option<Condition<M>> {
    condition.map(|condition| conditional::exists().and(condition))
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> IntoWrite for Delete<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let Self { named, hooks, .. } = self;
        let key = named.key.clone();
        hooked::part_of_delete(hooks, key, deletion::<M>(), move || {
            let item = named.located()?;
            match M::DESCRIPTOR.deleted {
                None => purge::plan(&item, of_existing(item.condition.clone())),
                Some(deleted) => mark(&item, deleted),
            }
        })
    }
}

impl<M: Model, R: DeleteReturn<M>, H: Hooks<M>> IntoFuture for Delete<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
