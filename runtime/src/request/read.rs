//! Query and Scan.

use super::flight::Flight;
use super::lift::Lift;
use super::plan::ReadPlan;
use super::shape::Shape;
use super::sinks::{Many, Quota};
use super::watch::Watch;
use crate::codec::DecodeError;
use crate::cursor::Position;
use crate::error::from_sdk;
use crate::{Client, Error};

/// What one request brought.
pub(crate) struct Fetched<R> {
    pub(crate) items: Vec<R>,
    pub(crate) bad: Vec<DecodeError>,
    /// Where to go on; `None` at the end.
    pub(crate) end: Option<Position>,
}

/// Sends one request: looks at `evaluate` items at most, returns as many of them as the quota says.
pub(crate) async fn read<L: Shape>(
    client: &Client,
    plan: &ReadPlan,
    shape: &L,
    start: Option<Position>,
    evaluate: Option<usize>,
    quota: Quota,
) -> Result<Fetched<L::Row>, Error> {
    let lift = Lift::into(Many::up_to(quota, shape.clone()));
    let limit = evaluate.map(|items| i32::try_from(items).unwrap_or(i32::MAX));
    let last = match plan.key_condition {
        Some(_) => query(client, plan, start, limit, &lift).await?,
        None => scan(client, plan, start, limit, &lift).await?,
    };
    let lifted = lift.take();
    let end = match lifted.cut {
        Some(item) => Some(plan.position_of(item)),
        None => last,
    };
    Ok(Fetched {
        items: lifted.items,
        bad: lifted.bad,
        end,
    })
}

async fn query<L: Shape>(
    client: &Client,
    plan: &ReadPlan,
    start: Option<Position>,
    limit: Option<i32>,
    lift: &Lift<Many<L>>,
) -> Result<Option<Position>, Error> {
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
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_scan_index_forward((!plan.ascending).then_some(false))
        .set_consistent_read(plan.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_limit(limit)
        .set_return_consumed_capacity(watch.wanted());
    let landed = Flight::default()
        .lifting(lift)
        .send(watch.span(), request.send())
        .await;
    let answer = landed
        .answer
        .map_err(|error| from_sdk(error, "Query", &plan.table))?;
    watch.consumed(answer.consumed_capacity());
    Ok(answer.last_evaluated_key.map(Position::new))
}

async fn scan<L: Shape>(
    client: &Client,
    plan: &ReadPlan,
    start: Option<Position>,
    limit: Option<i32>,
    lift: &Lift<Many<L>>,
) -> Result<Option<Position>, Error> {
    let watch = Watch::on(client, "Scan", &plan.table, None);
    let (names, values) = plan.substitutions.clone();
    let request = client
        .sdk()
        .scan()
        .table_name(&*plan.table)
        .set_filter_expression(plan.filter.clone())
        .set_projection_expression(plan.projection.clone())
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_consistent_read(plan.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_segment(plan.segment.map(|segment| i32::from(segment.number)))
        .set_total_segments(plan.segment.map(|segment| i32::from(segment.total)))
        .set_limit(limit)
        .set_return_consumed_capacity(watch.wanted());
    let landed = Flight::default()
        .lifting(lift)
        .send(watch.span(), request.send())
        .await;
    let answer = landed
        .answer
        .map_err(|error| from_sdk(error, "Scan", &plan.table))?;
    watch.consumed(answer.consumed_capacity());
    Ok(answer.last_evaluated_key.map(Position::new))
}
