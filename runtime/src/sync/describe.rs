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
    match ttl_attribute(client, name).await? {
        Some(current) if current == attribute => Ok(Ttl::AsDeclared),
        Some(current) => Err(Error::new(ErrorKind::Schema {
            table: name.to_owned(),
            differences: vec![format!(
                "TTL is on for attribute `{current}`, the schema says `{attribute}`: turn it off \
                 first, DynamoDB takes up to an hour for that"
            )],
        })),
        None => Ok(Ttl::Off),
    }
}

/// Returns the attribute for which TTL is on, or being turned on.
pub(super) async fn ttl_attribute(client: &Client, name: &str) -> Result<Option<String>, Error> {
    let request = client.sdk().describe_time_to_live().table_name(name);
    let response = control_plane(client, "DescribeTimeToLive", name, request.send()).await?;
    let description = response.time_to_live_description.filter(|description| {
        matches!(
            description.time_to_live_status,
            Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
        )
    });
    Ok(description.and_then(|description| description.attribute_name))
}
