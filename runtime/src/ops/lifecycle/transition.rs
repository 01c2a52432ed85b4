//! Soft delete and restore: an item stays where it is, and its time of deletion comes or goes.

use std::sync::Arc;

use super::{Demands, State, Unmet};
use crate::Error;
use crate::client::Fresh;
use crate::expr::{Expressions, UpdateExpression};
use crate::item::StoredItem;
use crate::model::{AutoTimestamp, Model};
use crate::ops::target::Named;
use crate::ops::transaction::{Planned, Verb};
use crate::ops::unique::Touch;
use crate::ops::{Repository, conditional, key, refusal, times, unique};
use crate::request::{
    self, Attributes, Conditional, Refused, Returned, TransactedAction, TransactedWrite, Whole,
};

const OPERATION: &str = "UpdateItem";

/// A soft delete or a restore, ready to be sent.
pub(in crate::ops) struct Transition<M: Model> {
    named: Named<M>,
    demands: Demands,
    changes: UpdateExpression<M>,
}

/// What became of it.
pub(in crate::ops) enum Sent<M> {
    /// It took place; this is the item now.
    Done(M),
    Refused(Refused),
}

impl<M: Model> Transition<M> {
    /// Marks a live item as deleted.
    pub(in crate::ops) fn delete(named: Named<M>, deleted: AutoTimestamp) -> Result<Self, Error> {
        Self::made(named, State::Live, |changes, fresh| {
            let (name, now) = times::at::<M>(deleted, fresh.now())?;
            Ok(changes.set_encoded(name, now))
        })
    }

    /// Takes the mark off a deleted item.
    pub(in crate::ops) fn restore(named: Named<M>, deleted: AutoTimestamp) -> Result<Self, Error> {
        Self::made(named, State::Deleted, |changes, _| {
            Ok(changes.remove_encoded(deleted.attribute))
        })
    }

    fn made(
        named: Named<M>,
        state: State,
        change: impl FnOnce(UpdateExpression<M>, &Fresh<'_>) -> Result<UpdateExpression<M>, Error>,
    ) -> Result<Self, Error> {
        let fresh = named.repository.client.fresh();
        let mut changes = change(UpdateExpression::new(), &fresh)?;
        if let Some(updated) = M::DESCRIPTOR.updated {
            let (name, now) = times::at::<M>(updated, fresh.now())?;
            changes = changes.set_encoded(name, now);
        }
        let demands = Demands::of::<M>(state, named.expected);
        Ok(Self {
            changes: demands.advanced(changes),
            named,
            demands,
        })
    }

    fn prepare(&self) -> Result<(Attributes, Option<String>, Conditional), Error> {
        let mut expressions = Expressions::new();
        let update = expressions.update(self.counted())?;
        let condition = conditional::both(self.demands.condition(), self.named.condition.clone());
        let conditional = conditional::beside(expressions, condition)?;
        Ok((key::attributes(&self.named.key)?, update, conditional))
    }

    pub(in crate::ops) async fn send(&self) -> Result<Sent<M>, Error> {
        if unique::is_touched(&self.changes) {
            return self.with_guards().await;
        }
        let (key, update, conditional) = self.prepare()?;
        let Repository { client, table, .. } = &self.named.repository;
        let new = Returned::New;
        let sent =
            request::update::<Whole<M>>(client, table, key, update, conditional, new, true).await;
        let unreadable = |error| refusal::unreadable(error, &self.named.key, OPERATION, table);
        match sent.map(|written| written.item) {
            Ok(Some(item)) => item.map(Sent::Done).map_err(unreadable),
            Ok(None) => Err(refusal::nothing_returned(OPERATION, table)),
            // An attempt whose answer was lost was applied: this is what it left.
            Err(Refused::Condition {
                item: Some(item),
                after_lost_answer: true,
                ..
            }) if self.changes.is_applied_to(item.attributes()) => {
                item.decode().map(Sent::Done).map_err(unreadable)
            }
            Err(refused) => Ok(Sent::Refused(refused)),
        }
    }

    async fn with_guards(&self) -> Result<Sent<M>, Error> {
        let Repository { client, table, .. } = &self.named.repository;
        let change = unique::commit_one(client, self.planned(Verb::Update)?).await?;
        let item = StoredItem::new(change.after.unwrap_or_default()).decode();
        item.map(Sent::Done)
            .map_err(|error| refusal::unreadable(error, &self.named.key, unique::OPERATION, table))
    }

    /// Whether it was refused because there is no live item.
    pub(in crate::ops) fn finds_none(&self, refused: &Refused) -> bool {
        match refused {
            Refused::Condition { item: None, .. } => true,
            Refused::Condition {
                item: Some(item), ..
            } => self.demands.unmet(item) == Some(Unmet::Deleted),
            _ => false,
        }
    }

    /// The error of a refused attempt.
    pub(in crate::ops) fn error(&self, refused: Refused) -> Error {
        let table = self.named.repository.table();
        refusal::of_existing(refused, &self.named.key, &self.demands, OPERATION, table)
    }

    /// The changes, with the version counted up.
    fn counted(&self) -> UpdateExpression<M> {
        self.demands.counted(self.changes.clone())
    }

    pub(in crate::ops) fn planned(&self, verb: Verb) -> Result<Planned, Error> {
        let (key, update, conditional) = self.prepare()?;
        let write = TransactedWrite {
            table: Arc::clone(&self.named.repository.table),
            action: TransactedAction::Update { key, update },
            conditional,
        };
        let touch = Touch::of_update(&self.named.key, &self.counted())?;
        let planned = Planned::new::<M>(verb, write, Vec::new(), self.demands)?;
        Ok(planned.touching(touch))
    }
}
