//! Observability of requests: spans and consumed capacity.

use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tracing::Span;

use crate::Client;
use crate::client::{Activity, CapacityMeter};

/// Observes one request.
pub(crate) struct Observation<'a> {
    operation: &'static str,
    table: &'a str,
    span: Span,
    meters: &'a [CapacityMeter],
    activity: &'a Activity,
}

impl<'a> Observation<'a> {
    /// Opens the span of a request, at level `debug`: operation, table, index, and, after the
    /// response, the consumed capacity. Keys and values are never part of it.
    pub(crate) fn of(
        client: &'a Client,
        operation: &'static str,
        table: &'a str,
        index: Option<&str>,
    ) -> Self {
        let span = tracing::debug_span!(
            "dynamodb",
            operation,
            table,
            index = tracing::field::Empty,
            consumed = tracing::field::Empty,
        );
        if let Some(index) = index {
            span.record("index", index);
        }
        Self {
            operation,
            table,
            span,
            meters: client.meters(),
            activity: client.activity(),
        }
    }

    /// Returns the span.
    pub(crate) fn span(&self) -> &Span {
        &self.span
    }

    /// Requests consumed capacity only if it is observed, since it makes responses longer.
    pub(crate) fn wanted(&self) -> Option<ReturnConsumedCapacity> {
        let is_wanted = !self.span.is_disabled() || !self.meters.is_empty();
        is_wanted.then_some(ReturnConsumedCapacity::Total)
    }

    /// Notes the consumed capacity units in the response, by table.
    pub(crate) fn consumed<'c>(&self, consumed: impl IntoIterator<Item = &'c ConsumedCapacity>) {
        let mut sum = None;
        for capacity in consumed {
            let units = capacity.capacity_units().unwrap_or_default();
            let table = capacity.table_name().unwrap_or(self.table);
            for meter in self.meters {
                meter.add(self.operation, table, units);
            }
            sum = Some(sum.unwrap_or_default() + units);
        }
        if let Some::<f64>(units) = sum {
            self.span.record("consumed", units);
        }
        self.responded();
    }

    /// Counts the response.
    pub(crate) fn responded(&self) {
        self.activity.note();
        for meter in self.meters {
            meter.count();
        }
    }
}
