//! The check whether a table has items.

use aws_sdk_dynamodb::types::Select;
use tracing::Instrument;

use crate::error::from_sdk;
use crate::request::Observation;
use crate::{Client, Error};

/// The known contents of a table. DynamoDB is asked once, and only if needed.
pub(super) struct Contents<'a> {
    client: &'a Client,
    name: &'a str,
    has_items: Option<bool>,
}

impl<'a> Contents<'a> {
    /// Makes the state of a table, which this `sync` has created or which existed before.
    pub(super) fn of(client: &'a Client, name: &'a str, is_new: bool) -> Self {
        Self {
            client,
            name,
            has_items: is_new.then_some(false),
        }
    }

    /// Returns `true` if the table has items now: the count in its description may be six hours
    /// old. A table that may not be scanned is assumed to have items.
    pub(super) async fn has_items(&mut self) -> Result<bool, Error> {
        if let Some(has_items) = self.has_items {
            return Ok(has_items);
        }
        let observation = Observation::of(self.client, "Scan", self.name, None);
        let scan = self.client.sdk().scan().table_name(self.name).limit(1);
        let scan = scan
            .select(Select::Count)
            .consistent_read(true)
            .set_return_consumed_capacity(observation.wanted());
        let sent = scan.send().instrument(observation.span().clone());
        let has_items = match sent.await {
            Ok(page) => {
                observation.consumed(page.consumed_capacity());
                page.count() > 0 || page.last_evaluated_key().is_some_and(|key| !key.is_empty())
            }
            Err(error) => match from_sdk(error, "Scan", self.name) {
                error if error.lacks_permission() => true,
                error => return Err(error),
            },
        };
        Ok(*self.has_items.insert(has_items))
    }
}
