//! Whether a table has items.

use aws_sdk_dynamodb::types::Select;

use crate::error::from_sdk;
use crate::{Client, Error, ErrorKind};

/// Whether there is an item in a table now: its description says how many there were up to six hours
/// ago. One that may not be read is taken for one with items.
pub(super) async fn has_items(client: &Client, name: &str) -> Result<bool, Error> {
    let scan = client.sdk().scan().table_name(name).limit(1);
    let scan = scan.select(Select::Count).consistent_read(true);
    match scan.send().await {
        Ok(page) => Ok(page.count() > 0),
        Err(error) => match from_sdk(error, "Scan", name) {
            error if is_denied(&error) => Ok(true),
            error => Err(error),
        },
    }
}

fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Service { code, .. } if code == "AccessDeniedException")
}
