//! Writes to all that a condition holds for.

use dynamite::ops::{Bulk, Writes};
use dynamite::{Client, ErrorKind};
use dynamite_sample::models::{Lease, Stamp, Stamps, Vault, Voucher};

use super::{Result, of_kind, of_soft_kind};
use crate::answer::Answer;
use crate::command::{Filtered, FilteredVerb, Visible};
use crate::spec::Kind;
use crate::subject::{Soft, Subject};

pub(super) async fn filtered(client: &Client, filtered: &Filtered) -> Result<Answer> {
    let kind = filtered.kind;
    let changed = match &filtered.verb {
        FilteredVerb::Purge(_) | FilteredVerb::Restore => {
            of_soft_kind!(kind, soft(client, filtered))
        }
        FilteredVerb::DeleteInBatches => {
            let condition = Stamp::condition(&filtered.condition);
            let deleting = Stamps::new(client).delete_where(condition).in_batches();
            finish(deleting, filtered).await
        }
        _ => of_kind!(kind, hard(client, filtered)),
    };
    Ok(Answer::Count(changed?))
}

async fn hard<M: Subject>(client: &Client, filtered: &Filtered) -> Result<u64> {
    let repo = M::repo(client);
    let condition = M::condition(&filtered.condition);
    match &filtered.verb {
        FilteredVerb::Update(changes) => {
            let begun = repo.update_where(condition);
            finish(changes.iter().fold(begun, M::change_all), filtered).await
        }
        _ => finish(repo.delete_where(condition), filtered).await,
    }
}

async fn soft<M: Soft>(client: &Client, filtered: &Filtered) -> Result<u64> {
    let repo = M::repo(client);
    let condition = M::condition(&filtered.condition);
    match &filtered.verb {
        FilteredVerb::Restore => finish(repo.restore_where(condition), filtered).await,
        FilteredVerb::Purge(visible) => {
            let purge = repo.purge_where(condition);
            let purge = match visible {
                Visible::Live => purge,
                Visible::All => purge.with_deleted(),
                Visible::Deleted => purge.only_deleted(),
            };
            finish(purge, filtered).await
        }
        _ => hard::<M>(client, filtered).await,
    }
}

/// By a scan, if it may, or if it has to.
async fn finish<M: Subject, W: Writes<M> + Clone>(
    bulk: Bulk<M, W>,
    filtered: &Filtered,
) -> Result<u64> {
    if filtered.scan {
        return bulk.scan().await;
    }
    match bulk.clone().await {
        Err(error) if matches!(error.kind(), ErrorKind::WouldScan { .. }) => bulk.scan().await,
        other => other,
    }
}
