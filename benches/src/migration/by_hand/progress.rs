//! How far the migration is, in a table of its own.

use std::cell::Cell;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, ConsumedCapacity, ReturnConsumedCapacity};

use super::{Item, text};
use crate::Fallible;
use crate::migration::create_table;

const TABLE: &str = "progress";
const OWNER: &str = "by hand";

pub(super) struct Progress {
    client: Client,
    units: Cell<f64>,
}

impl Progress {
    pub(super) async fn begin(client: &Client) -> Fallible<Self> {
        create_table(client, TABLE, "part").await?;
        let run = Item::from([("part".to_owned(), AttributeValue::S("run".to_owned()))]);
        let put = client.put_item().table_name(TABLE);
        put.set_item(Some(run)).send().await?;
        Ok(Self {
            client: client.clone(),
            units: Cell::new(0.0),
        })
    }

    /// Counts what a request has consumed.
    pub(super) fn consumed(&self, capacity: Option<ConsumedCapacity>) {
        let units = capacity.and_then(|capacity| capacity.capacity_units);
        self.units.set(self.units.get() + units.unwrap_or_default());
    }

    /// Fails if an operator has asked for a pause.
    pub(super) async fn check_pause(&self) -> Fallible<()> {
        let key = AttributeValue::S("run".to_owned());
        let get = self.client.get_item().table_name(TABLE).key("part", key);
        let answer = get
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await?;
        self.consumed(answer.consumed_capacity);
        match answer.item {
            Some(run) if !run.contains_key("pause") => Ok(()),
            _ => Err("the migration is paused".into()),
        }
    }

    /// Makes a segment one that this process works on.
    pub(super) async fn claim(&self, number: u16) -> Fallible<()> {
        let row = [("part", number.to_string()), ("owner", OWNER.to_owned())];
        let row = row.map(|(name, value)| (name.to_owned(), AttributeValue::S(value)));
        let put = self.client.put_item().table_name(TABLE);
        put.set_item(Some(row.into()))
            .condition_expression("attribute_not_exists(part)")
            .send()
            .await?;
        Ok(())
    }

    /// Stores how far a segment is.
    pub(super) async fn store(&self, number: u16, end: Option<&Item>, done: u64) -> Fallible<()> {
        let end = end.and_then(|end| text(end, "id")).cloned();
        let key = AttributeValue::S(number.to_string());
        let update = self.client.update_item().table_name(TABLE).key("part", key);
        let answer = update
            .update_expression("SET place = :place, done = :done")
            .condition_expression("#owner = :owner")
            .expression_attribute_names("#owner", "owner")
            .expression_attribute_values(":owner", AttributeValue::S(OWNER.to_owned()))
            .expression_attribute_values(":place", AttributeValue::S(end.unwrap_or_default()))
            .expression_attribute_values(":done", AttributeValue::N(done.to_string()))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await?;
        self.consumed(answer.consumed_capacity);
        Ok(())
    }
}
