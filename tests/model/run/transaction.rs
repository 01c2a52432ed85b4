//! Several writes in one transaction.

use dynamite::Client;
use dynamite::ops::Transaction;
use dynamite_sample::models::{Lease, Stamp, Vault, Voucher};

use super::{Result, whole, writes};
use crate::answer::Answer;
use crate::command::{Whole, Write};
use crate::spec::Kind;
use crate::subject::{Soft, Subject};

/// Commits a transaction. With a token it is repeated once it has taken place, which changes
/// nothing.
pub(super) async fn commit(client: &Client, all: &[Write], token: Option<&str>) -> Result<Answer> {
    let made = || {
        all.iter()
            .fold(client.transaction(), |made, write| and(made, client, write))
    };
    match token {
        None => made().commit().await?,
        Some(token) => {
            made().token(token).commit().await?;
            // What it does to unique fields may be another request by now, which is refused.
            let _ = made().token(token).commit().await;
        }
    }
    Ok(Answer::Nothing)
}

fn and(made: Transaction, client: &Client, write: &Write) -> Transaction {
    match (write, write.kind()) {
        (
            Write::Check {
                with_deleted: true, ..
            },
            Kind::Lease,
        ) => check::<Lease>(made, client, write),
        (
            Write::Check {
                with_deleted: true, ..
            },
            Kind::Vault,
        ) => check::<Vault>(made, client, write),
        (Write::Purge(_) | Write::Restore(_), Kind::Lease) => soft::<Lease>(made, client, write),
        (Write::Purge(_) | Write::Restore(_), Kind::Vault) => soft::<Vault>(made, client, write),
        (_, Kind::Stamp) => hard::<Stamp>(made, client, write),
        (_, Kind::Voucher) => hard::<Voucher>(made, client, write),
        (_, Kind::Lease) => hard::<Lease>(made, client, write),
        (_, Kind::Vault) => hard::<Vault>(made, client, write),
        (_, Kind::Deposit) => unreachable!("pairs have commands of their own"),
    }
}

fn hard<M: Subject>(made: Transaction, client: &Client, write: &Write) -> Transaction {
    let repo = M::repo(client);
    match write {
        Write::Create(_, draft) => made.and(repo.create(M::draft(draft))),
        Write::Insert(_, entity) => made.and(repo.insert(&M::from_item(entity))),
        Write::Whole {
            verb: Whole::Replace,
            entity,
            only_if,
            ..
        } => made.and(whole::replace::<M>(&repo, entity, only_if.as_ref())),
        Write::Whole {
            verb,
            entity,
            only_if,
            ..
        } => made.and(whole::save::<M>(&repo, *verb, entity, only_if.as_ref())),
        Write::Update(update) => made.and(writes::update::<M>(&repo, update)),
        Write::Delete(named) | Write::Purge(named) => made.and(writes::delete::<M>(&repo, named)),
        Write::Check { key, condition, .. } => {
            made.and(repo.check(M::key_from(key), M::condition(condition)))
        }
        Write::Restore(_) => unreachable!("{write:?} needs soft delete"),
    }
}

fn soft<M: Soft>(made: Transaction, client: &Client, write: &Write) -> Transaction {
    let repo = M::repo(client);
    match write {
        Write::Purge(named) => made.and(writes::purge_of::<M>(&repo, named)),
        Write::Restore(named) => made.and(writes::restore_of::<M>(&repo, named)),
        other => hard::<M>(made, client, other),
    }
}

fn check<M: Soft>(made: Transaction, client: &Client, write: &Write) -> Transaction {
    match write {
        Write::Check { key, condition, .. } => {
            let check = M::repo(client).check(M::key_from(key), M::condition(condition));
            made.and(check.with_deleted())
        }
        other => hard::<M>(made, client, other),
    }
}
