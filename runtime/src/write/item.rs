//! Whole items of a model, in the forms that requests need.

use crate::codec::{Attribute as _, DecodeError, EncodeError, EncodeProblem, Writer as _};
use crate::error::ErrorKind;
use crate::expr::is_same;
use crate::item::{Attributes, Stored, StoredItem};
use crate::model::{Model, ModelDescriptor, Row};
use crate::repository::key;
use crate::request::{self, GetRequest};
use crate::transport::EncodedItem;
use crate::types::Document;
use crate::{Client, Error};

/// Returns all attributes of an entity, including those of the key, and both of fields that are being
/// renamed.
pub(super) fn attributes<M: Model>(entity: &M) -> Result<Attributes, Error> {
    let item = StoredItem::encode(entity).map_err(|error| refused(entity, error))?;
    Ok(item.into_attributes())
}

/// Returns the whole item, encoded for a request.
pub(super) fn encoded<M: Model>(entity: &M) -> Result<EncodedItem, Error> {
    if M::DESCRIPTOR.phased.iter().any(|field| field.is_mirrored) {
        return mirrored(entity);
    }
    EncodedItem::new(<M as Row>::ATTRIBUTES.len(), |writer| entity.write(writer))
        .map_err(|error| refused(entity, error))
}

/// Returns the whole item with both attributes of fields in phases. The second is made from
/// the first: a codec may encode a value differently each time.
fn mirrored<M: Model>(entity: &M) -> Result<EncodedItem, Error> {
    let item = attributes(entity)?;
    let values = item.iter();
    let values = values.map(|(name, value)| Ok((name, Document::try_from(value)?)));
    let values = values.collect::<Result<Vec<_>, DecodeError>>()?;
    let encoded = EncodedItem::new(values.len(), |writer| {
        values.iter().try_for_each(|(name, value)| {
            writer.attribute(name);
            Document::write(value, writer)
        })
    });
    encoded.map_err(|error| refused(entity, error))
}

/// Returns the error of an entity that cannot be stored.
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

/// Returns an entity as it is read after it was stored: times without their truncated part, empty
/// sets absent. Drafts produce such entities; entities built by hand, or changed in a hook, may
/// differ.
pub(crate) fn as_read<M: Model>(entity: &M) -> Result<M, Error> {
    let item = StoredItem::new(attributes(entity)?);
    item.decode()
        .map_err(|error| crate::repository::key::unreadable(&entity.key(), error))
}

/// Reads an item with all its attributes, consistently.
pub(crate) async fn stored(
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

/// Returns `true` if a stored item holds exactly the attributes that were sent, compared as sent
/// since a codec may encode a value differently each time. Attributes unknown to the model do not
/// count.
pub(super) fn is_as_sent(model: &ModelDescriptor, sent: &Attributes, stored: &Attributes) -> bool {
    let is_same = |name: &&str| match (stored.get(*name), sent.get(*name)) {
        (Some(stored), Some(sent)) => is_same(stored, sent),
        (stored, sent) => stored.is_none() && sent.is_none(),
    };
    model.attributes.iter().all(is_same)
}
