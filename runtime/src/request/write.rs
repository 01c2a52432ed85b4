//! `PutItem`, `UpdateItem` and `DeleteItem`.

use std::collections::HashMap;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};

use super::flight::{Flight, Landed};
use super::lift::Lift;
use super::load::NewItem;
use super::shape::Shape;
use super::sinks::One;
use super::watch::Watch;
use crate::codec::DecodeError;
use crate::error::{Outcome, from_sdk};
use crate::expr::Substitutions;
use crate::item::StoredItem;
use crate::{Client, Error};

/// What the answer to a write holds of the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    Nothing,
    Old,
    New,
}

/// The expressions of a conditional write.
#[derive(Clone, Default)]
pub(crate) struct Conditional {
    pub(crate) condition: Option<String>,
    pub(crate) substitutions: Substitutions,
}

/// A write that DynamoDB refused, or that failed.
pub(crate) enum Refused {
    /// The condition does not hold.
    Condition {
        /// The item as it is; `None` when there is none.
        item: Option<StoredItem>,
        /// Whether an earlier attempt may have been applied, and this one met its work.
        after_lost_answer: bool,
        /// Id of the request.
        request_id: Option<String>,
    },
    /// The update sets something inside what is not there.
    MissingParent(Error),
    /// Anything else.
    Failed(Error),
}

/// The item of a write's answer, if there is one and it was asked for.
pub(crate) type ReturnedItem<R> = Option<Result<R, DecodeError>>;

/// A write that took place.
pub(crate) struct Written<R> {
    pub(crate) item: ReturnedItem<R>,
    /// Whether an earlier attempt may have been applied: an old item may then be its work.
    pub(crate) after_lost_answer: bool,
}

/// Sends one of the three requests, for each of which the SDK has a type of its own.
macro_rules! send {
    ($request:expr, $shape:ty, $on:expr, $conditional:expr, $returned:expr, $flight:expr) => {{
        let (client, operation, table): (&Client, _, &str) = $on;
        let watch = Watch::on(client, operation, table, None);
        let (names, values) = $conditional.substitutions;
        let request = $request
            .table_name(table)
            .set_condition_expression($conditional.condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .set_return_values(return_value($returned))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .set_return_consumed_capacity(watch.wanted());
        let (flight, lift) = lifting::<$shape>($flight, $returned);
        let Landed {
            answer,
            lost_answer,
        } = flight.send(watch.span(), request.send()).await;
        let answer = answer.map_err(|error| refused(error, lost_answer, operation, table))?;
        watch.consumed(answer.consumed_capacity());
        Ok(written(lift, lost_answer))
    }};
}

/// Puts an item.
pub(crate) async fn put<L: Shape>(
    client: &Client,
    table: &str,
    item: NewItem,
    conditional: Conditional,
    returned: Returned,
) -> Result<Written<L::Row>, Refused> {
    let (item, encoded) = item.split();
    let put = client.sdk().put_item().set_item(Some(item));
    let (on, flight) = ((client, "PutItem", table), Flight::default());
    send!(put, L, on, conditional, returned, flight.loading(encoded))
}

/// Updates an item.
pub(crate) async fn update<L: Shape>(
    client: &Client,
    table: &str,
    key: HashMap<String, AttributeValue>,
    update: Option<String>,
    conditional: Conditional,
    returned: Returned,
    repeatable: bool,
) -> Result<Written<L::Row>, Refused> {
    let request = client.sdk().update_item().set_key(Some(key));
    let request = request.set_update_expression(update);
    let on = (client, "UpdateItem", table);
    let flight = if repeatable {
        Flight::default()
    } else {
        Flight::default().only_once()
    };
    send!(request, L, on, conditional, returned, flight)
}

/// Deletes an item.
pub(crate) async fn delete<L: Shape>(
    client: &Client,
    table: &str,
    key: HashMap<String, AttributeValue>,
    conditional: Conditional,
    returned: Returned,
) -> Result<Written<L::Row>, Refused> {
    let delete = client.sdk().delete_item().set_key(Some(key));
    let on = (client, "DeleteItem", table);
    send!(delete, L, on, conditional, returned, Flight::default())
}

fn return_value(returned: Returned) -> Option<ReturnValue> {
    match returned {
        Returned::Nothing => None,
        Returned::Old => Some(ReturnValue::AllOld),
        Returned::New => Some(ReturnValue::AllNew),
    }
}

/// The flight, which lifts the returned item if one was asked for, and where that is then.
fn lifting<L: Shape>(flight: Flight, returned: Returned) -> (Flight, Option<Lift<One<L>>>) {
    if returned == Returned::Nothing {
        return (flight, None);
    }
    let lift = Lift::into(One::of("Attributes", L::default()));
    (flight.lifting(&lift), Some(lift))
}

fn written<L: Shape>(lift: Option<Lift<One<L>>>, lost_answer: bool) -> Written<L::Row> {
    Written {
        item: lift.and_then(|lift| lift.take().into_item()),
        after_lost_answer: lost_answer,
    }
}

fn refused<E>(
    error: SdkError<E, HttpResponse>,
    lost_answer: bool,
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
                after_lost_answer: lost_answer,
                request_id,
            }
        }
        error if is_missing_parent(&error) => {
            Refused::MissingParent(from_sdk(error, operation, table))
        }
        // The last attempt was refused; an earlier one may have been applied.
        error if lost_answer => {
            Refused::Failed(from_sdk(error, operation, table).with_outcome(Outcome::Unknown))
        }
        error => Refused::Failed(from_sdk(error, operation, table)),
    }
}

fn is_missing_parent<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    error.code() == Some("ValidationException") && error.message().is_some_and(names_missing_parent)
}

/// Whether DynamoDB says that an update sets something inside what is not there. It has no code of
/// its own for this; the sentence has been the same for ten years.
pub(crate) fn names_missing_parent(message: &str) -> bool {
    message.contains("The document path provided in the update expression is invalid")
}

/// The errors of writes that may hold the old item.
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
