//! Replacing an item as a whole.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::lifecycle::{Demands, State};
use super::transaction::{IntoWrite, Part, Planned, Verb};
use super::{Repository, conditional, hooked, refusal, rules, unique};
use crate::codec::DecodeError;
use crate::expr::Condition;
use crate::hooks::{Hooks, NoHooks};
use crate::item::StoredItem;
use crate::model::{Model, Row};
use crate::request::{
    self, Attributes, Conditional, NewItem, Refused, Returned, Stored, TransactedAction,
    TransactedWrite,
};
use crate::{Client, Error};

const OPERATION: &str = "PutItem";

/// Replaces a stored item with an entity, all of it. Made by [`Repository::replace`].
///
/// # If the future is dropped
/// The item is the new one, or as it was. If it is the new one, hooks may not have been called.
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct Replace<M: Model, H = NoHooks> {
    repository: Repository<M, H>,
    entity: M,
    condition: Option<Condition<M>>,
}

/// What a replacement did.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Replaced<M> {
    /// The item as it is stored now.
    pub item: M,
    /// The item as it was; `None` if the answer that held it was lost.
    pub old: Option<StoredItem>,
    /// Names of the attributes that the model does not know and that are gone with the old item.
    pub discarded: Vec<String>,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Replaces the stored item with this one: a `PutItem` on the condition that there is one, at
    /// the version of this one if it has a version. Attributes that the model does not know are
    /// discarded, and named in the result; [`save`](Self::save) keeps them.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is none, or when it is deleted;
    /// [`ErrorKind::VersionConflict`](crate::ErrorKind::VersionConflict) when it has another
    /// version.
    pub fn replace(&self, entity: &M) -> Replace<M, H> {
        Replace {
            repository: self.clone(),
            entity: entity.clone(),
            condition: None,
        }
    }
}

impl<M: Model, H: Hooks<M>> Replace<M, H> {
    /// Replaces it only if this holds. Given more than once, all have to hold.
    pub fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }

    async fn run(self) -> Result<Replaced<M>, Error> {
        let (mut replace, hooks) = self.split();
        hooked::saving(&hooks, &mut replace.entity).await?;
        replace.entity = rules::accepted(replace.entity)?;
        let ours = H::ARE_THERE.then(|| replace.entity.clone());
        let replaced = replace.send().await;
        if let Some(ours) = ours
            && hooked::took_place(&replaced)
        {
            let item = replaced.as_ref().map_or(&ours, |replaced| &replaced.item);
            hooked::saved(&hooks, item).await;
        }
        replaced
    }

    fn split(self) -> (Replace<M>, H) {
        let (repository, hooks) = self.repository.split();
        let replace = Replace {
            repository,
            entity: self.entity,
            condition: self.condition,
        };
        (replace, hooks)
    }
}

impl<M: Model> Replace<M> {
    /// Puts an entity that keeps the rules.
    async fn send(self) -> Result<Replaced<M>, Error> {
        if M::DESCRIPTOR.uniques.is_empty() {
            return self.plain().await;
        }
        let same = unique::same_values(&super::item::attributes(&self.entity)?);
        match self.clone().only_if(same).plain().await {
            // The condition may have failed because the values of unique fields change.
            Err(error) if unique::may_change(&error) => self.with_guards().await,
            replaced => replaced,
        }
    }

    async fn plain(self) -> Result<Replaced<M>, Error> {
        let Self {
            repository: Repository { client, table, .. },
            entity,
            condition,
        } = self;
        let (ours, conditional, demands) = prepare(&client, &entity, condition)?;
        let item = NewItem::Attributes(ours.clone());
        let old =
            match request::put::<Stored>(&client, &table, item, conditional, Returned::Old).await {
                Ok(written) => {
                    let unreadable =
                        |error| refusal::unreadable(error, &entity.key(), OPERATION, &table);
                    let old: Option<StoredItem> = written.item.transpose().map_err(unreadable)?;
                    // After a lost answer, an old item like ours is the work of the first attempt.
                    let is_ours = |old: &StoredItem| super::item::is_stored::<M>(&ours, Some(old));
                    old.filter(|old| !(written.after_lost_answer && is_ours(old)))
                }
                Err(Refused::Condition {
                    item,
                    after_lost_answer: true,
                    ..
                }) if super::item::is_stored::<M>(&ours, item.as_ref()) => None,
                Err(refused) => {
                    return Err(refusal::of_existing(
                        refused,
                        &entity.key(),
                        &demands,
                        OPERATION,
                        &table,
                    ));
                }
            };
        replaced(ours, old)
            .map_err(|error| refusal::unreadable(error, &entity.key(), OPERATION, &table))
    }

    async fn with_guards(self) -> Result<Replaced<M>, Error> {
        let Repository { client, table, .. } = self.repository.clone();
        let key = self.entity.key();
        let change = unique::commit_one(&client, self.planned()?).await?;
        let old = change.before.map(StoredItem::new);
        replaced(change.after.unwrap_or_default(), old)
            .map_err(|error| refusal::unreadable(error, &key, unique::OPERATION, &table))
    }
}

fn replaced<M: Model>(
    ours: Attributes,
    old: Option<StoredItem>,
) -> Result<Replaced<M>, DecodeError> {
    let discarded = old
        .as_ref()
        .map(unknown_attributes::<M>)
        .unwrap_or_default();
    Ok(Replaced {
        item: StoredItem::new(ours).decode()?,
        old,
        discarded,
    })
}

/// The item with the time of the write and its next version, and the condition.
fn prepare<M: Model>(
    client: &Client,
    entity: &M,
    condition: Option<Condition<M>>,
) -> Result<(Attributes, Conditional, Demands), Error> {
    let mut item = super::item::attributes(entity)?;
    if let Some((name, value)) = super::times::now::<M>(client)? {
        item.insert(name.to_owned(), value);
    }
    let demands = Demands::of_entity::<M>(State::Live, &mut item);
    let condition = conditional::both(demands.condition(), condition);
    Ok((item, conditional::prepared(condition)?, demands))
}

impl<M: Model> Replace<M> {
    /// The write of a transaction.
    fn planned(self) -> Result<Planned, Error> {
        let Repository { client, table, .. } = self.repository;
        let entity = self.entity;
        let (item, conditional, demands) = prepare(&client, &entity, self.condition)?;
        let write = TransactedWrite {
            table,
            action: TransactedAction::Put {
                item: NewItem::Attributes(item),
            },
            conditional,
        };
        Planned::new::<M>(Verb::Replace, write, Vec::new(), demands)
    }
}

impl<M: Model, H: Hooks<M>> IntoWrite for Replace<M, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (replace, hooks) = self.split();
        let Replace {
            repository,
            entity,
            condition,
        } = replace;
        hooked::part_of_save(hooks, entity, move |entity| {
            let replace = Replace {
                repository,
                entity,
                condition,
            };
            let planned = replace.planned()?;
            let ours = match &planned.write().action {
                TransactedAction::Put { item } if H::ARE_THERE => Some(item.attributes()?),
                _ => None,
            };
            Ok((planned, ours))
        })
    }
}

fn unknown_attributes<M: Model>(old: &StoredItem) -> Vec<String> {
    let known = <M as Row>::ATTRIBUTES;
    let names = old
        .attributes()
        .keys()
        .filter(|name| !known.contains(&name.as_str()));
    let mut names: Vec<_> = names.cloned().collect();
    names.sort_unstable();
    names
}

impl<M: Model, H: Hooks<M>> IntoFuture for Replace<M, H> {
    type Output = Result<Replaced<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
