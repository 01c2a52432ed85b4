//! An update that inserts an item if there is none.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::plan::{Planned, State, rules};
use super::super::returning::{Return, ReturnNew, ReturnNothing};
use super::super::{IntoWrite, Part, hooked, item, send};
use super::Update;
use crate::Error;
use crate::codec::{EncodeError, EncodeProblem};
use crate::hooks::{Hooks, NoHooks};
use crate::item::{Attributes, StoredItem};
use crate::model::{Draft, Model};
use crate::repository::key;

/// Changes an item, or inserts one to which the changes have been made: one `UpdateItem`. Made by
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
    /// If there is no item with this key, inserts this one, to which the changes are made: numbers
    /// and lists that they add to start from its values. If there is one, its attributes that the
    /// new one has and it lacks are set too.
    ///
    /// Conditions are for an item that exists. Hooks see an update, with what the new item sets as
    /// changes of attributes that are absent. With unique fields the item is read first, and written
    /// in a transaction with the guards, whether it exists or not.
    ///
    /// # Errors
    /// Those of the update, but for [`NotFound`](crate::ErrorKind::NotFound) of an absent item: a
    /// deleted one stays as it is. [`Encode`](crate::ErrorKind::Encode) if the new item has another
    /// key. [`Invalid`](crate::ErrorKind::Invalid), before any request, if it would break field rules
    /// with the changes made to it.
    /// [`Expression`](crate::ErrorKind::Expression) if the changes insert into a set, or into a
    /// map, that the new item has too.
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
        let (mut update, base, hooks) = self.split()?;
        let updating = hooked::updating(&hooks, &update.key, &mut update.changes).await?;
        let sent = match plan(update, &base) {
            Ok(planned) => send::planned(planned, R::RETURNED).await,
            Err(error) => Err(error),
        };
        hooked::updated(updating, hooked::took_place(&sent)).await;
        R::output(sent?)
    }

    /// Returns the update with the changes that insert the item, the item that they start from, and
    /// the hooks.
    fn split(self) -> Result<(Update<M, R>, StoredItem, H), Error> {
        let (mut update, hooks) = self.update.split();
        if update.or_create {
            return Err(Error::configuration(
                "`or_create` takes requests of its own, so it cannot be combined with `or_insert`: \
                 give the new item the parents that are set inside",
            ));
        }
        let entity = self.new.finish(&update.repository.client.fresh());
        let entity = rules::accepted(entity)?;
        same_key(&update.key, &entity)?;
        let base = item::attributes(&entity)?;
        let changes = std::mem::take(&mut update.changes);
        update.changes = changes.starting_from(inserted::<M>(&base));
        Ok((update, StoredItem::new(base), hooks))
    }
}

/// Refuses an item with another key than that of the update.
fn same_key<M: Model>(key: &M::Key, entity: &M) -> Result<(), Error> {
    if key::identity(key)? == key::identity(&entity.key())? {
        return Ok(());
    }
    let model = M::DESCRIPTOR;
    let error = EncodeError::new(EncodeProblem::OtherKey);
    let error = error.in_attribute(model.table.partition.name);
    Err(Error::encode(model.name, error))
}

/// Returns the attributes that are inserted: all but those of the key, and those that every write
/// sets.
fn inserted<M: Model>(base: &Attributes) -> Vec<(&'static str, AttributeValue)> {
    let model = M::DESCRIPTOR;
    let updated = model.updated.map(|it| it.attribute);
    let set_by_writes = [updated, model.version, model.write_id];
    let is_inserted = |name: &&&'static str| {
        !set_by_writes.contains(&Some(**name)) && model.table.key_names().all(|key| key != **name)
    };
    let names = model.attributes.iter().filter(is_inserted);
    names
        .filter_map(|name| Some((*name, base.get(*name)?.clone())))
        .collect()
}

/// Returns the write of an update whose changes insert this item if there is none.
fn plan<M: Model, R>(update: Update<M, R>, base: &StoredItem) -> Result<Planned, Error> {
    let broken = rules::broken(&update.changes.bounds(), base);
    rules::refuse::<M>(broken)?;
    update.plan_over(State::LiveOrAbsent)
}

impl<M: Model, R: Return<M>, H: Hooks<M>> IntoWrite for OrInsert<M, R, H> {
    fn into_write(self) -> Result<Part, Error> {
        let (mut update, base, hooks) = self.split()?;
        let changes = std::mem::take(&mut update.changes);
        hooked::part_of_update(hooks, update.key.clone(), changes, move |changes| {
            plan(Update { changes, ..update }, &base)
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
