//! `TransactWriteItems` and `TransactGetItems`.

use std::sync::Arc;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BuildError, SdkError};
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, ConditionCheck, Delete, Get, Put, ReturnValuesOnConditionCheckFailure,
    TransactGetItem, TransactWriteItem, Update,
};

use super::idle::notice_closed_connections;
use super::item_write::{ItemAction, ItemWrite};
use super::observation::Observation;
use crate::error::{CancellationCause, from_build, from_sdk};
use crate::expr::Substitutions;
use crate::item::Attributes;
use crate::transport::lift::Lift;
use crate::transport::request_scope::{Attempts, RequestScope, ScopedResponse};
use crate::transport::sinks::Responses;
use crate::transport::{EncodedItem, RawItem};
use crate::{Client, Error};

const WRITE: &str = "TransactWriteItems";
const READ: &str = "TransactGetItems";

/// A canceled transaction.
pub(crate) enum Canceled {
    /// Some of its writes were rejected.
    Reasons {
        /// One reason for each write, in order.
        reasons: Vec<CancellationReason>,
        /// The error, for its other details.
        error: Error,
    },
    /// Any other error.
    Failed(Error),
}

/// Applies all writes or none. DynamoDB recognizes a retry by its token, for ten minutes.
pub(crate) async fn transact_write(
    client: &Client,
    writes: Vec<ItemWrite>,
    token: String,
) -> Result<(), Canceled> {
    notice_closed_connections(client).await;
    let tables = tables(writes.iter().map(|write| &write.table));
    let observation = Observation::of(client, WRITE, &tables, None);
    let mut items = Vec::new();
    let writes = writes
        .into_iter()
        .map(|write| write_item(write, &mut items));
    let writes: Vec<_> = writes
        .collect::<Result<_, _>>()
        .map_err(|error| Canceled::Failed(from_build(error)))?;
    let request = client
        .sdk()
        .transact_write_items()
        .set_transact_items(Some(writes))
        .client_request_token(token)
        .set_return_consumed_capacity(observation.wanted());
    let scope = RequestScope::default().loading(items);
    let ScopedResponse { response, attempts } =
        scope.send(observation.span(), request.send()).await;
    let response = response.map_err(|error| canceled(error, &attempts, &tables))?;
    observation.consumed(response.consumed_capacity());
    Ok(())
}

fn canceled(
    error: SdkError<TransactWriteItemsError, HttpResponse>,
    attempts: &Attempts,
    tables: &str,
) -> Canceled {
    let reasons = error.as_service_error().and_then(reasons);
    let error = from_sdk(error, WRITE, tables);
    match reasons {
        Some(reasons) => {
            // The SDK's error contains the items, whose values may be sensitive.
            let error = error.without_source();
            // DynamoDB recognizes an applied earlier attempt by its token, so a failed condition
            // proves that it was not applied. A rejection because of the load proves nothing, and
            // an attempt that ran out of time may still arrive.
            let is_lost = attempts.lost_response && is_of_moment(&reasons);
            let error = error.unless_lost(attempts.timed_out || is_lost);
            Canceled::Reasons { reasons, error }
        }
        None => Canceled::Failed(attempts.add_outcome(error)),
    }
}

fn reasons(error: &TransactWriteItemsError) -> Option<Vec<CancellationReason>> {
    match error {
        TransactWriteItemsError::TransactionCanceledException(canceled) => {
            Some(canceled.cancellation_reasons().to_vec())
        }
        _ => None,
    }
}

/// Returns `true` if some write was rejected for a transient reason.
fn is_of_moment(reasons: &[CancellationReason]) -> bool {
    let mut codes = reasons.iter().filter_map(|reason| reason.code.as_deref());
    codes.any(|code| CancellationCause::of_moment(code).is_some())
}

/// Sets the common parts of all kinds of write on a builder.
macro_rules! common {
    ($builder:expr, $table:expr, $conditional:expr) => {{
        let (names, values) = $conditional.substitutions;
        $builder
            .table_name(&*$table)
            .set_condition_expression($conditional.condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
    }};
}

/// Converts a write for the SDK. An encoded item is added to `items`.
fn write_item(
    write: ItemWrite,
    encoded: &mut Vec<EncodedItem>,
) -> Result<TransactWriteItem, BuildError> {
    let ItemWrite {
        table,
        action,
        conditional,
    } = write;
    let builder = TransactWriteItem::builder();
    let builder = match action {
        ItemAction::Put { item } => {
            let (item, text) = item.split();
            encoded.extend(text);
            let put = Put::builder().set_item(Some(item));
            builder.put(common!(put, table, conditional)?)
        }
        // DynamoDB accepts an update without changes as a single request, but not in a transaction.
        ItemAction::Update { key, update: None } | ItemAction::Check { key } => {
            let check = ConditionCheck::builder().set_key(Some(key));
            builder.condition_check(common!(check, table, conditional)?)
        }
        ItemAction::Update { key, update } => {
            let update = Update::builder()
                .set_key(Some(key))
                .set_update_expression(update);
            builder.update(common!(update, table, conditional)?)
        }
        ItemAction::Delete { key } => {
            let delete = Delete::builder().set_key(Some(key));
            builder.delete(common!(delete, table, conditional)?)
        }
    };
    Ok(builder.build())
}

/// One read of a transaction.
#[derive(Debug)]
pub(crate) struct TransactedRead {
    pub(crate) table: Arc<str>,
    pub(crate) key: Attributes,
    pub(crate) projection: Option<(String, Substitutions)>,
}

/// Reads up to 100 items in one consistent snapshot, in the order of the keys.
pub(crate) async fn transact_get(
    client: &Client,
    reads: Vec<TransactedRead>,
) -> Result<Vec<Option<RawItem>>, Error> {
    let tables = tables(reads.iter().map(|read| &read.table));
    let observation = Observation::of(client, READ, &tables, None);
    let reads = reads.into_iter().map(read_item);
    let reads: Vec<_> = reads.collect::<Result<_, _>>().map_err(from_build)?;
    let request = client
        .sdk()
        .transact_get_items()
        .set_transact_items(Some(reads))
        .set_return_consumed_capacity(observation.wanted());
    let lift = Lift::into(Responses::default());
    let scope = RequestScope::default().lifting(&lift);
    let sent = scope.send(observation.span(), request.send()).await;
    let response = sent.response.map_err(|error| unread(error, &tables))?;
    observation.consumed(response.consumed_capacity());
    Ok(lift.take().into_items())
}

/// Makes the error of a failed read. Transient reasons are distinguished.
fn unread(error: SdkError<TransactGetItemsError, HttpResponse>, tables: &str) -> Error {
    let reasons = match error.as_service_error() {
        Some(TransactGetItemsError::TransactionCanceledException(canceled)) => {
            canceled.cancellation_reasons()
        }
        _ => &[],
    };
    let mut codes = reasons.iter().filter_map(|reason| reason.code.as_deref());
    let kind = codes.find_map(CancellationCause::of_moment);
    let kind = kind.and_then(CancellationCause::into_kind_of_moment);
    let error = from_sdk(error, READ, tables);
    match kind {
        Some(kind) => error.with_kind(kind),
        None => error,
    }
}

fn read_item(read: TransactedRead) -> Result<TransactGetItem, BuildError> {
    let (projection, names) = match read.projection {
        Some((projection, (names, _))) => (Some(projection), names),
        None => (None, None),
    };
    let get = Get::builder()
        .table_name(&*read.table)
        .set_key(Some(read.key))
        .set_projection_expression(projection)
        .set_expression_attribute_names(names)
        .build()?;
    Ok(TransactGetItem::builder().get(get).build())
}

/// Returns the tables of a transaction, without duplicates.
fn tables<'t>(tables: impl Iterator<Item = &'t Arc<str>>) -> String {
    let mut names: Vec<&str> = tables.map(|table| &**table).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}
