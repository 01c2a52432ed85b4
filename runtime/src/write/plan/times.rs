//! The times that Dynamite maintains.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::UpdateExpression;
use crate::model::{AutoTimestamp, Model};
use crate::types::Timestamp;
use crate::{Client, Error};

/// Returns an attribute that holds a time, and this time as it is stored there.
pub(crate) fn at<M: Model>(
    kept: AutoTimestamp,
    time: Timestamp,
) -> Result<(&'static str, AttributeValue), Error> {
    let value = (kept.encode)(&time)
        .map_err(|error| Error::encode(M::DESCRIPTOR.name, error.in_attribute(kept.attribute)))?;
    Ok((kept.attribute, value))
}

/// Returns the attribute that holds the time of the last write and its value now, if the model has
/// one.
pub(crate) fn now<M: Model>(
    client: &Client,
) -> Result<Option<(&'static str, AttributeValue)>, Error> {
    let updated = M::DESCRIPTOR.updated;
    let now = updated.map(|updated| at::<M>(updated, client.fresh().now()));
    now.transpose()
}

/// Returns the changes of an update, checked and with the time of the write unless they set it
/// themselves. An update without changes writes nothing, and gets no time either.
pub(crate) fn stamp<M: Model>(
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
