//! An update on its way.

use super::conditional;
use super::lifecycle::Demands;
use super::returning::Return;
use crate::expr::{Condition, Expressions, UpdateExpression};
use crate::item::StoredItem;
use crate::model::Model;
use crate::request::{self, Attributes, Conditional, Refused, Returned, Whole};
use crate::{Client, Error};

/// An update, ready to be sent, perhaps more than once.
pub(super) struct Attempt<'a, M: Model> {
    pub(super) client: &'a Client,
    pub(super) table: &'a str,
    pub(super) key: &'a M::Key,
    pub(super) demands: &'a Demands,
    pub(super) condition: Option<Condition<M>>,
    pub(super) repeatable: bool,
}

impl<M: Model> Attempt<'_, M> {
    pub(super) async fn send<R: Return<M>>(
        &self,
        changes: UpdateExpression<M>,
    ) -> Result<request::Written<M>, Refused> {
        let changes = self.demands.counted(changes);
        let prepared = prepare(self.key, self.demands, changes, self.condition.clone());
        let (key, update, conditional) = prepared.map_err(Refused::Failed)?;
        let (returned, repeatable) = (R::RETURNED, self.repeatable);
        request::update::<Whole<M>>(
            self.client,
            self.table,
            key,
            update,
            conditional,
            returned,
            repeatable,
        )
        .await
    }
}

/// Key, update expression, and the condition besides what is demanded of the item.
pub(super) fn prepare<M: Model>(
    key: &M::Key,
    demands: &Demands,
    changes: UpdateExpression<M>,
    condition: Option<Condition<M>>,
) -> Result<(Attributes, Option<String>, Conditional), Error> {
    let mut expressions = Expressions::new();
    let update = expressions.update(changes)?;
    let condition = conditional::both(demands.condition(), condition);
    let conditional = conditional::beside(expressions, condition)?;
    Ok((super::key::attributes(key)?, update, conditional))
}

/// The returned old item, if it is the work of an earlier attempt whose answer was lost.
pub(super) fn own_work<M: Model, R: Return<M>>(
    written: &request::Written<M>,
    changes: &UpdateExpression<M>,
) -> Option<StoredItem> {
    if !written.after_lost_answer || R::RETURNED != Returned::Old {
        return None;
    }
    let old = written.item.as_ref()?.as_ref().ok()?;
    let attributes = super::item::attributes(old).ok()?;
    let is_own = changes.is_applied_to(&attributes);
    is_own.then(|| StoredItem::new(attributes))
}
