//! `GetItem`.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::observation::Observation;
use crate::codec::DecodeError;
use crate::error::from_sdk;
use crate::expr::Substitutions;
use crate::item::Shape;
use crate::transport::lift::Lift;
use crate::transport::request_scope::RequestScope;
use crate::transport::sinks::One;
use crate::{Client, Error};

const OPERATION: &str = "GetItem";

/// The input of a `GetItem`.
pub(crate) struct GetRequest {
    pub(crate) key: HashMap<String, AttributeValue>,
    /// The projection expression and its names.
    pub(crate) projection: Option<(String, Substitutions)>,
    pub(crate) consistent: bool,
}

/// Reads one item.
pub(crate) async fn get<L: Shape>(
    client: &Client,
    table: &str,
    request: GetRequest,
    shape: L,
) -> Result<Option<Result<L::Row, DecodeError>>, Error> {
    let lift = Lift::into(One::of("Item", shape));
    let (projection, names) = match request.projection {
        None => (None, None),
        Some((projection, (names, _))) => (Some(projection), names),
    };
    let observation = Observation::of(client, OPERATION, table, None);
    let request = client
        .sdk()
        .get_item()
        .table_name(table)
        .set_key(Some(request.key))
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .set_consistent_read(request.consistent.then_some(true))
        .set_return_consumed_capacity(observation.wanted());
    let sent = RequestScope::default()
        .lifting(&lift)
        .send(observation.span(), request.send())
        .await;
    let response = sent
        .response
        .map_err(|error| from_sdk(error, OPERATION, table))?;
    observation.consumed(response.consumed_capacity());
    Ok(lift.take().into_item())
}
