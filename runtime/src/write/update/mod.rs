//! Updates some attributes of an item.

mod exactly_once;
mod or_insert;
mod parents;
mod patch;

pub use exactly_once::ExactlyOnce;
pub use or_insert::OrInsert;
pub use patch::Patch;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use super::plan::target::Target;
use super::plan::{Planned, PlannedAction, Preconditions, State, Verb, rules, times, write_id};
use super::returning::{Return, ReturnNew, ReturnNothing, ReturnOld};
use super::{IntoWrite, Part, hooked};
use crate::Error;
use crate::expr::{ActionResult, Condition, UpdateExpression, conditional, update_methods};
use crate::hooks::{Hooks, NoHooks};
use crate::model::Model;
use crate::repository::{Repository, key};
use crate::write::send;

/// Changes the named attributes and no others: an `UpdateItem` on the condition that the item
/// exists. Returns the item as it is afterwards, unless set otherwise. Made by
/// [`Repository::update`].
///
/// After a lost response, idempotent changes are retried. Adding, appending and similar changes are
/// not: the update then fails with [`Outcome::Unknown`](crate::Outcome::Unknown), unless
/// [`at_least_once`](Self::at_least_once) allows a retry or [`exactly_once`](Self::exactly_once)
/// makes it safe at a higher cost. An update whose condition does not hold at the retry fails with
/// `Outcome::Unknown` too, unless its `auto: write_id` shows that it was made.
///
/// # If the future is dropped
/// All changes are made, or none. If they are made, hooks may not have been called.
#[must_use = "nothing happens until it is awaited"]
pub struct Update<M: Model, R = ReturnNew, H = NoHooks> {
    pub(super) repository: Repository<M, H>,
    pub(super) key: M::Key,
    /// The expected version, if there is one.
    pub(super) expected: Option<i128>,
    pub(crate) changes: UpdateExpression<M>,
    pub(super) condition: Option<Condition<M>>,
    pub(crate) at_least_once: bool,
    pub(super) or_create: bool,
    pub(super) returned: PhantomData<R>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Changes some attributes of this item. With `auto: version` it is changed only if it has the
    /// expected version, unless the target accepts [any](crate::AnyVersion).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no such item, or when it
    /// is deleted; [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has
    /// another version; [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) for values that violate
    /// field rules, before any request, and for changes of stored values that would violate them.
    pub fn update(&self, target: impl Target<M>) -> Update<M, ReturnNew, H> {
        let (key, expected) = target.into_parts();
        self.update_of(key, expected)
    }

    /// Returns the update of an item whose key is known, and perhaps the version.
    pub(crate) fn update_of(&self, key: M::Key, expected: Option<i128>) -> Update<M, ReturnNew, H> {
        Update {
            repository: self.clone(),
            key,
            expected,
            changes: UpdateExpression::new(),
            condition: None,
            at_least_once: false,
            or_create: false,
            returned: PhantomData,
        }
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> Update<M, R, H> {
    update_methods!(M);

    /// Changes the item only if this condition holds. Given more than once, all must hold.
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    /// Retries the update after a lost response, even if it may then be applied twice.
    pub fn at_least_once(mut self) -> Self {
        self.at_least_once = true;
        self
    }

    /// Creates absent maps and lists on the path to nested attributes, in the same write. If a
    /// parent is missing, that takes three requests instead of one: the item is read, and the
    /// missing parent is set as a whole, if it is still missing.
    pub fn or_create(mut self) -> Self {
        self.or_create = true;
        self
    }

    /// Returns the item as it was before.
    pub fn return_old(self) -> Update<M, ReturnOld, H> {
        self.returning()
    }

    /// Returns nothing, so that the item is not sent back.
    pub fn return_nothing(self) -> Update<M, ReturnNothing, H> {
        self.returning()
    }

    fn returning<S>(self) -> Update<M, S, H> {
        self.of(|repository| repository)
    }

    /// Returns the same update without hooks, and the hooks.
    pub(super) fn split(self) -> (Update<M, R>, H) {
        let hooks = self.repository.hooks.clone();
        (self.of(|repository| repository.split().0), hooks)
    }

    /// Returns the same update, of another repository and with another return type.
    fn of<S, I>(
        self,
        repository: impl FnOnce(Repository<M, H>) -> Repository<M, I>,
    ) -> Update<M, S, I> {
        Update {
            repository: repository(self.repository),
            key: self.key,
            expected: self.expected,
            changes: self.changes,
            condition: self.condition,
            at_least_once: self.at_least_once,
            or_create: self.or_create,
            returned: PhantomData,
        }
    }

    fn change(mut self, outcome: ActionResult) -> Self {
        self.changes = self.changes.change(outcome);
        self
    }

    async fn run(self) -> Result<R::Output, Error> {
        let (mut update, hooks) = self.split();
        let updating = hooked::updating(&hooks, &update.key, &mut update.changes).await?;
        let sent = update.send().await;
        hooked::updated(updating, hooked::took_place(&sent)).await;
        sent
    }
}

impl<M: Model, R: Return<M>> Update<M, R> {
    /// Sends the changes as they are.
    async fn send(self) -> Result<R::Output, Error> {
        let applied = if self.or_create {
            parents::send(self).await?
        } else {
            send::planned(self.plan()?, R::RETURNED).await?
        };
        R::output(applied)
    }
}

impl<M: Model, R> Update<M, R> {
    /// Returns the write, on the condition that stored values stay within the bounds of their
    /// fields.
    pub(super) fn plan(self) -> Result<Planned, Error> {
        self.plan_over(State::Live)
    }

    /// Returns the write of an item in this state. An absent item meets every other condition.
    fn plan_over(self, state: State) -> Result<Planned, Error> {
        let client = &self.repository.client;
        let preconditions = Preconditions::of::<M>(state, self.expected);
        let changes = times::stamp::<M>(self.changes, client)?;
        let (changes, proof) = write_id::stamp(client, changes);
        // The version is incremented by this write, too.
        let copies_version = (M::DESCRIPTOR.version).is_some_and(|name| changes.copies(name));
        let is_repeatable = self.at_least_once
            || preconditions.is_versioned()
            || (changes.is_repeatable() && !copies_version);
        let changes = preconditions.advanced(changes);
        let (bounds, parents) = (changes.bounds(), changes.parents());
        let condition = conditional::both(self.condition, rules::within(&bounds));
        let condition = match state {
            State::LiveOrAbsent => condition.map(|it| conditional::absent().or(it)),
            _ => condition,
        };
        let action = PlannedAction::Update {
            key: key::attributes(&self.key)?,
            changes: preconditions.incremented(changes).into_actions()?,
        };
        let verb = Verb::Update;
        let planned = Planned::new(&self.repository, verb, action, preconditions, condition)?;
        Ok(planned
            .changing(parents, bounds)
            .proven_by(proof)
            .repeatable(is_repeatable))
    }
}

impl<M: Model, R> Update<M, R> {
    /// Returns the write as part of a transaction.
    pub(super) fn plan_for_transaction(self) -> Result<Planned, Error> {
        if self.or_create {
            return Err(parents::not_in_transaction());
        }
        self.plan()
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoWrite for Update<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (mut update, hooks) = self.split();
        let changes = std::mem::take(&mut update.changes);
        hooked::part_of_update(hooks, update.key.clone(), changes, move |changes| {
            Update { changes, ..update }.plan_for_transaction()
        })
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoFuture for Update<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model, R, H: Clone> Clone for Update<M, R, H> {
    fn clone(&self) -> Self {
        Self {
            repository: self.repository.clone(),
            key: self.key.clone(),
            expected: self.expected,
            changes: self.changes.clone(),
            condition: self.condition.clone(),
            at_least_once: self.at_least_once,
            or_create: self.or_create,
            returned: PhantomData,
        }
    }
}

impl<M: Model, R, H> fmt::Debug for Update<M, R, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Update")
            .field("table", &self.repository.table())
            .field("changes", &self.changes)
            .field("condition", &self.condition)
            .finish_non_exhaustive()
    }
}
