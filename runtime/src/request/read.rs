//! Query and Scan.

use std::sync::Arc;

use super::Attributes;
use super::flight::Flight;
use super::lift::Lift;
use super::sinks::{Lifted, Many};
use super::trace;
use crate::codec::DecodeError;
use crate::cursor::{Fingerprint, Position};
use crate::error::from_sdk;
use crate::expr::{Condition, ExpressionKind, Expressions, KeyCondition, Substitutions};
use crate::model::ModelDescriptor;
use crate::{Client, Error};

/// A query or scan, apart from where it starts.
#[derive(Clone, Debug)]
pub(crate) struct ReadPlan {
    table: Arc<str>,
    index: Option<&'static str>,
    /// `None` for a scan.
    key_condition: Option<String>,
    pub(crate) filter: Option<String>,
    substitutions: Substitutions,
    ascending: bool,
    consistent: bool,
    segment: Option<Segment>,
    /// The attributes a position is made of: those of the table's key and of the index.
    position: Vec<&'static str>,
    /// What a cursor of this reading is bound to.
    pub(crate) fingerprint: Fingerprint,
}

/// One of the parts of a parallel scan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) number: u16,
    pub(crate) total: u16,
}

/// What one request brought.
pub(crate) struct Fetched<R> {
    pub(crate) items: Vec<R>,
    pub(crate) bad: Vec<DecodeError>,
    /// Where to go on; `None` at the end.
    pub(crate) end: Option<Position>,
}

impl ReadPlan {
    pub(crate) fn query<M>(
        table: &Arc<str>,
        model: &ModelDescriptor,
        index: Option<&'static str>,
        key: KeyCondition,
        filter: Option<Condition<M>>,
        ascending: bool,
    ) -> Result<Self, Error> {
        let mut expressions = Expressions::new();
        let key_condition = Some(expressions.key_condition(key)?);
        let filter = render_filter(&mut expressions, filter)?;
        Self::new(
            table,
            model,
            index,
            key_condition,
            filter,
            expressions,
            ascending,
            None,
        )
    }

    pub(crate) fn scan<M>(
        table: &Arc<str>,
        model: &ModelDescriptor,
        filter: Option<Condition<M>>,
        segment: Option<Segment>,
    ) -> Result<Self, Error> {
        let mut expressions = Expressions::new();
        let filter = render_filter(&mut expressions, filter)?;
        Self::new(table, model, None, None, filter, expressions, true, segment)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a request, all different"
    )]
    fn new(
        table: &Arc<str>,
        model: &ModelDescriptor,
        index: Option<&'static str>,
        key_condition: Option<String>,
        filter: Option<String>,
        expressions: Expressions,
        ascending: bool,
        segment: Option<Segment>,
    ) -> Result<Self, Error> {
        let position = position_attributes(model, index);
        let conditions = expressions.fingerprint(&[
            key_condition.as_deref().unwrap_or("scan"),
            filter.as_deref().unwrap_or_default(),
        ]);
        let direction = if ascending { "ascending" } else { "descending" };
        let parts = [model.name, table, index.unwrap_or_default(), direction];
        let parts = parts.iter().map(|part| part.as_bytes());
        let keys = position.iter().map(|name| name.as_bytes());
        let fingerprint = Fingerprint::of(parts.chain(keys).chain([&conditions[..]]));
        Ok(Self {
            table: Arc::clone(table),
            index,
            key_condition,
            filter,
            substitutions: expressions.finish()?,
            ascending,
            consistent: false,
            segment,
            position,
            fingerprint,
        })
    }

    pub(crate) fn consistent(mut self, consistent: bool) -> Self {
        self.consistent = consistent;
        self
    }
}

fn render_filter<M>(
    expressions: &mut Expressions,
    filter: Option<Condition<M>>,
) -> Result<Option<String>, Error> {
    let rendered = filter.map(|filter| expressions.condition(ExpressionKind::Filter, filter));
    Ok(rendered.transpose()?)
}

/// Key attributes of the table and of the index, each once.
fn position_attributes(model: &ModelDescriptor, index: Option<&str>) -> Vec<&'static str> {
    let table = model.table;
    let mut names = vec![table.partition.name];
    names.extend(table.sort.map(|sort| sort.name));
    let index = table.indexes.iter().find(|it| index == Some(it.name));
    for key in index
        .into_iter()
        .flat_map(|index| index.partition.iter().chain(index.sort))
    {
        if !names.contains(&key.name) {
            names.push(key.name);
        }
    }
    names
}

/// Sends one request: looks at `evaluate` items at most, returns `wanted` of them at most.
pub(crate) async fn read<R: Lifted>(
    client: &Client,
    plan: &ReadPlan,
    start: Option<Position>,
    evaluate: Option<usize>,
    wanted: Option<usize>,
) -> Result<Fetched<R>, Error> {
    let lift = Lift::into(Many::<R>::up_to(wanted));
    let limit = evaluate.map(|items| i32::try_from(items).unwrap_or(i32::MAX));
    let last = match plan.key_condition {
        Some(_) => query(client, plan, start, limit, &lift).await?,
        None => scan(client, plan, start, limit, &lift).await?,
    };
    let lifted = lift.take();
    let end = match lifted.cut {
        Some(item) => Some(position_of(plan, item.into_attributes())),
        None => last,
    };
    Ok(Fetched {
        items: lifted.items,
        bad: lifted.bad,
        end,
    })
}

/// The position right behind an item.
fn position_of(plan: &ReadPlan, mut item: Attributes) -> Position {
    item.retain(|name, _| plan.position.contains(&name.as_str()));
    Position::new(item)
}

async fn query<R: Lifted>(
    client: &Client,
    plan: &ReadPlan,
    start: Option<Position>,
    limit: Option<i32>,
    lift: &Lift<Many<R>>,
) -> Result<Option<Position>, Error> {
    let span = trace::span("Query", &plan.table, plan.index);
    let (names, values) = plan.substitutions.clone();
    let request = client
        .sdk()
        .query()
        .table_name(&*plan.table)
        .set_index_name(plan.index.map(str::to_owned))
        .set_key_condition_expression(plan.key_condition.clone())
        .set_filter_expression(plan.filter.clone())
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_scan_index_forward((!plan.ascending).then_some(false))
        .set_consistent_read(plan.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_limit(limit)
        .set_return_consumed_capacity(trace::capacity(&span));
    let landed = Flight::default()
        .lifting(lift)
        .send(&span, request.send())
        .await;
    let answer = landed
        .answer
        .map_err(|error| from_sdk(error, "Query", &plan.table))?;
    trace::record(&span, answer.consumed_capacity());
    Ok(answer.last_evaluated_key.map(Position::new))
}

async fn scan<R: Lifted>(
    client: &Client,
    plan: &ReadPlan,
    start: Option<Position>,
    limit: Option<i32>,
    lift: &Lift<Many<R>>,
) -> Result<Option<Position>, Error> {
    let span = trace::span("Scan", &plan.table, None);
    let (names, values) = plan.substitutions.clone();
    let request = client
        .sdk()
        .scan()
        .table_name(&*plan.table)
        .set_filter_expression(plan.filter.clone())
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .set_consistent_read(plan.consistent.then_some(true))
        .set_exclusive_start_key(start.map(Position::into_attributes))
        .set_segment(plan.segment.map(|segment| i32::from(segment.number)))
        .set_total_segments(plan.segment.map(|segment| i32::from(segment.total)))
        .set_limit(limit)
        .set_return_consumed_capacity(trace::capacity(&span));
    let landed = Flight::default()
        .lifting(lift)
        .send(&span, request.send())
        .await;
    let answer = landed
        .answer
        .map_err(|error| from_sdk(error, "Scan", &plan.table))?;
    trace::record(&span, answer.consumed_capacity());
    Ok(answer.last_evaluated_key.map(Position::new))
}
