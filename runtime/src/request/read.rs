//! Query and Scan.

use aws_sdk_dynamodb::types::Select;

use super::read_request::ReadRequest;
use super::watch::Watch;
use crate::codec::DecodeError;
use crate::cursor::Position;
use crate::error::from_sdk;
use crate::item::{Attributes, Shape};
use crate::transport::Quota;
use crate::transport::lift::Lift;
use crate::transport::request_scope::RequestScope;
use crate::transport::sinks::Many;
use crate::{Client, Error};

/// What one request brought.
pub(crate) struct Fetched<R> {
    pub(crate) items: Vec<R>,
    pub(crate) bad: Vec<DecodeError>,
    /// Where to go on; `None` at the end.
    pub(crate) end: Option<Position>,
}

/// What one request counted.
pub(crate) struct Counted {
    pub(crate) items: u64,
    /// Where to go on; `None` at the end.
    pub(crate) end: Option<Position>,
}

/// From where on, and how many items are looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageRequest {
    pub(crate) start: Option<Position>,
    pub(crate) evaluate: Option<usize>,
}

/// Sends one request: looks at so many items at most, returns as many of them as the quota says.
pub(crate) async fn read<L: Shape>(
    client: &Client,
    plan: &ReadRequest,
    shape: &L,
    page_request: PageRequest,
    quota: Quota,
) -> Result<Fetched<L::Row>, Error> {
    let lift = Lift::into(Many::up_to(quota, shape.clone(), &plan.checked));
    let scope = RequestScope::default().lifting(&lift);
    let response = send(client, plan, page_request, None, scope).await?;
    let lifted = lift.take();
    let end = match lifted.cut {
        Some(item) => Some(plan.position_of(item)),
        None => response.end,
    };
    Ok(Fetched {
        items: lifted.items,
        bad: lifted.bad,
        end,
    })
}

/// Sends one request that brings no items, only their number.
pub(crate) async fn count(
    client: &Client,
    plan: &ReadRequest,
    page_request: PageRequest,
) -> Result<Counted, Error> {
    send(
        client,
        plan,
        page_request,
        Some(Select::Count),
        RequestScope::default(),
    )
    .await
}

async fn send(
    client: &Client,
    plan: &ReadRequest,
    page_request: PageRequest,
    select: Option<Select>,
    scope: RequestScope,
) -> Result<Counted, Error> {
    match plan.key_condition {
        Some(_) => query(client, plan, page_request, select, scope).await,
        None => scan(client, plan, page_request, select, scope).await,
    }
}

async fn query(
    client: &Client,
    plan: &ReadRequest,
    PageRequest { start, evaluate }: PageRequest,
    select: Option<Select>,
    scope: RequestScope,
) -> Result<Counted, Error> {
    let watch = Watch::on(client, "Query", &plan.table, plan.index);
    let (names, values) = plan.substitutions.clone();
    let request = client
        .sdk()
        .query()
        .table_name(&*plan.table)
        .set_index_name(plan.index.map(str::to_owned))
        .set_key_condition_expression(plan.key_condition.clone())
        .set_filter_expression(plan.filter.clone())
        .set_projection_expression(plan.projection.clone())
        .set_select(select)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_scan_index_forward((!plan.ascending).then_some(false))
        .set_consistent_read(plan.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_limit(evaluate.map(limit))
        .set_return_consumed_capacity(watch.wanted());
    let sent = scope.send(watch.span(), request.send()).await;
    let response = sent
        .response
        .map_err(|error| from_sdk(error, "Query", &plan.table))?;
    watch.consumed(response.consumed_capacity());
    Ok(Counted {
        items: u64::try_from(response.count).unwrap_or_default(),
        end: end(response.last_evaluated_key),
    })
}

async fn scan(
    client: &Client,
    plan: &ReadRequest,
    PageRequest { start, evaluate }: PageRequest,
    select: Option<Select>,
    scope: RequestScope,
) -> Result<Counted, Error> {
    let watch = Watch::on(client, "Scan", &plan.table, None);
    let (names, values) = plan.substitutions.clone();
    let request = client
        .sdk()
        .scan()
        .table_name(&*plan.table)
        .set_filter_expression(plan.filter.clone())
        .set_projection_expression(plan.projection.clone())
        .set_select(select)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_consistent_read(plan.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_segment(plan.segment.map(|segment| i32::from(segment.number)))
        .set_total_segments(plan.segment.map(|segment| i32::from(segment.total)))
        .set_limit(evaluate.map(limit))
        .set_return_consumed_capacity(watch.wanted());
    let sent = scope.send(watch.span(), request.send()).await;
    let response = sent
        .response
        .map_err(|error| from_sdk(error, "Scan", &plan.table))?;
    watch.consumed(response.consumed_capacity());
    Ok(Counted {
        items: u64::try_from(response.count).unwrap_or_default(),
        end: end(response.last_evaluated_key),
    })
}

/// Where a read goes on, if it does. There is no key after the last page; some compatible engines
/// send an empty one, which means the same.
fn end(last_evaluated_key: Option<Attributes>) -> Option<Position> {
    let key = last_evaluated_key.filter(|key| !key.is_empty());
    key.map(Position::new)
}

fn limit(items: usize) -> i32 {
    i32::try_from(items).unwrap_or(i32::MAX)
}
