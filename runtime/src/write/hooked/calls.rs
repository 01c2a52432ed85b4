//! Calls of hooks, before and after writes.
//!
//! What is called before a write returns what is to be called after it: nothing without hooks.

use super::super::deleted::DeletionResult;
use super::super::plan::{Applied, rules};
use crate::Error;
use crate::error::{ErrorKind, Outcome};
use crate::expr::UpdateExpression;
use crate::hooks::{Changes, Deletion, HookError, HookFailure, HookResult, Hooks};
use crate::item::StoredItem;
use crate::model::{Key, Model};
use crate::repository::key;

/// Before an entity is created.
pub(crate) async fn creating<M: Model, H: Hooks<M>>(
    hooks: &H,
    entity: &mut M,
) -> Result<(), Error> {
    let called = hooks.before_create(entity).await;
    called.map_err(|cause| refused("before_create", &entity.key(), cause))
}

/// After it was.
pub(crate) async fn created<M: Model, H: Hooks<M>>(hooks: &H, entity: &M) {
    let called = hooks.after_create(entity).await;
    report(hooks, "after_create", called, || entity.key());
}

/// Before an entity is written as a whole.
pub(crate) async fn saving<M: Model, H: Hooks<M>>(hooks: &H, entity: &mut M) -> Result<(), Error> {
    let called = hooks.before_save(entity).await;
    called.map_err(|cause| refused("before_save", &entity.key(), cause))
}

/// After it was.
pub(crate) async fn saved<M: Model, H: Hooks<M>>(hooks: &H, entity: &M) {
    let called = hooks.after_save(entity).await;
    report(hooks, "after_save", called, || entity.key());
}

/// After an entity was written as a whole, if it was: with the item as it was returned, or else as
/// it was sent.
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

/// An update that hooks are called after.
pub(crate) struct Updating<M: Model, H> {
    hooks: H,
    key: M::Key,
    changes: Changes<M>,
}

/// Before an update. Hooks see changes that keep the rules of the schema, and may make others.
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

/// After an update, if it took place.
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

/// A deletion that hooks are called after.
pub(crate) struct Deleting<M: Model, H> {
    hooks: H,
    key: M::Key,
    deletion: Deletion,
}

/// Before an item is deleted.
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

/// After an item was deleted, if it may have been: not if it is known that there was none.
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
    /// Calls the hooks after it, with the item as it was if that is known.
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

/// A restore that hooks are called after.
pub(crate) struct Restoring<M: Model, H> {
    hooks: H,
    key: M::Key,
}

/// Before an item is restored.
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

/// After an item was restored, if it was.
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

/// Whether a write took place, even though it may have failed afterwards.
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
