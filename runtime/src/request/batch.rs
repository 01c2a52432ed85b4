//! Single requests of `BatchGetItem` and `BatchWriteItem`.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest};

use super::observation::Observation;
use crate::error::{from_build, from_sdk};
use crate::expr::Substitutions;
use crate::item::{Attributes, Shape};
use crate::transport::EncodedItem;
use crate::transport::lift::Lift;
use crate::transport::request_scope::RequestScope;
use crate::transport::sinks::Batch;
use crate::{Client, Error};

/// The input of a `BatchGetItem`.
pub(crate) struct BatchRead {
    pub(crate) keys: Vec<Attributes>,
    /// The projection; `None` for all attributes.
    pub(crate) projection: Option<(String, Substitutions)>,
    pub(crate) consistent: bool,
}

/// Reads up to 100 items by key. Returns the items and the unprocessed keys.
pub(crate) async fn get_batch<L: Shape>(
    client: &Client,
    table: &str,
    request: BatchRead,
    shape: L,
) -> Result<(Batch<L>, Vec<Attributes>), Error> {
    let lift = Lift::into(Batch::of(shape));
    let observation = Observation::of(client, "BatchGetItem", table, None);
    let (projection, names) = request
        .projection
        .map(|(projection, substitutions)| (projection, substitutions.0))
        .unzip();
    let keys = KeysAndAttributes::builder()
        .set_keys(Some(request.keys))
        .set_consistent_read(request.consistent.then_some(true))
        .set_projection_expression(projection)
        .set_expression_attribute_names(names.flatten())
        .build()
        .map_err(from_build)?;
    let request = client
        .sdk()
        .batch_get_item()
        .request_items(table, keys)
        .set_return_consumed_capacity(observation.wanted());
    let sent = RequestScope::default()
        .lifting(&lift)
        .send(observation.span(), request.send())
        .await;
    let response = sent
        .response
        .map_err(|error| from_sdk(error, "BatchGetItem", table))?;
    observation.consumed(response.consumed_capacity());
    let unprocessed = response.unprocessed_keys.unwrap_or_default();
    Ok((
        lift.take(),
        unprocessed
            .into_values()
            .flat_map(|keys| keys.keys)
            .collect(),
    ))
}

/// One write of a `BatchWriteItem`.
#[derive(Clone)]
pub(crate) enum BatchWrite {
    Put(EncodedItem),
    Delete(Attributes),
}

/// Sends up to 25 writes. Returns the attributes of the unprocessed ones, which contain their keys.
pub(crate) async fn write_batch(
    client: &Client,
    table: &str,
    writes: Vec<BatchWrite>,
) -> Result<Vec<Attributes>, Error> {
    let observation = Observation::of(client, "BatchWriteItem", table, None);
    let mut items = Vec::new();
    let writes = writes.into_iter().map(|write| write.split(&mut items));
    let writes: Vec<_> = writes.collect::<Result<_, _>>().map_err(from_build)?;
    let request = client
        .sdk()
        .batch_write_item()
        .set_request_items(Some(HashMap::from([(table.to_owned(), writes)])))
        .set_return_consumed_capacity(observation.wanted());
    let scope = RequestScope::default().loading(items);
    let sent = scope.send(observation.span(), request.send()).await;
    let response = (sent.response).map_err(|error| {
        sent.attempts
            .add_outcome(from_sdk(error, "BatchWriteItem", table))
    })?;
    observation.consumed(response.consumed_capacity());
    let left = response.unprocessed_items.unwrap_or_default();
    Ok(left
        .into_values()
        .flatten()
        .filter_map(attributes_of)
        .collect())
}

impl BatchWrite {
    /// Returns the write for the SDK, and adds the item that replaces an empty one.
    fn split(self, items: &mut Vec<EncodedItem>) -> Result<WriteRequest, BuildError> {
        let request = WriteRequest::builder();
        Ok(match self {
            Self::Put(item) => {
                items.push(item);
                let put = PutRequest::builder().set_item(Some(Attributes::new()));
                request.put_request(put.build()?).build()
            }
            Self::Delete(key) => {
                let delete = DeleteRequest::builder().set_key(Some(key));
                request.delete_request(delete.build()?).build()
            }
        })
    }
}

/// Returns the attributes of a write.
fn attributes_of(write: WriteRequest) -> Option<Attributes> {
    let put = write.put_request.map(|put| put.item);
    put.or_else(|| write.delete_request.map(|delete| delete.key))
}
