//! Checks of updates that set key attributes of indexes.

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::{MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES};

use crate::Error;
use crate::codec::key;
use crate::expr::UpdateExpression;
use crate::model::{KeyAttributeDescriptor, Model};

/// Refuses values that an index cannot hold as a key: empty ones and ones that are too long.
/// DynamoDB would refuse the whole write.
pub(crate) fn check<M: Model>(changes: &UpdateExpression<M>) -> Result<(), Error> {
    for (name, value) in changes.set_values() {
        for index in M::DESCRIPTOR.table.indexes {
            if is_part(index.partition, name) {
                check_length::<M>(name, value, MAX_PARTITION_KEY_BYTES)?;
            }
            if is_part(index.sort, name) {
                check_length::<M>(name, value, MAX_SORT_KEY_BYTES)?;
            }
        }
    }
    Ok(())
}

fn is_part(keys: &[KeyAttributeDescriptor], name: &str) -> bool {
    keys.iter().any(|key| key.name == name)
}

fn check_length<M: Model>(name: &str, value: &AttributeValue, limit: usize) -> Result<(), Error> {
    key::check_length(value, limit)
        .map_err(|error| Error::encode(M::DESCRIPTOR.name, error.in_attribute(name)))
}
