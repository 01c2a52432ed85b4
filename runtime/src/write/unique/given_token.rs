//! Transactions with the caller's token, which are attempted only once.

use futures_util::{StreamExt as _, TryStreamExt as _};

use super::super::plan::Planned;
use super::attempt::{Attempted, attempt, expand};
use super::canceled::Canceled;
use super::claim;
use super::expansion::{Expansion, ItemChange};
use super::guard::Guard;
use super::known::Known;
use super::refusals::look_at;
use crate::request::CONCURRENCY;
use crate::{Client, Error};

/// Attempts a transaction once. Items that writes depend on, and guards that others have released,
/// are looked up first, since there is no second attempt.
pub(super) async fn once(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<ItemChange>, Canceled> {
    let claim = claim::claim(&token, &planned)?;
    let mut known = Known {
        reads_all: true,
        ..Known::default()
    };
    let expansion = expand(client, &planned, &known).await?;
    if look_ahead(client, &planned, &expansion, &claim, &mut known).await? {
        // Only this transaction can have written this guard: it has been applied.
        return Ok(expansion.changes);
    }
    match attempt(client, &planned, expansion, (token, &claim), &mut known).await? {
        Attempted::Done(changes) => Ok(changes),
        Attempted::Refused { writes, error } | Attempted::Conflicted { writes, error } => {
            Err(Canceled::Writes { writes, error })
        }
    }
}

/// Reads the guards that a transaction is going to write. Returns `true` if one of them shows that
/// the transaction has been applied already.
async fn look_ahead(
    client: &Client,
    planned: &[Planned],
    expansion: &Expansion,
    claim: &str,
    known: &mut Known,
) -> Result<bool, Error> {
    let written = expansion
        .guards
        .iter()
        .map(|(key, write)| (key, Some(write)));
    let staying = expansion.staying.iter().map(|key| (key, None));
    let reads = written.chain(staying).map(|(key, write)| async move {
        let guard = Guard::read(client, &key.table, &key.guard).await?;
        Ok::<_, Error>((key, write, guard))
    });
    let reads: Vec<_> = reads.collect();
    let reads = futures_util::stream::iter(reads).buffered(CONCURRENCY);
    let guards: Vec<_> = reads.try_collect().await?;
    let mut is_done = false;
    for (key, write, guard) in guards {
        is_done |= guard.as_ref().is_some_and(|it| it.is_claimed_by(claim));
        if let Some(write) = write {
            // Obstacles are reported by the refusal of the transaction.
            look_at(client, planned, key, write, guard, known).await?;
        }
    }
    Ok(is_done)
}
