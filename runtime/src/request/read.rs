//! `Query` and `Scan`.

use aws_sdk_dynamodb::types::Select;

use super::observation::Observation;
use super::read_request::ReadRequest;
use crate::codec::DecodeError;
use crate::cursor::Position;
use crate::error::from_sdk;
use crate::item::{Attributes, Shape};
use crate::transport::Quota;
use crate::transport::lift::Lift;
use crate::transport::request_scope::RequestScope;
use crate::transport::sinks::Many;
use crate::{Client, Error};

/// The result of one request.
pub(crate) struct Fetched<R> {
    pub(crate) items: Vec<R>,
    pub(crate) bad: Vec<DecodeError>,
    /// The position to continue from; `None` at the end.
    pub(crate) end: Option<Position>,
}

/// The counts of one request.
pub(crate) struct Counted {
    pub(crate) items: u64,
    /// The position to continue from; `None` at the end.
    pub(crate) end: Option<Position>,
}

/// The start of a page, and the number of items to evaluate.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageRequest {
    pub(crate) start: Option<Position>,
    pub(crate) evaluate: Option<usize>,
}

/// Sends one request: evaluates up to the page's limit, and returns items up to the quota.
pub(crate) async fn read<L: Shape>(
    client: &Client,
    read_request: &ReadRequest,
    shape: &L,
    page_request: PageRequest,
    quota: Quota,
) -> Result<Fetched<L::Row>, Error> {
    let lift = Lift::into(Many::up_to(quota, shape.clone(), &read_request.checked));
    let scope = RequestScope::default().lifting(&lift);
    let response = send(client, read_request, page_request, None, scope).await?;
    let lifted = lift.take();
    let end = match lifted.cut {
        Some(item) => Some(read_request.position_of(item)),
        None => response.end,
    };
    Ok(Fetched {
        items: lifted.items,
        bad: lifted.bad,
        end,
    })
}

/// Sends one request that returns only the number of items.
pub(crate) async fn count(
    client: &Client,
    read_request: &ReadRequest,
    page_request: PageRequest,
) -> Result<Counted, Error> {
    send(
        client,
        read_request,
        page_request,
        Some(Select::Count),
        RequestScope::default(),
    )
    .await
}

async fn send(
    client: &Client,
    read_request: &ReadRequest,
    page_request: PageRequest,
    select: Option<Select>,
    scope: RequestScope,
) -> Result<Counted, Error> {
    match read_request.key_condition {
        Some(_) => query(client, read_request, page_request, select, scope).await,
        None => scan(client, read_request, page_request, select, scope).await,
    }
}

async fn query(
    client: &Client,
    read_request: &ReadRequest,
    PageRequest { start, evaluate }: PageRequest,
    select: Option<Select>,
    scope: RequestScope,
) -> Result<Counted, Error> {
    let observation = Observation::of(client, "Query", &read_request.table, read_request.index);
    let (names, values) = read_request.substitutions.clone();
    let request = client
        .sdk()
        .query()
        .table_name(&*read_request.table)
        .set_index_name(read_request.index.map(str::to_owned))
        .set_key_condition_expression(read_request.key_condition.clone())
        .set_filter_expression(read_request.filter.clone())
        .set_projection_expression(read_request.projection.clone())
        .set_select(select)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_scan_index_forward((!read_request.ascending).then_some(false))
        .set_consistent_read(read_request.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_limit(evaluate.map(limit))
        .set_return_consumed_capacity(observation.wanted());
    let sent = scope.send(observation.span(), request.send()).await;
    let response = sent.response.map_err(|error| {
        from_sdk(error, "Query", &read_request.table).of_index(read_request.index)
    })?;
    observation.consumed(response.consumed_capacity());
    Ok(Counted {
        items: u64::try_from(response.count).unwrap_or_default(),
        end: end(response.last_evaluated_key),
    })
}

async fn scan(
    client: &Client,
    read_request: &ReadRequest,
    PageRequest { start, evaluate }: PageRequest,
    select: Option<Select>,
    scope: RequestScope,
) -> Result<Counted, Error> {
    let observation = Observation::of(client, "Scan", &read_request.table, None);
    let (names, values) = read_request.substitutions.clone();
    let request = client
        .sdk()
        .scan()
        .table_name(&*read_request.table)
        .set_filter_expression(read_request.filter.clone())
        .set_projection_expression(read_request.projection.clone())
        .set_select(select)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_consistent_read(read_request.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_segment(
            read_request
                .segment
                .map(|segment| i32::from(segment.number())),
        )
        .set_total_segments(
            read_request
                .segment
                .map(|segment| i32::from(segment.total())),
        )
        .set_limit(evaluate.map(limit))
        .set_return_consumed_capacity(observation.wanted());
    let sent = scope.send(observation.span(), request.send()).await;
    let response = sent.response.map_err(|error| {
        from_sdk(error, "Scan", &read_request.table).of_index(read_request.index)
    })?;
    observation.consumed(response.consumed_capacity());
    Ok(Counted {
        items: u64::try_from(response.count).unwrap_or_default(),
        end: end(response.last_evaluated_key),
    })
}

/// Returns the position to continue from, if there is one. The last page has no key; some
/// compatible engines send an empty one instead.
fn end(last_evaluated_key: Option<Attributes>) -> Option<Position> {
    let key = last_evaluated_key.filter(|key| !key.is_empty());
    key.map(Position::new)
}

fn limit(items: usize) -> i32 {
    i32::try_from(items).unwrap_or(i32::MAX)
}
