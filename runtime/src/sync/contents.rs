//! Whether a table has items.

use aws_sdk_dynamodb::types::Select;

use crate::error::from_sdk;
use crate::{Client, Error, ErrorKind};

/// What is known of the contents of a table. DynamoDB is asked once, and only if it matters.
pub(super) struct Contents<'a> {
    client: &'a Client,
    name: &'a str,
    has_items: Option<bool>,
}

impl<'a> Contents<'a> {
    /// Of a table that this `sync` has created, or of one that was there.
    pub(super) fn of(client: &'a Client, name: &'a str, is_new: bool) -> Self {
        Self {
            client,
            name,
            has_items: is_new.then_some(false),
        }
    }

    /// Whether there is an item in the table now: its description says how many there were up to
    /// six hours ago. One that may not be scanned is taken for one with items.
    pub(super) async fn has_items(&mut self) -> Result<bool, Error> {
        if let Some(has_items) = self.has_items {
            return Ok(has_items);
        }
        let scan = self.client.sdk().scan().table_name(self.name).limit(1);
        let scan = scan.select(Select::Count).consistent_read(true);
        let has_items = match scan.send().await {
            Ok(page) => {
                page.count() > 0 || page.last_evaluated_key().is_some_and(|key| !key.is_empty())
            }
            Err(error) => match from_sdk(error, "Scan", self.name) {
                error if is_denied(&error) => true,
                error => return Err(error),
            },
        };
        Ok(*self.has_items.insert(has_items))
    }
}

fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Service { code, .. } if code == "AccessDeniedException")
}
