//! Descriptions of existing tables.

use aws_sdk_dynamodb::types::{TableDescription, TimeToLiveStatus};

use crate::request::control_plane;
use crate::{Client, Error, ErrorKind};

/// Returns the description of a table, or `None` if it does not exist.
pub(crate) async fn table(client: &Client, name: &str) -> Result<Option<TableDescription>, Error> {
    let request = client.sdk().describe_table().table_name(name);
    match control_plane(client, "DescribeTable", name, request.send()).await {
        Ok(response) => Ok(response.table),
        Err(error) if matches!(error.kind(), ErrorKind::TableNotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The state of TTL, compared with the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ttl {
    Off,
    AsDeclared,
}

pub(super) async fn ttl(client: &Client, name: &str, attribute: &str) -> Result<Ttl, Error> {
    let request = client.sdk().describe_time_to_live().table_name(name);
    let response = control_plane(client, "DescribeTimeToLive", name, request.send()).await?;
    let Some(description) = response.time_to_live_description else {
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
