//! `BatchGetItem` and `BatchWriteItem`, one request each.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{KeysAndAttributes, WriteRequest};

use super::Attributes;
use super::flight::Flight;
use super::lift::Lift;
use super::shape::Shape;
use super::sinks::Batch;
use super::watch::Watch;
use crate::error::{Outcome, from_build, from_sdk};
use crate::expr::Substitutions;
use crate::{Client, Error};

/// What a `BatchGetItem` asks for.
pub(crate) struct BatchRead {
    pub(crate) keys: Vec<Attributes>,
    /// The attributes that are wanted; `None` for all.
    pub(crate) projection: Option<(String, Substitutions)>,
    pub(crate) consistent: bool,
}

/// Reads up to 100 items by key. Returns what was read and the keys that were not processed.
pub(crate) async fn get_batch<L: Shape>(
    client: &Client,
    table: &str,
    request: BatchRead,
    shape: L,
) -> Result<(Batch<L>, Vec<Attributes>), Error> {
    let lift = Lift::into(Batch::of(shape));
    let watch = Watch::on(client, "BatchGetItem", table, None);
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
        .set_return_consumed_capacity(watch.wanted());
    let landed = Flight::default()
        .lifting(&lift)
        .send(watch.span(), request.send())
        .await;
    let answer = landed
        .answer
        .map_err(|error| from_sdk(error, "BatchGetItem", table))?;
    watch.consumed(answer.consumed_capacity());
    let unprocessed = answer.unprocessed_keys.unwrap_or_default();
    Ok((
        lift.take(),
        unprocessed
            .into_values()
            .flat_map(|keys| keys.keys)
            .collect(),
    ))
}

/// Sends up to 25 writes. Returns those that were not processed.
pub(crate) async fn write_batch(
    client: &Client,
    table: &str,
    writes: Vec<WriteRequest>,
) -> Result<Vec<WriteRequest>, Error> {
    let watch = Watch::on(client, "BatchWriteItem", table, None);
    let request = client
        .sdk()
        .batch_write_item()
        .set_request_items(Some(HashMap::from([(table.to_owned(), writes)])))
        .set_return_consumed_capacity(watch.wanted());
    let landed = Flight::default().send(watch.span(), request.send()).await;
    let lost_answer = landed.lost_answer;
    let answer = landed.answer.map_err(|error| {
        let error = from_sdk(error, "BatchWriteItem", table);
        // The last attempt was refused; an earlier one may have been applied.
        if lost_answer {
            error.with_outcome(Outcome::Unknown)
        } else {
            error
        }
    })?;
    watch.consumed(answer.consumed_capacity());
    Ok(answer
        .unprocessed_items
        .unwrap_or_default()
        .into_values()
        .flatten()
        .collect())
}
