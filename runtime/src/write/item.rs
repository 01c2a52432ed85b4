//! Whole items of a model, as requests want them.

use crate::codec::{EncodeError, EncodeProblem, ItemWriter};
use crate::error::ErrorKind;
use crate::expr::is_same;
use crate::item::{Attributes, Stored, StoredItem};
use crate::model::{Model, ModelDescriptor, Row};
use crate::repository::key;
use crate::request::{self, GetRequest};
use crate::transport::EncodedItem;
use crate::{Client, Error};

/// All attributes of an entity, those of the key included.
pub(super) fn attributes<M: Model>(entity: &M) -> Result<Attributes, Error> {
    let mut writer = ItemWriter::with_capacity(<M as Row>::ATTRIBUTES.len());
    entity
        .write(&mut writer)
        .and_then(|()| writer.finish())
        .map_err(|error| refused(entity, error))
}

/// The whole item as it goes into a request.
pub(super) fn encoded<M: Model>(entity: &M) -> Result<EncodedItem, Error> {
    EncodedItem::new(<M as Row>::ATTRIBUTES.len(), |writer| entity.write(writer))
        .map_err(|error| refused(entity, error))
}

/// The error of an entity that cannot be stored.
fn refused<M: Model>(entity: &M, error: EncodeError) -> Error {
    let model = M::DESCRIPTOR.name;
    match error.problem() {
        EncodeProblem::ItemTooLarge { bytes } => Error::new(ErrorKind::ItemTooLarge {
            model,
            key: key::text(&entity.key()),
            bytes: Some(*bytes),
        }),
        _ => Error::encode(model, error),
    }
}

/// An entity as it is read once it is stored: times without what is cut off, empty sets absent.
/// Drafts make it so; whoever builds an entity by hand, or changes it in a hook, may not have.
pub(crate) fn as_read<M: Model>(entity: &M) -> Result<M, Error> {
    let item = StoredItem::new(attributes(entity)?);
    item.decode()
        .map_err(|error| crate::repository::key::unreadable(&entity.key(), error))
}

/// Reads an item as it is, consistently.
pub(super) async fn stored(
    client: &Client,
    table: &str,
    key: Attributes,
) -> Result<Option<Attributes>, Error> {
    let request = GetRequest {
        key,
        projection: None,
        consistent: true,
    };
    let item = request::get(client, table, request, Stored).await?;
    Ok(item.transpose()?.map(StoredItem::into_attributes))
}

/// Whether a stored item is what writing these attributes stores: the very ones that were sent,
/// since a codec may encode a value differently each time. Attributes the model does not know do
/// not count.
pub(super) fn is_as_sent(model: &ModelDescriptor, sent: &Attributes, stored: &Attributes) -> bool {
    let is_same = |name: &&str| match (stored.get(*name), sent.get(*name)) {
        (Some(stored), Some(sent)) => is_same(stored, sent),
        (stored, sent) => stored.is_none() && sent.is_none(),
    };
    model.attributes.iter().all(is_same)
}
