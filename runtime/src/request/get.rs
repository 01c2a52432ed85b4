//! `GetItem`.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::flight::Flight;
use super::lift::Lift;
use super::sinks::{Lifted, One};
use super::trace;
use crate::codec::DecodeError;
use crate::error::from_sdk;
use crate::{Client, Error};

const OPERATION: &str = "GetItem";

/// What to read.
pub(crate) struct GetRequest {
    pub(crate) key: HashMap<String, AttributeValue>,
    pub(crate) consistent: bool,
}

/// Reads one item.
pub(crate) async fn get<R: Lifted>(
    client: &Client,
    table: &str,
    request: GetRequest,
) -> Result<Option<Result<R, DecodeError>>, Error> {
    let lift = Lift::into(One::<R>::of("Item"));
    let span = trace::span(OPERATION, table, None);
    let request = client
        .sdk()
        .get_item()
        .table_name(table)
        .set_key(Some(request.key))
        .set_consistent_read(request.consistent.then_some(true))
        .set_return_consumed_capacity(trace::capacity(&span));
    let landed = Flight::default()
        .lifting(&lift)
        .send(&span, request.send())
        .await;
    let answer = landed
        .answer
        .map_err(|error| from_sdk(error, OPERATION, table))?;
    trace::record(&span, answer.consumed_capacity());
    Ok(lift.take().into_item())
}
