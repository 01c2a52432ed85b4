//! Requests, with the conditions and return values that Dynamite's operations have.

use std::error::Error;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{
    Put, ReturnValue, ReturnValuesOnConditionCheckFailure, TransactWriteItem,
};
use dynamite::types::{Decimal, Timestamp, Ulid};

use super::{Item, decode, encode};
use crate::models::{Customer, Order};

const TABLE: &str = "orders";

type Fallible<T> = Result<T, Box<dyn Error>>;

/// All items of a customer, page after page.
///
/// # Errors
/// Those of the SDK.
pub async fn query(client: &Client, customer: &str) -> Fallible<Vec<Item>> {
    pages(
        &client
            .query()
            .table_name(TABLE)
            .key_condition_expression("customer = :customer")
            .expression_attribute_values(":customer", encode::string(customer)),
    )
    .await
}

/// All orders with a status, through the index, page after page.
///
/// # Errors
/// Those of the SDK, and what cannot be read.
pub async fn with_status(client: &Client, status: &str) -> Fallible<Vec<Order>> {
    let items = pages(
        &client
            .query()
            .table_name(TABLE)
            .index_name("by_status")
            .key_condition_expression("#status = :status")
            .expression_attribute_names("#status", "status")
            .expression_attribute_values(":status", encode::string(status)),
    )
    .await?;
    let orders = items.into_iter().map(decode::order);
    Ok(orders.collect::<Result<_, _>>()?)
}

/// A customer and all orders of theirs.
///
/// # Errors
/// Those of the SDK, and what cannot be read.
pub async fn with_orders(client: &Client, id: &str) -> Fallible<Option<(Customer, Vec<Order>)>> {
    let key = encode::string(id);
    let get = client.get_item().table_name("customers").key("id", key);
    let Some(item) = get.send().await?.item else {
        return Ok(None);
    };
    let customer = decode::customer(item)?;
    let orders = query(client, &customer.id).await?.into_iter();
    let orders = orders.map(decode::order).collect::<Result<_, _>>()?;
    Ok(Some((customer, orders)))
}

async fn pages(query: &QueryFluentBuilder) -> Fallible<Vec<Item>> {
    let mut items = Vec::new();
    let mut start = None;
    loop {
        let page = query.clone().set_exclusive_start_key(start).send().await?;
        items.extend(page.items.unwrap_or_default());
        start = page.last_evaluated_key;
        if start.is_none() {
            return Ok(items);
        }
    }
}

/// One order by its key.
///
/// # Errors
/// Those of the SDK, and what cannot be read.
pub async fn get(client: &Client, customer: &str, id: Ulid) -> Fallible<Option<Order>> {
    let answer = client
        .get_item()
        .table_name(TABLE)
        .set_key(Some(encode::key(customer, id)))
        .send()
        .await?;
    Ok(answer.item.map(decode::order).transpose()?)
}

/// Stores an order that is not there yet. Its id and times are filled in.
///
/// # Errors
/// Those of the SDK: with the item that is there, if there is one.
pub async fn create(client: &Client, order: Order) -> Fallible<Order> {
    let order = fresh(order);
    client
        .put_item()
        .table_name(TABLE)
        .set_item(Some(encode::item(&order)))
        .condition_expression("attribute_not_exists(customer)")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await?;
    Ok(order)
}

/// Stores orders that are not there yet, all or none. Their ids and times are filled in.
///
/// # Errors
/// Those of the SDK: with a reason for each order.
pub async fn create_all(client: &Client, orders: impl Iterator<Item = Order>) -> Fallible<()> {
    let mut writes = Vec::new();
    for order in orders {
        let put = Put::builder()
            .table_name(TABLE)
            .set_item(Some(encode::item(&fresh(order))))
            .condition_expression("attribute_not_exists(customer)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()?;
        writes.push(TransactWriteItem::builder().put(put).build());
    }
    let transaction = client.transact_write_items();
    transaction.set_transact_items(Some(writes)).send().await?;
    Ok(())
}

/// The order with a new id, created now.
fn fresh(mut order: Order) -> Order {
    let now = Timestamp::now();
    order.id = Ulid::from_datetime(now.into());
    order.created_at = now;
    order.updated_at = now;
    order
}

/// Changes two attributes and the time of the change, if the order is there and has a status.
///
/// # Errors
/// Those of the SDK: with the item that is there, if the condition does not hold.
pub async fn update(
    client: &Client,
    (customer, id): (&str, Ulid),
    (status, total): (&str, Decimal),
    expected_status: &str,
) -> Fallible<Order> {
    let answer = client
        .update_item()
        .table_name(TABLE)
        .set_key(Some(encode::key(customer, id)))
        .update_expression("SET #status = :status, #total = :total, updated_at = :now")
        .condition_expression("attribute_exists(customer) AND #status = :expected")
        .expression_attribute_names("#status", "status")
        .expression_attribute_names("#total", "total")
        .expression_attribute_values(":status", encode::string(status))
        .expression_attribute_values(":total", encode::number(&total))
        .expression_attribute_values(":now", encode::time(Timestamp::now()))
        .expression_attribute_values(":expected", encode::string(expected_status))
        .return_values(ReturnValue::AllNew)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await?;
    let item = answer.attributes.ok_or("no item in the answer")?;
    Ok(decode::order(item)?)
}
