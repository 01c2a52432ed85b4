//! The item that is inserted if there is none.

use super::super::super::item;
use super::super::super::plan::{Proof, rules};
use super::super::{Update, parents};
use crate::codec::{EncodeError, EncodeProblem};
use crate::expr::{UpdateExpression, copied, evaluate, unstorable};
use crate::item::StoredItem;
use crate::model::{Draft, Model};
use crate::path::DocumentPath;
use crate::repository::key;
use crate::{Client, Error, ErrorKind};

/// The item that is inserted if there is none, before the changes are made to it.
pub(super) struct NewItem {
    pub(super) item: StoredItem,
    /// The proof that it was inserted by this call.
    pub(super) proof: Proof,
}

impl NewItem {
    /// Completes a draft, whose item must have this key.
    pub(super) fn of<M: Model>(
        draft: M::Draft,
        key: &M::Key,
        client: &Client,
    ) -> Result<Self, Error> {
        let fresh = client.fresh();
        let entity = rules::accepted(draft.finish(&fresh))?;
        same_key(key, &entity)?;
        Ok(Self {
            item: StoredItem::new(item::attributes(&entity)?),
            proof: Proof::generated(fresh.generated()),
        })
    }

    /// Returns the item with the changes of this update made to it.
    pub(super) fn changed<M: Model, R>(&self, update: &Update<M, R>) -> Result<M, Error> {
        let changes = &update.changes;
        rules::check(changes)?;
        rules::refuse::<M>(rules::broken(&changes.bounds(), &self.item))?;
        let missing_parent = |path: DocumentPath| parents::missing::<M>(&update.key, &path);
        let changes = if update.or_create {
            let completed = changes.completed(self.item.attributes());
            completed.map_err(missing_parent)?.changes
        } else {
            changes.clone()
        };
        let after = self.evaluated(&update.key, changes)?;
        let entity = after.decode().map_err(|error| {
            let missing = parents::unreadable(&error, "the new item");
            rules::invalid::<M>(vec![missing])
        })?;
        rules::accepted(entity)
    }

    /// Returns the result of the changes.
    fn evaluated<M: Model>(
        &self,
        key: &M::Key,
        changes: UpdateExpression<M>,
    ) -> Result<StoredItem, Error> {
        let new = self.item.attributes();
        let actions = changes.into_actions()?;
        let copied = copied(&actions).into_iter();
        let absent = copied.filter(|it| it.is_missing(new));
        let paths: Vec<_> = absent.map(|it| it.text()).collect();
        if !paths.is_empty() {
            return Err(Error::new(ErrorKind::MissingSource {
                model: M::DESCRIPTOR.name,
                key: key::text(key),
                paths,
            }));
        }
        if let Some(error) = unstorable(&actions, new) {
            return Err(Error::encode(M::DESCRIPTOR.name, error));
        }
        let after = evaluate(&actions, new);
        let after = after.map_err(|path| parents::missing::<M>(key, &path))?;
        Ok(StoredItem::new(after))
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
