//! An update, and a `PutItem` if that finds no item.

use super::super::super::plan::applied::ReturnedItem;
use super::super::super::plan::{Applied, Proof, State, rules};
use super::super::super::returning::Return;
use super::super::super::{create, hooked, item};
use super::super::Update;
use crate::error::Outcome;
use crate::hooks::Hooks;
use crate::item::StoredItem;
use crate::model::Model;
use crate::repository::Repository;
use crate::request::{Backoff, Returned};
use crate::write::send;
use crate::{Error, ErrorKind};

/// Sends the update, or creates this item if there is none. If others create or purge it at the same
/// time, it starts again.
pub(super) async fn send<M: Model, R: Return<M>, H: Hooks<M>>(
    update: Update<M, R>,
    mut entity: M,
    proof: Proof,
    (hooks, updating): (&H, Option<hooked::Updating<M, H>>),
) -> Result<R::Output, Error> {
    let mut backoff = Backoff::of(&update.repository.client);
    let (mut may_be_done, mut is_told) = (false, false);
    loop {
        match update.clone().send().await {
            Err(error) if is_absent(&error) => may_be_done |= error.outcome() == Outcome::Unknown,
            sent => {
                hooked::updated(updating, hooked::took_place(&sent)).await;
                return sent.map_err(|error| error.unless_lost(may_be_done));
            }
        }
        if H::ARE_THERE && !std::mem::replace(&mut is_told, true) {
            hooked::creating(hooks, &mut entity).await?;
            entity = item::as_read(&rules::accepted(entity)?)?;
        }
        match create::<M, R>(&update.repository, entity.clone(), proof.clone()).await {
            Err(error) if may_update(&update, &error)? && backoff.pause().await => {
                may_be_done |= error.outcome() == Outcome::Unknown;
            }
            sent => {
                let sent = sent.map_err(undecided);
                let (entity, applied) = sent.map_err(|error| error.unless_lost(may_be_done))?;
                hooked::created(hooks, &entity).await;
                return R::output(applied);
            }
        }
    }
}

/// Creates the item. Returns it as it is stored.
async fn create<M: Model, R: Return<M>>(
    repository: &Repository<M>,
    entity: M,
    proof: Proof,
) -> Result<(M, Applied), Error> {
    let (entity, planned) = create::plan(repository, entity, proof)?;
    let applied = send::planned(planned, Returned::Nothing).await?;
    let after = match R::RETURNED {
        Returned::Nothing => None,
        Returned::New | Returned::Old => Some(StoredItem::new(item::attributes(&entity)?)),
    };
    Ok((entity, applied.after(after.map(ReturnedItem::Stored))))
}

/// Returns the error of an item that is there now, and may be the work of this call: unlike in `create`,
/// that it is there is no conflict.
fn undecided(error: Error) -> Error {
    let is_own = error.outcome() == Outcome::Unknown;
    if is_own && matches!(error.kind(), ErrorKind::AlreadyExists { .. }) {
        let cause = "that to the insertion was lost, and the item is there now".to_owned();
        return error.with_kind(ErrorKind::NoAnswer { cause });
    }
    error
}

/// Returns `true` if there is no item to update. If an earlier attempt was applied, the item with it
/// is gone.
fn is_absent(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound { deleted: false, .. })
}

/// Returns `true` if the item could not be created because it is there now, and can be updated. It may
/// be the work of this call, to which only a repeatable update can be made again.
fn may_update<M: Model, R>(update: &Update<M, R>, error: &Error) -> Result<bool, Error> {
    if !matches!(error.kind(), ErrorKind::AlreadyExists { .. }) {
        return Ok(false);
    }
    if error.outcome() == Outcome::NotApplied {
        return Ok(true);
    }
    let planned = update.clone().plan_over(State::LiveOrAbsent)?;
    Ok(planned.is_repeatable)
}
