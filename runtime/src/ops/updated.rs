//! The time of the last write, for models that keep one.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode_value;
use crate::expr::UpdateExpression;
use crate::model::{Model, TimestampFormat};
use crate::types::{EpochMillis, EpochSeconds, Timestamp};
use crate::{Client, Error};

/// The attribute that holds the time of the last write and its value now, if the model has one.
pub(super) fn now<M: Model>(
    client: &Client,
) -> Result<Option<(&'static str, AttributeValue)>, Error> {
    let Some(updated) = M::DESCRIPTOR.updated else {
        return Ok(None);
    };
    let now = client.fresh().now();
    let value = match updated.format {
        TimestampFormat::IsoMillis => encode_value::<Timestamp>(&now),
        TimestampFormat::EpochSeconds => encode_value::<EpochSeconds>(&now),
        TimestampFormat::EpochMillis => encode_value::<EpochMillis>(&now),
    };
    let value = value.map_err(|error| {
        Error::encode(M::DESCRIPTOR.name, error.in_attribute(updated.attribute))
    })?;
    Ok(Some((updated.attribute, value)))
}

/// The changes of an update, checked and with the time of the write unless they set it themselves. An update
/// without changes writes nothing, and gets no time either.
pub(super) fn stamp<M: Model>(
    changes: UpdateExpression<M>,
    client: &Client,
) -> Result<UpdateExpression<M>, Error> {
    super::rules::check(&changes)?;
    super::index_keys::check(&changes)?;
    match now::<M>(client)? {
        Some((name, now)) if !changes.is_empty() && !changes.changes(name) => {
            Ok(changes.set_encoded(name, now))
        }
        _ => Ok(changes),
    }
}
