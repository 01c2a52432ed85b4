//! Calls of hooks, before and after writes.
//!
//! The functions called before a write return the value to call after it: nothing without hooks.

use super::super::deleted::DeletionResult;
use super::super::plan::{Applied, rules};
use crate::Error;
use crate::error::{ErrorKind, Outcome};
use crate::expr::UpdateExpression;
use crate::hooks::{Changes, Deletion, HookError, HookFailure, HookResult, Hooks};
use crate::item::StoredItem;
use crate::model::{Key, Model};
use crate::repository::key;

/// Called before an entity is created.
pub(crate) async fn creating<M: Model, H: Hooks<M>>(
    hooks: &H,
    entity: &mut M,
) -> Result<(), Error> {
    let called = hooks.before_create(entity).await;
    called.map_err(|cause| refused("before_create", &entity.key(), cause))
}

/// Called after an entity was created.
pub(crate) async fn created<M: Model, H: Hooks<M>>(hooks: &H, entity: &M) {
    let called = hooks.after_create(entity).await;
    report(hooks, "after_create", called, || entity.key());
}

/// Called before an entity is written as a whole.
pub(crate) async fn saving<M: Model, H: Hooks<M>>(hooks: &H, entity: &mut M) -> Result<(), Error> {
    let called = hooks.before_save(entity).await;
    called.map_err(|cause| refused("before_save", &entity.key(), cause))
}

/// Called after an entity was written as a whole.
pub(crate) async fn saved<M: Model, H: Hooks<M>>(hooks: &H, entity: &M) {
    let called = hooks.after_save(entity).await;
    report(hooks, "after_save", called, || entity.key());
}

/// Called after the attempt to write an entity as a whole; calls hooks if it was written, with the
/// item as it was returned, or else as it was sent.
pub(crate) async fn saved_as<M: Model, H: Hooks<M>>(
    hooks: &H,
    sent: &Result<Applied, Error>,
    ours: &StoredItem,
) {
    if !H::ARE_THERE {
        return;
    }
    let Ok(applied) = sent else { return };
    let ours = || ours.decode().ok();
    if let Some(entity) = applied.new_as().and_then(Result::ok).or_else(ours) {
        saved(hooks, &entity).await;
    }
}

/// An update after which hooks are called.
pub(crate) struct Updating<M: Model, H> {
    hooks: H,
    key: M::Key,
    changes: Changes<M>,
}

/// Called before an update. Hooks see changes that keep the field rules, and may add others.
pub(crate) async fn updating<M: Model, H: Hooks<M>>(
    hooks: &H,
    key: &M::Key,
    expression: &mut UpdateExpression<M>,
) -> Result<Option<Updating<M, H>>, Error> {
    if !H::ARE_THERE {
        return Ok(None);
    }
    rules::check(expression)?;
    let mut changes = Changes::of(std::mem::take(expression));
    let called = hooks.before_update(key, &mut changes).await;
    called.map_err(|cause| refused("before_update", key, cause))?;
    *expression = changes.expression().clone();
    Ok(Some(Updating {
        hooks: hooks.clone(),
        key: key.clone(),
        changes,
    }))
}

/// Called after an update; calls hooks if it was applied.
pub(crate) async fn updated<M: Model, H: Hooks<M>>(
    updating: Option<Updating<M, H>>,
    took_place: bool,
) {
    let Some(updating) = updating.filter(|_| took_place) else {
        return;
    };
    let Updating {
        hooks,
        key,
        changes,
    } = updating;
    let called = hooks.after_update(&key, &changes).await;
    report(&hooks, "after_update", called, || key.clone());
}

/// A deletion after which hooks are called.
pub(crate) struct Deleting<M: Model, H> {
    hooks: H,
    key: M::Key,
    deletion: Deletion,
}

/// Called before an item is deleted.
pub(crate) async fn deleting<M: Model, H: Hooks<M>>(
    hooks: &H,
    key: &M::Key,
    deletion: Deletion,
) -> Result<Option<Deleting<M, H>>, Error> {
    if !H::ARE_THERE {
        return Ok(None);
    }
    let called = hooks.before_delete(key, deletion).await;
    called.map_err(|cause| refused("before_delete", key, cause))?;
    Ok(Some(Deleting::new(hooks, key.clone(), deletion)))
}

impl<M: Model, H: Hooks<M>> Deleting<M, H> {
    pub(crate) fn new(hooks: &H, key: M::Key, deletion: Deletion) -> Self {
        Self {
            hooks: hooks.clone(),
            key,
            deletion,
        }
    }
}

/// Called after a deletion; calls hooks if an item may have been deleted, and not if it is known
/// that there was none.
pub(crate) async fn deleted<M: Model, H: Hooks<M>>(
    deleting: Option<Deleting<M, H>>,
    gone: &Result<DeletionResult, Error>,
) {
    let (Some(deleting), Ok(gone)) = (deleting, gone) else {
        return;
    };
    if gone.may_have_existed() {
        let item = gone.new_as::<M>().or_else(|| gone.old_as());
        let item = item.and_then(Result::ok);
        deleting.done(item.as_ref()).await;
    }
}

impl<M: Model, H: Hooks<M>> Deleting<M, H> {
    /// Calls the hooks after a deletion, with the item as it was if that is known.
    pub(crate) async fn done(self, item: Option<&M>) {
        let Self {
            hooks,
            key,
            deletion,
        } = self;
        let called = hooks.after_delete(&key, deletion, item).await;
        report(&hooks, "after_delete", called, || key.clone());
    }
}

/// A restore after which hooks are called.
pub(crate) struct Restoring<M: Model, H> {
    hooks: H,
    key: M::Key,
}

/// Called before an item is restored.
pub(crate) async fn restoring<M: Model, H: Hooks<M>>(
    hooks: &H,
    key: &M::Key,
) -> Result<Option<Restoring<M, H>>, Error> {
    if !H::ARE_THERE {
        return Ok(None);
    }
    let called = hooks.before_restore(key).await;
    called.map_err(|cause| refused("before_restore", key, cause))?;
    Ok(Some(Restoring {
        hooks: hooks.clone(),
        key: key.clone(),
    }))
}

/// Called after a restore; calls hooks if it was applied.
pub(crate) async fn restored<M: Model, H: Hooks<M>>(
    restoring: Option<Restoring<M, H>>,
    took_place: bool,
) {
    let Some(Restoring { hooks, key }) = restoring.filter(|_| took_place) else {
        return;
    };
    let called = hooks.after_restore(&key).await;
    report(&hooks, "after_restore", called, || key.clone());
}

/// Returns `true` if a write was applied, even though it may have failed afterwards.
pub(crate) fn took_place<T>(sent: &Result<T, Error>) -> bool {
    match sent {
        Ok(_) => true,
        Err(error) => error.outcome() == Outcome::Applied,
    }
}

fn refused<K: Key>(hook: &'static str, key: &K, cause: HookError) -> Error {
    Error::new(ErrorKind::Hook {
        model: K::Model::DESCRIPTOR.name,
        key: key::text(key),
        hook,
        cause,
    })
}

fn report<M: Model, H: Hooks<M>>(
    hooks: &H,
    hook: &'static str,
    called: HookResult,
    key: impl FnOnce() -> M::Key,
) {
    if let Err(cause) = called {
        hooks.after_failed(&HookFailure {
            model: M::DESCRIPTOR.name,
            key: key::text(&key()),
            hook,
            cause,
        });
    }
}
