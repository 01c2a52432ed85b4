//! Writes of whole entities.

use dynamite::ops::{Replace, Save};

use super::Result;
use crate::answer::Answer;
use crate::command::{Cond, Whole};
use crate::subject::Subject;
use crate::value::{Item, item_from_sdk};

pub(super) async fn write<M: Subject>(
    repo: &M::Repo,
    verb: Whole,
    entity: &Item,
    only_if: Option<&Cond>,
) -> Result<Answer> {
    if verb == Whole::Replace {
        let replaced = replace::<M>(repo, entity, only_if).await?;
        let old = replaced
            .old
            .as_ref()
            .map(|old| item_from_sdk(old.attributes()));
        return Ok(Answer::Replaced {
            item: replaced.item.to_item(),
            old,
            discarded: replaced.discarded.into_iter().collect(),
        });
    }
    let saved = save::<M>(repo, verb, entity, only_if).await?;
    Ok(Answer::Item(saved.to_item()))
}

pub(super) fn save<M: Subject>(
    repo: &M::Repo,
    verb: Whole,
    entity: &Item,
    only_if: Option<&Cond>,
) -> Save<M> {
    let entity = M::from_item(entity);
    let save = match verb {
        Whole::Upsert => repo.upsert(&entity),
        _ => repo.save(&entity),
    };
    match only_if {
        Some(condition) => save.only_if(M::condition(condition)),
        None => save,
    }
}

pub(super) fn replace<M: Subject>(
    repo: &M::Repo,
    entity: &Item,
    only_if: Option<&Cond>,
) -> Replace<M> {
    let replace = repo.replace(&M::from_item(entity));
    match only_if {
        Some(condition) => replace.only_if(M::condition(condition)),
        None => replace,
    }
}
