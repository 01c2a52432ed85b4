//! `TransactWriteItems`.

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};

use super::flight::{Flight, Landed};
use super::write::Refused;
use super::{Attributes, trace};
use crate::Client;
use crate::error::{Outcome, from_build, from_sdk};
use crate::expr::Substitutions;
use crate::item::StoredItem;

const OPERATION: &str = "TransactWriteItems";

/// One update in a transaction of its own.
pub(crate) struct TransactedUpdate {
    pub(crate) key: Attributes,
    pub(crate) update: Option<String>,
    pub(crate) condition: Option<String>,
    pub(crate) substitutions: Substitutions,
    /// By which DynamoDB knows a repetition, for ten minutes.
    pub(crate) token: String,
}

/// Applies one update exactly once.
pub(crate) async fn transact_update(
    client: &Client,
    table: &str,
    request: TransactedUpdate,
) -> Result<(), Refused> {
    let span = trace::span(OPERATION, table, None);
    let (names, values) = request.substitutions;
    let update = Update::builder()
        .table_name(table)
        .set_key(Some(request.key))
        .set_update_expression(request.update)
        .set_condition_expression(request.condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build()
        .map_err(|error| Refused::Failed(from_build(error)))?;
    let request = client
        .sdk()
        .transact_write_items()
        .transact_items(TransactWriteItem::builder().update(update).build())
        .client_request_token(request.token)
        .set_return_consumed_capacity(trace::capacity(&span));
    let Landed {
        answer,
        lost_answer,
    } = Flight::default().send(&span, request.send()).await;
    let answer = answer.map_err(|error| refused(error, lost_answer, table))?;
    trace::record(&span, answer.consumed_capacity().first());
    Ok(())
}

fn refused(
    error: SdkError<TransactWriteItemsError, HttpResponse>,
    lost_answer: bool,
    table: &str,
) -> Refused {
    let failed = error.as_service_error().and_then(failed_condition);
    if let Some(reason) = failed {
        return Refused::Condition {
            item: reason.item.clone().map(StoredItem::new),
            // An earlier attempt that was applied would have been known by its token.
            after_lost_answer: false,
            request_id: error.request_id().map(str::to_owned),
        };
    }
    let error = from_sdk(error, OPERATION, table);
    Refused::Failed(if lost_answer {
        error.with_outcome(Outcome::Unknown)
    } else {
        error
    })
}

fn failed_condition(error: &TransactWriteItemsError) -> Option<&CancellationReason> {
    let TransactWriteItemsError::TransactionCanceledException(canceled) = error else {
        return None;
    };
    let mut reasons = canceled.cancellation_reasons().iter();
    reasons.find(|reason| reason.code() == Some("ConditionalCheckFailed"))
}
