//! Descriptions of existing tables.

use aws_sdk_dynamodb::types::{TableDescription, TimeToLiveStatus};

use crate::error::from_sdk;
use crate::{Client, Error, ErrorKind};

/// Returns the description of a table, or `None` if it does not exist.
pub(super) async fn table(client: &Client, name: &str) -> Result<Option<TableDescription>, Error> {
    match client.sdk().describe_table().table_name(name).send().await {
        Ok(answer) => Ok(answer.table),
        Err(error) => match from_sdk(error, "DescribeTable", name) {
            error if matches!(error.kind(), ErrorKind::TableNotFound) => Ok(None),
            error => Err(error),
        },
    }
}

/// The state of TTL, compared with the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ttl {
    Off,
    AsDeclared,
}

pub(super) async fn ttl(client: &Client, name: &str, attribute: &str) -> Result<Ttl, Error> {
    let answer = client
        .sdk()
        .describe_time_to_live()
        .table_name(name)
        .send()
        .await
        .map_err(|error| from_sdk(error, "DescribeTimeToLive", name))?;
    let Some(description) = answer.time_to_live_description else {
        return Ok(Ttl::Off);
    };
    let on = matches!(
        description.time_to_live_status,
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
    );
    match description.attribute_name.as_deref() {
        Some(current) if on && current == attribute => Ok(Ttl::AsDeclared),
        Some(current) if on => Err(Error::new(ErrorKind::Schema {
            table: name.to_owned(),
            differences: vec![format!(
                "TTL is on for attribute `{current}`, the schema says `{attribute}`: turn it off \
                 first, DynamoDB takes up to an hour for that"
            )],
        })),
        _ => Ok(Ttl::Off),
    }
}
