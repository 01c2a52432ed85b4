//! A span for each request.

use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use tracing::Span;

/// The span of one request, at level `debug`: operation, table, index, and, when the answer has
/// come, what it consumed. Keys and values are never part of it.
pub(super) fn span(operation: &'static str, table: &str, index: Option<&str>) -> Span {
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
    span
}

/// Asks for consumed capacity only if somebody listens: it makes answers longer.
pub(super) fn capacity(span: &Span) -> Option<ReturnConsumedCapacity> {
    (!span.is_disabled()).then_some(ReturnConsumedCapacity::Total)
}

/// Notes the capacity units that all tables of a request consumed.
pub(super) fn record_all(span: &Span, consumed: &[ConsumedCapacity]) {
    let units: f64 = (consumed.iter())
        .filter_map(ConsumedCapacity::capacity_units)
        .sum();
    if !consumed.is_empty() {
        span.record("consumed", units);
    }
}

/// Notes the consumed capacity units.
pub(super) fn record(span: &Span, consumed: Option<&ConsumedCapacity>) {
    if let Some(units) = consumed.and_then(ConsumedCapacity::capacity_units) {
        span.record("consumed", units);
    }
}
