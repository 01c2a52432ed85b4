//! The time of the last write, for models that keep one.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode_value;
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
