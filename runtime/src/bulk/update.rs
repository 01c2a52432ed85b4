//! Updates all items that match a condition.

use std::future::IntoFuture as _;

use super::Bulk;
use super::each::{BulkChange, One, each};
use super::run::{FoundItems, Writes, Written};
use crate::Error;
use crate::expr::{ActionResult, Condition, UpdateExpression, update_methods};
use crate::hooks::Hooks;
use crate::model::Model;
use crate::repository::Repository;
use crate::write::hooked;
use crate::write::plan::{index_keys, rules};

/// Changes attributes.
#[derive(Clone, Debug)]
pub struct Updating<M> {
    changes: UpdateExpression<M>,
    at_least_once: bool,
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Changes every item that matches this condition. Soft-deleted items are left alone.
    ///
    /// Items are found as by [`find`](Self::find); a condition that no key or index serves needs
    /// [`scan`](Bulk::scan), and changing every item needs [`Condition::every_item`].
    ///
    /// # Errors
    /// Those of [`Find::page`](crate::ops::Find::page) before any write;
    /// [`ErrorKind::PartlyDone`](crate::ErrorKind::PartlyDone) when some items could not be
    /// changed: [`Bulk::partial`] lists them.
    pub fn update_where(&self, condition: Condition<M>) -> Bulk<M, Updating<M>, H> {
        let updating = Updating {
            changes: UpdateExpression::new(),
            at_least_once: false,
        };
        Bulk::new(self, condition, updating)
    }
}

impl<M: Model, H: Hooks<M>> Bulk<M, Updating<M>, H> {
    update_methods!(M);

    /// Retries an update when its response is lost, even if it may then be applied twice.
    pub fn at_least_once(mut self) -> Self {
        self.writes.at_least_once = true;
        self
    }

    fn change(mut self, outcome: ActionResult) -> Self {
        self.writes.changes = self.writes.changes.change(outcome);
        self
    }
}

impl<M: Model> Writes<M> for Updating<M> {
    fn check(&self) -> Result<(), Error> {
        self.changes.clone().into_actions()?;
        rules::check(&self.changes)?;
        index_keys::check(&self.changes)
    }

    /// The time of the last write and the version change with any attribute.
    fn changes(&self, attribute: &str) -> bool {
        let updated = M::DESCRIPTOR.updated.map(|it| it.attribute);
        self.changes.changes(attribute)
            || updated == Some(attribute)
            || M::DESCRIPTOR.version == Some(attribute)
    }

    async fn write<H: Hooks<M>>(&self, found: FoundItems<'_, M, H>) -> Vec<Written<M>> {
        each(self, found).await
    }
}

impl<M: Model> BulkChange<M> for Updating<M> {
    async fn apply<H: Hooks<M>>(&self, one: One<'_, M, H>) -> Result<(), Error> {
        let mut changes = self.changes.clone();
        let updating = hooked::updating(&one.repository.hooks, &one.key, &mut changes).await?;
        let repository = one.repository.without_hooks();
        let update = || {
            let update = repository.update_of(one.key.clone(), None);
            let mut update = update.only_if(one.asserted.clone()).return_nothing();
            update.changes = changes.clone();
            update.at_least_once = self.at_least_once;
            update.into_future()
        };
        let updated = one.repeated(update).await;
        hooked::updated(updating, hooked::took_place(&updated)).await;
        updated
    }
}
