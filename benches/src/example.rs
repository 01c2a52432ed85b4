//! Orders, and answers of DynamoDB that hold them.

use dynamite::codec::{EncodeError, WireWriter};
use dynamite::model::Model;
use dynamite::types::{Decimal, Timestamp, Ulid};

use crate::models::{Address, NewOrder, Order, OrderDraft};

/// The customer of all orders.
pub const CUSTOMER: &str = "customer-000042";

/// A stored order, the same one for a number.
pub fn order(number: u32) -> Order {
    let time = Timestamp::constant(1_700_000_000 + i64::from(number), 123_000_000);
    Order {
        customer: CUSTOMER.into(),
        id: Ulid::from_parts(
            1_700_000_000_000 + u64::from(number),
            u128::from(number) << 40,
        ),
        email: format!("customer.{number}@example.com"),
        status: "shipped".into(),
        note: number
            .is_multiple_of(2)
            .then(|| "leave it with the neighbours, please".into()),
        total: Decimal::from(number)
            .checked_add(dynamite::dec!(0.95))
            .unwrap_or_default(),
        quantity: number % 17,
        revision: u64::from(number),
        weight: f64::from(number) / 8.0,
        paid: true,
        gift: number.is_multiple_of(3),
        created_at: time,
        updated_at: time,
        tags: ["fragile", "europe"].map(String::from).into(),
        address: Address {
            street: format!("{number} Long Street"),
            city: "Zürich".into(),
        },
        scores: vec![1, 20, 300],
        signature: number.to_le_bytes().repeat(4),
    }
}

/// The same order before it is created: without id and times.
pub fn draft(number: u32) -> OrderDraft {
    let order = order(number);
    let draft = NewOrder {
        customer: order.customer,
        email: order.email,
        status: order.status,
        total: order.total,
        quantity: order.quantity,
        revision: order.revision,
        weight: order.weight,
        paid: order.paid,
        gift: order.gift,
        address: order.address,
        signature: order.signature,
    };
    let draft = draft.tags(order.tags).scores(order.scores);
    match order.note {
        Some(note) => draft.note(note),
        None => draft,
    }
}

/// The answer to a Query that finds this many orders.
///
/// # Errors
/// None in practice: every example can be stored.
pub fn page(orders: u32) -> Result<String, EncodeError> {
    let mut page = format!(r#"{{"Count":{orders},"Items":["#);
    for number in 0..orders {
        if number > 0 {
            page.push(',');
        }
        page = append(page, number)?;
    }
    page.push_str(r#"],"ScannedCount":"#);
    page.push_str(&orders.to_string());
    page.push('}');
    Ok(page)
}

/// The answer of an operation that returns one order in this member.
///
/// # Errors
/// None in practice: the example can be stored.
pub fn answer(member: &str, number: u32) -> Result<String, EncodeError> {
    let mut answer = append(format!(r#"{{"{member}":"#), number)?;
    answer.push('}');
    Ok(answer)
}

fn append(text: String, number: u32) -> Result<String, EncodeError> {
    let mut writer = WireWriter::append_to(text);
    order(number).write(&mut writer)?;
    writer.finish()
}

/// The answer of a `GetItem` that finds the customer.
pub fn customer_answer() -> String {
    format!(r#"{{"Item":{{"id":{{"S":"{CUSTOMER}"}},"name":{{"S":"Ada"}}}}}}"#)
}
