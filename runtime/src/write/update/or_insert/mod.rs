//! An update that inserts an item if there is none.
//!
//! It is one `UpdateItem` if setting absent attributes cannot change an item that exists. Otherwise
//! it is an update, and a `PutItem` if that finds no item.

mod new_item;
mod one_request;
mod two_requests;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::super::returning::{Return, ReturnNew, ReturnNothing};
use super::super::{IntoWrite, Part, hooked, send};
use super::Update;
use crate::Error;
use crate::hooks::{Hooks, NoHooks};
use crate::model::Model;
use crate::repository::key;
use new_item::NewItem;

/// Changes an item, or inserts one to which the changes have been made. Made by
/// [`Update::or_insert`].
///
/// # If the future is dropped
/// The item is changed or inserted as a whole, or not at all. If it is, hooks may not have been
/// called.
#[must_use = "nothing happens until it is awaited"]
pub struct OrInsert<M: Model, R = ReturnNew, H = NoHooks> {
    update: Update<M, R, H>,
    new: M::Draft,
}

impl<M: Model, H: Hooks<M>> Update<M, ReturnNew, H> {
    /// If there is no item with this key, inserts this one with the changes made to it: numbers and
    /// lists that they add to start from its values. An item that exists is updated, and takes
    /// nothing from the new one.
    ///
    /// One `UpdateItem` does both if nothing that the new item has would change an existing one: an
    /// attribute that it may lack (of a field that is optional, a collection, or has `absent:`) has
    /// the value that its absence means, or is set or removed by the update. Otherwise, and with
    /// hooks, the first use takes two requests: an update, which finds no item, and a `PutItem`.
    /// Every later use is one request.
    ///
    /// Conditions are for an item that exists. Hooks see the update, and the creation if there is
    /// one; in a transaction they see an update. With unique fields the item is read first, and
    /// written in a transaction with the guards.
    ///
    /// # Errors
    /// Those of the update, but for [`NotFound`](crate::ErrorKind::NotFound) of an absent item: a
    /// deleted one stays as it is. [`Encode`](crate::ErrorKind::Encode) if the new item has another
    /// key. [`Invalid`](crate::ErrorKind::Invalid), before any request, if it would break field rules
    /// with the changes made to it. In a transaction,
    /// [`Configuration`](crate::ErrorKind::Configuration) if one request cannot do both.
    pub fn or_insert(self, new: impl Into<M::Draft>) -> OrInsert<M, ReturnNew, H> {
        OrInsert {
            update: self,
            new: new.into(),
        }
    }
}

impl<M: Model, H: Hooks<M>> OrInsert<M, ReturnNew, H> {
    /// Returns nothing, so that the item is not sent back.
    pub fn return_nothing(self) -> OrInsert<M, ReturnNothing, H> {
        OrInsert {
            update: self.update.return_nothing(),
            new: self.new,
        }
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> OrInsert<M, R, H> {
    async fn run(self) -> Result<R::Output, Error> {
        let (mut update, hooks) = self.update.split();
        let new = NewItem::of::<M>(self.new, &update.key, &update.repository.client)?;
        let updating = hooked::updating(&hooks, &update.key, &mut update.changes).await?;
        let changed = new.changed(&update)?;
        if !H::ARE_THERE
            && let Ok(planned) = one_request::plan(update.clone(), &new)?
        {
            return R::output(send::planned(planned, R::RETURNED).await?);
        }
        two_requests::send(update, changed, new.proof, (&hooks, updating)).await
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoWrite for OrInsert<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (mut update, hooks) = self.update.split();
        let new = NewItem::of::<M>(self.new, &update.key, &update.repository.client)?;
        let changes = std::mem::take(&mut update.changes);
        let key = key::text(&update.key);
        hooked::part_of_update(hooks, update.key.clone(), changes, move |changes| {
            let update = Update { changes, ..update };
            new.changed(&update)?;
            let planned = one_request::plan(update, &new)?;
            planned.map_err(|reason| reason.in_transaction::<M>(&key))
        })
    }
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoFuture for OrInsert<M, R, H> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model, R, H> fmt::Debug for OrInsert<M, R, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OrInsert").field(&self.update).finish()
    }
}
