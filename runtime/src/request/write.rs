//! `PutItem`, `UpdateItem` and `DeleteItem`.

use std::collections::HashMap;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};

use super::idle::notice_closed_connections;
use super::item_write::{ItemAction, ItemWrite};
use super::observation::Observation;
use crate::error::from_sdk;
use crate::item::StoredItem;
use crate::transport::lift::Lift;
use crate::transport::request_scope::{Attempts, RequestScope, ScopedResponse};
use crate::transport::sinks::ReturnedItem;
use crate::transport::{InvalidWrite, RawItem};
use crate::{Client, Error};

/// The part of the item that the response to a write contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    Nothing,
    Old,
    New,
}

/// A write that DynamoDB rejected, or that failed.
pub(crate) enum Refused {
    /// The condition does not hold.
    Condition {
        /// The current item; `None` if there is none.
        item: Option<StoredItem>,
        /// `true` if an earlier attempt may have been applied, so that this one found its effect.
        after_lost_response: bool,
        /// The request id.
        request_id: Option<String>,
    },
    /// The write does not fit the stored item.
    Invalid(InvalidWrite, Error),
    /// Any other error.
    Failed(Error),
}

/// A write that took place.
pub(crate) struct Written {
    /// The item in the response, if it was requested and exists.
    pub(crate) item: Option<RawItem>,
    /// `true` if an earlier attempt may have been applied, so that the old item may be its result.
    pub(crate) after_lost_response: bool,
}

/// Sends one of the three requests, which have different types in the SDK.
macro_rules! send {
    ($request:expr, $on:expr, $conditional:expr, $returned:expr, $scope:expr) => {{
        let (client, operation, table): (&Client, _, &str) = $on;
        let observation = Observation::of(client, operation, table, None);
        let (names, values) = $conditional.substitutions;
        let request = $request
            .table_name(table)
            .set_condition_expression($conditional.condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_return_values(return_value($returned))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .set_return_consumed_capacity(observation.wanted());
        let (scope, lift) = lifting($scope, $returned);
        let ScopedResponse { response, attempts } =
            scope.send(observation.span(), request.send()).await;
        let response = response.map_err(|error| refused(error, &attempts, operation, table))?;
        observation.consumed(response.consumed_capacity());
        Ok(Written {
            item: lift.and_then(|lift| lift.take().into_item()),
            after_lost_response: attempts.lost_response,
        })
    }};
}

/// Sends a single write of an item. `is_repeatable` allows a retry after a lost response.
pub(crate) async fn write(
    client: &Client,
    write: ItemWrite,
    returned: Returned,
    is_repeatable: bool,
) -> Result<Written, Refused> {
    let ItemWrite {
        table,
        action,
        conditional,
    } = write;
    notice_closed_connections(client).await;
    let on = (client, action.operation(), &*table);
    let scope = RequestScope::default();
    let scope = if is_repeatable {
        scope
    } else {
        scope.only_once()
    };
    let sdk = client.sdk();
    match action {
        ItemAction::Put { item } => {
            let (item, encoded) = item.split();
            let put = sdk.put_item().set_item(Some(item));
            send!(put, on, conditional, returned, scope.loading(encoded))
        }
        ItemAction::Update { key, update } => {
            let request = sdk.update_item().set_key(Some(key));
            let request = request.set_update_expression(update);
            send!(request, on, conditional, returned, scope)
        }
        ItemAction::Delete { key } => {
            let delete = sdk.delete_item().set_key(Some(key));
            send!(delete, on, conditional, returned, scope)
        }
        ItemAction::Check { .. } => Err(Refused::Failed(Error::configuration(
            "a condition check writes nothing, so it can only be part of a transaction",
        ))),
    }
}

fn return_value(returned: Returned) -> Option<ReturnValue> {
    match returned {
        Returned::Nothing => None,
        Returned::Old => Some(ReturnValue::AllOld),
        Returned::New => Some(ReturnValue::AllNew),
    }
}

/// Makes the request scope take the returned item from the response, if one was requested. Returns
/// the scope and the handle of the item.
fn lifting(scope: RequestScope, returned: Returned) -> (RequestScope, Option<Lift<ReturnedItem>>) {
    if returned == Returned::Nothing {
        return (scope, None);
    }
    let lift = Lift::into(ReturnedItem::default());
    (scope.lifting(&lift), Some(lift))
}

fn refused<E>(
    error: SdkError<E, HttpResponse>,
    attempts: &Attempts,
    operation: &'static str,
    table: &str,
) -> Refused
where
    E: ConditionCheck + ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    SdkError<E, HttpResponse>: RequestId,
{
    let request_id = error.request_id().map(str::to_owned);
    match error {
        SdkError::ServiceError(failure) if failure.err().is_failed_condition() => {
            Refused::Condition {
                item: failure.into_err().into_old_item().map(StoredItem::new),
                after_lost_response: attempts.lost_response,
                request_id,
            }
        }
        error => {
            let invalid = invalid_write(&error);
            let error = attempts.add_outcome(from_sdk(error, operation, table));
            match invalid {
                Some(invalid) => Refused::Invalid(invalid, error),
                None => Refused::Failed(error),
            }
        }
    }
}

/// Returns how a rejected write does not fit the stored item, if that is the cause.
fn invalid_write<E: ProvideErrorMetadata>(
    error: &SdkError<E, HttpResponse>,
) -> Option<InvalidWrite> {
    let message = error.message().unwrap_or_default();
    let is_invalid = error.code() == Some("ValidationException");
    is_invalid.then(|| InvalidWrite::of(message)).flatten()
}

/// Errors of writes that may contain the old item.
trait ConditionCheck {
    fn is_failed_condition(&self) -> bool;
    fn into_old_item(self) -> Option<HashMap<String, AttributeValue>>;
}

macro_rules! condition_check {
    ($($error:ident),*) => {$(
        impl ConditionCheck for $error {
            fn is_failed_condition(&self) -> bool {
                self.is_conditional_check_failed_exception()
            }

            fn into_old_item(self) -> Option<HashMap<String, AttributeValue>> {
                match self {
                    Self::ConditionalCheckFailedException(failed) => failed.item,
                    _ => None,
                }
            }
        }
    )*};
}

condition_check!(PutItemError, UpdateItemError, DeleteItemError);
