//! Operations on one item.

use dynamite::Client;
use dynamite::ops::{Delete, Purge, Restore, Update as UpdateOne};
use dynamite_sample::models::{Lease, Stamp, Vault, Voucher};

use super::{Result, of_kind, of_soft_kind, whole};
use crate::answer::Answer;
use crate::command::{Named, Once, Returns, Update, Write};
use crate::spec::Kind;
use crate::subject::{Soft, Subject};

pub(super) async fn write(client: &Client, write: &Write) -> Result<Answer> {
    match write {
        Write::Purge(named) if named.kind.spec().deleted.is_some() => {
            of_soft_kind!(named.kind, purge(client, named))
        }
        Write::Restore(named) => of_soft_kind!(named.kind, restore(client, named)),
        other => of_kind!(other.kind(), hard(client, other)),
    }
}

async fn hard<M: Subject>(client: &Client, write: &Write) -> Result<Answer> {
    let repo = M::repo(client);
    match write {
        Write::Create(_, draft) => {
            let created = repo.create(M::draft(draft)).await?;
            Ok(Answer::Item(created.to_item()))
        }
        Write::Insert(_, entity) => {
            let created = repo.insert(&M::from_item(entity)).await?;
            Ok(Answer::Item(created.to_item()))
        }
        Write::Whole {
            verb,
            entity,
            only_if,
            ..
        } => whole::write::<M>(&repo, *verb, entity, only_if.as_ref()).await,
        Write::Update(update) => update_one::<M>(&repo, update).await,
        Write::Delete(named) | Write::Purge(named) => {
            let deleted = delete::<M>(&repo, named).return_old().await?;
            Ok(Answer::Maybe(deleted.map(|entity| entity.to_item())))
        }
        Write::Restore(_) | Write::Check { .. } => {
            unreachable!("{write:?} is not an operation of its own")
        }
    }
}

pub(super) fn delete<M: Subject>(repo: &M::Repo, named: &Named) -> Delete<M> {
    let delete = M::delete(repo, &named.key, named.version);
    match &named.only_if {
        Some(condition) => delete.only_if(M::condition(condition)),
        None => delete,
    }
}

pub(super) fn purge_of<M: Soft>(repo: &M::Repo, named: &Named) -> Purge<M> {
    let purge = M::purge(repo, &named.key, named.version);
    match &named.only_if {
        Some(condition) => purge.only_if(M::condition(condition)),
        None => purge,
    }
}

pub(super) fn restore_of<M: Soft>(repo: &M::Repo, named: &Named) -> Restore<M> {
    let restore = M::restore(repo, &named.key, named.version);
    match &named.only_if {
        Some(condition) => restore.only_if(M::condition(condition)),
        None => restore,
    }
}

async fn purge<M: Soft>(client: &Client, named: &Named) -> Result<Answer> {
    let purge = purge_of::<M>(&M::repo(client), named);
    let purged = purge.return_old().await?;
    Ok(Answer::Maybe(purged.map(|entity| entity.to_item())))
}

async fn restore<M: Soft>(client: &Client, named: &Named) -> Result<Answer> {
    let restored = restore_of::<M>(&M::repo(client), named).await?;
    Ok(Answer::Item(restored.to_item()))
}

pub(super) fn update<M: Subject>(repo: &M::Repo, update: &Update) -> UpdateOne<M> {
    let named = &update.named;
    let begun = M::update(repo, &named.key, named.version);
    let changed = update.changes.iter().fold(begun, M::change);
    let changed = match &named.only_if {
        Some(condition) => changed.only_if(M::condition(condition)),
        None => changed,
    };
    let changed = if update.or_create {
        changed.or_create()
    } else {
        changed
    };
    if update.once == Once::AtLeast {
        changed.at_least_once()
    } else {
        changed
    }
}

async fn update_one<M: Subject>(repo: &M::Repo, asked: &Update) -> Result<Answer> {
    let update = update::<M>(repo, asked);
    if asked.once == Once::Exactly {
        update.exactly_once().await?;
        return Ok(Answer::Nothing);
    }
    if let Some(draft) = &asked.or_insert {
        let update = update.or_insert(M::draft(draft));
        if asked.returns == Returns::Nothing {
            update.return_nothing().await?;
            return Ok(Answer::Nothing);
        }
        return Ok(Answer::Item(update.await?.to_item()));
    }
    Ok(match asked.returns {
        Returns::New => Answer::Item(update.await?.to_item()),
        Returns::Old => Answer::Item(update.return_old().await?.to_item()),
        Returns::Nothing => {
            update.return_nothing().await?;
            Answer::Nothing
        }
    })
}
