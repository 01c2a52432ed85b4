//! What the migration does to one item.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure,
};

use super::progress::Progress;
use super::{Item, TABLE, text};
use crate::Fallible;

const UPDATE: &str = "SET full_name = #name, quantity = :quantity";

const CONDITION: &str = "attribute_exists(id) AND attribute_exists(#name) \
    AND (attribute_not_exists(full_name) OR full_name <> #name) \
    AND attribute_not_exists(quantity) AND #count = :count";

/// Tries of an item while others change it.
const TRIES: usize = 20;

/// What is written to an item.
struct Due {
    count: AttributeValue,
    quantity: AttributeValue,
}

/// Returns what is to be done; `None` if nothing is.
fn due(item: &Item) -> Fallible<Option<Due>> {
    if item.contains_key("quantity") {
        return Ok(None);
    }
    let count = text(item, "count").ok_or("no count")?;
    let quantity: u64 = count.parse()?;
    Ok(Some(Due {
        count: AttributeValue::S(count.clone()),
        quantity: AttributeValue::N(quantity.to_string()),
    }))
}

/// Makes sure that an item can be changed and restored.
pub(super) fn check(item: &Item) -> Fallible<()> {
    if ["full_name", "quantity"]
        .iter()
        .any(|name| item.contains_key(*name))
    {
        return Err("something is there already".into());
    }
    due(item).map(drop)
}

/// Changes an item, and returns `true` if it did.
pub(super) async fn settle(client: &Client, progress: &Progress, mut item: Item) -> Fallible<bool> {
    for _ in 0..TRIES {
        let Some(due) = due(&item)? else {
            return Ok(false);
        };
        let key = item.get("id").ok_or("no id")?.clone();
        let update = client.update_item().table_name(TABLE).key("id", key);
        let sent = update
            .update_expression(UPDATE)
            .condition_expression(CONDITION)
            .expression_attribute_names("#name", "name")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":quantity", due.quantity)
            .expression_attribute_values(":count", due.count)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await;
        match sent {
            Ok(answer) => {
                progress.consumed(answer.consumed_capacity);
                return Ok(true);
            }
            Err(error) => match error.into_service_error() {
                UpdateItemError::ConditionalCheckFailedException(failed) => match failed.item {
                    Some(now) => item = now,
                    None => return Ok(false),
                },
                error => return Err(error.into()),
            },
        }
    }
    Err("others kept changing it".into())
}
