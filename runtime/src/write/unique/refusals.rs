//! Interprets refusals of transactions with guards.

use aws_sdk_dynamodb::types::CancellationReason;

use super::super::item;
use super::super::plan::Planned;
use super::as_read::{self, Scope};
use super::expansion::Expansion;
use super::guard::{Guard, GuardKey};
use super::guard_write::GuardWrite;
use super::held::{held, is_deleted};
use super::known::Known;
use crate::error::{CanceledWrite, CancellationCause};
use crate::item::StoredItem;
use crate::{Client, Error};

/// The consequence of a refusal.
pub(super) enum Cancellation {
    /// Something has changed meanwhile, or is being changed: the transaction may succeed now.
    Retryable(Vec<CanceledWrite>),
    /// The transaction will not succeed.
    Final(Vec<CanceledWrite>),
}

/// The meaning of the reason given for one write.
enum Meaning {
    NotAtFault,
    Retryable(CanceledWrite),
    Final(CanceledWrite),
}

/// Interprets the reasons, and records what they show about guards.
pub(super) async fn interpret(
    client: &Client,
    planned: &[Planned],
    expansion: &Expansion,
    reasons: Vec<CancellationReason>,
    known: &mut Known,
) -> Result<Cancellation, Error> {
    let mut reasons = reasons.into_iter();
    let of_items = reasons.by_ref().take(planned.len()).enumerate();
    let meanings: Vec<_> = of_items
        .map(|(position, reason)| of_item(planned, position, expansion, reason, known))
        .collect();
    let of_items = Cancellation::of(meanings);
    // Guards follow from the items: if an item has changed, its guards are others.
    if !of_items.is_empty() {
        return Ok(of_items);
    }
    let mut meanings = Vec::new();
    for ((key, write), reason) in expansion.guards.iter().zip(reasons) {
        meanings.push(of_guard(client, planned, key, write, reason, known).await?);
    }
    Ok(Cancellation::of(meanings))
}

impl Cancellation {
    /// Returns the consequence of all reasons together: final, if one of them is.
    fn of(meanings: Vec<Meaning>) -> Self {
        let (mut again, mut refused) = (Vec::new(), Vec::new());
        for meaning in meanings {
            match meaning {
                Meaning::NotAtFault => {}
                Meaning::Retryable(write) => again.push(write),
                Meaning::Final(write) => refused.push(write),
            }
        }
        if refused.is_empty() {
            Self::Retryable(again)
        } else {
            Self::Final(refused)
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Retryable(writes) | Self::Final(writes) => writes.is_empty(),
        }
    }
}

fn of_item(
    planned: &[Planned],
    position: usize,
    expansion: &Expansion,
    reason: CancellationReason,
    known: &mut Known,
) -> Meaning {
    let Some(write) = planned.get(position) else {
        return Meaning::NotAtFault;
    };
    let adapted = expansion.adapted.get(position).and_then(Option::as_ref);
    let write = adapted.unwrap_or(write);
    let failed = is_failed_condition(&reason);
    let Some(mut canceled) = write.subject.canceled(position, reason) else {
        return Meaning::NotAtFault;
    };
    if canceled.is_retryable() {
        return Meaning::Retryable(canceled);
    }
    let change = expansion.changes.get(position);
    let scope = change.map_or(Scope::All, |change| change.scope);
    let before = change.and_then(|change| change.before.as_ref());
    let now = canceled.item.as_ref().map(StoredItem::attributes);
    // Any other problem of a write existed from the beginning.
    let read = write.guard_effect().filter(|effect| failed && effect.reads);
    if read.is_some_and(|effect| as_read::is_stale(effect, scope, before, now)) {
        // Another write has changed the item since it was read.
        canceled.cause = CancellationCause::Conflict;
        return Meaning::Retryable(canceled);
    }
    if failed && write.is_contradicted_by(now) {
        known.items.insert(position, now.cloned());
        canceled.cause = CancellationCause::Conflict;
        return Meaning::Retryable(canceled);
    }
    Meaning::Final(canceled)
}

fn is_failed_condition(reason: &CancellationReason) -> bool {
    reason.code.as_deref() == Some("ConditionalCheckFailed")
}

async fn of_guard(
    client: &Client,
    planned: &[Planned],
    key: &GuardKey,
    write: &GuardWrite,
    reason: CancellationReason,
    known: &mut Known,
) -> Result<Meaning, Error> {
    let failed = is_failed_condition(&reason);
    let guard = match &reason.item {
        Some(item) if failed => Some(Guard::of(item)?),
        _ => None,
    };
    let position = write.position;
    let subject = planned.get(position).map(|it| &it.subject);
    let canceled = subject.and_then(|subject| subject.canceled(position, reason));
    let Some(mut canceled) = canceled else {
        return Ok(Meaning::NotAtFault);
    };
    if !failed {
        let retryable = canceled.is_retryable();
        let meaning = if retryable {
            Meaning::Retryable
        } else {
            Meaning::Final
        };
        return Ok(meaning(canceled));
    }
    canceled.item = None;
    let conflict = look_at(client, planned, key, write, guard, known).await?;
    if let Some(cause) = conflict {
        canceled.cause = cause;
        return Ok(Meaning::Final(canceled));
    }
    canceled.cause = CancellationCause::Conflict;
    Ok(Meaning::Retryable(canceled))
}

/// Returns the reason a guard cannot be claimed now, if it cannot. If it can, records how.
pub(super) async fn look_at(
    client: &Client,
    planned: &[Planned],
    key: &GuardKey,
    write: &GuardWrite,
    guard: Option<Guard>,
    known: &mut Known,
) -> Result<Option<CancellationCause>, Error> {
    match (guard, write.claimed_by(planned)) {
        // The guard is gone, or held again by an item that may hold it.
        (None, _) => known.forget(key),
        (Some(guard), _) if write.owners.contains(&guard.owner) => known.forget(key),
        (Some(guard), _) if !write.is_of(&guard.owner.table) => {
            return Ok(Some(CancellationCause::ForeignGuard {
                fields: write.unique.attributes,
                table: guard.owner.table.to_string(),
            }));
        }
        (Some(_), None) => drop(known.foreign.insert(key.clone())),
        (Some(guard), Some(claiming)) => {
            let model = claiming.subject.model;
            let namespace = claiming.client().guard_namespace();
            let key_of_owner = guard.owner.key.clone();
            let owner = item::stored(client, claiming.table(), key_of_owner).await?;
            if held(namespace, model, owner.as_ref()).contains_key(&key.guard) {
                let owner = owner.unwrap_or_default();
                return Ok(Some(CancellationCause::UniqueConflict {
                    fields: write.unique.attributes,
                    owner: StoredItem::new(guard.owner.key).key_text_of(model),
                    deleted: is_deleted(model, &owner),
                }));
            }
            known.abandoned.insert(key.clone(), guard);
        }
    }
    Ok(None)
}
