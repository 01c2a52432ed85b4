//! Requests that create tables and indexes.

use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::operation::update_time_to_live::builders::UpdateTimeToLiveFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex,
    GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType, LocalSecondaryIndex,
    Projection as SdkProjection, ProjectionType, ProvisionedThroughput, TableDescription,
    TimeToLiveSpecification,
};

use super::compare::scalar_type;
use super::describe::{self, Ttl};
use super::wait::{self, Deadline};
use crate::error::from_build;
use crate::model::{
    IndexDescriptor, IndexKind, KeyAttributeDescriptor, Projection, TableDescriptor,
};
use crate::request::control_plane;
use crate::{Client, Error, ErrorKind};

/// Creates a table. Returns `false` if another process was faster.
pub(super) async fn table(
    client: &Client,
    name: &str,
    table: &TableDescriptor,
    deadline: Deadline,
) -> Result<bool, Error> {
    let request = table_request(client, name, table)?;
    let sent = wait::for_room(deadline, async || {
        control_plane(client, "CreateTable", name, request.clone().send()).await
    });
    match sent.await {
        Ok(_) => Ok(true),
        Err(error) if is_in_use(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn table_request(
    client: &Client,
    name: &str,
    table: &TableDescriptor,
) -> Result<CreateTableFluentBuilder, Error> {
    let mut request = client
        .sdk()
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_key_schema(Some(key_schema(&[table.partition], table.sort.as_slice())?))
        .set_attribute_definitions(Some(definitions(table, table.all_indexes())?));
    for index in table.all_indexes() {
        let keys = Some(key_schema(index.partition, index.sort)?);
        let projection = projection(index.projection);
        request = match index.kind {
            IndexKind::Global => request.global_secondary_indexes(
                GlobalSecondaryIndex::builder()
                    .index_name(index.name)
                    .set_key_schema(keys)
                    .projection(projection)
                    .build()
                    .map_err(from_build)?,
            ),
            IndexKind::Local => request.local_secondary_indexes(
                LocalSecondaryIndex::builder()
                    .index_name(index.name)
                    .set_key_schema(keys)
                    .projection(projection)
                    .build()
                    .map_err(from_build)?,
            ),
        };
    }
    Ok(request)
}

/// Returns the capacity of a new index, which is that of the table if it has provisioned capacity:
/// DynamoDB then requires one. Returns `None` for on-demand tables.
fn capacity(table: &TableDescription) -> Option<ProvisionedThroughput> {
    let capacity = table.provisioned_throughput()?;
    let (read, write) = (
        capacity.read_capacity_units()?,
        capacity.write_capacity_units()?,
    );
    let builder = ProvisionedThroughput::builder().read_capacity_units(read);
    let builder = builder.write_capacity_units(write);
    builder.build().ok().filter(|_| read > 0 && write > 0)
}

/// Adds a global index, waiting while DynamoDB is busy with another change of the table. Returns
/// `false` if another process was faster.
pub(super) async fn index(
    client: &Client,
    current: &TableDescription,
    name: &str,
    table: &TableDescriptor,
    index: &IndexDescriptor,
    deadline: Deadline,
) -> Result<bool, Error> {
    let request = index_request(client, current, name, table, index)?;
    let mut pauses = deadline.pauses();
    loop {
        let sent = wait::for_room(deadline, async || {
            control_plane(client, "UpdateTable", name, request.clone().send()).await
        });
        let Err(error) = sent.await else {
            return Ok(true);
        };
        // An existing index is rejected as invalid, one that is being created as in use.
        let current = wait::until_active(client, name, deadline).await?;
        let mut indexes = current.global_secondary_indexes().iter();
        if indexes.any(|it| it.index_name() == Some(index.name)) {
            return Ok(false);
        }
        if !is_in_use(&error) {
            return Err(error);
        }
        if !pauses.next().await {
            let index = index.name;
            return Err(wait::too_late(format!("index {index} of table {name}")));
        }
    }
}

/// Makes the request that adds a global index.
pub(super) fn index_request(
    client: &Client,
    current: &TableDescription,
    name: &str,
    table: &TableDescriptor,
    index: &IndexDescriptor,
) -> Result<UpdateTableFluentBuilder, Error> {
    let action = CreateGlobalSecondaryIndexAction::builder()
        .index_name(index.name)
        .set_key_schema(Some(key_schema(index.partition, index.sort)?))
        .projection(projection(index.projection))
        .set_provisioned_throughput(capacity(current))
        .build()
        .map_err(from_build)?;
    Ok(client
        .sdk()
        .update_table()
        .table_name(name)
        .set_attribute_definitions(Some(definitions(table, [index])?))
        .global_secondary_index_updates(
            GlobalSecondaryIndexUpdate::builder().create(action).build(),
        ))
}

/// Enables TTL. Returns `false` if another process was faster.
pub(super) async fn ttl(
    client: &Client,
    name: &str,
    attribute: &str,
    deadline: Deadline,
) -> Result<bool, Error> {
    let request = ttl_request(client, name, attribute, true)?;
    let sent = wait::for_room(deadline, async || {
        control_plane(client, "UpdateTimeToLive", name, request.clone().send()).await
    });
    match sent.await {
        Ok(_) => Ok(true),
        Err(error) => match describe::ttl(client, name, attribute).await? {
            Ttl::AsDeclared => Ok(false),
            Ttl::Off => Err(error),
        },
    }
}

/// Makes the request that turns TTL on or off.
pub(super) fn ttl_request(
    client: &Client,
    name: &str,
    attribute: &str,
    is_enabled: bool,
) -> Result<UpdateTimeToLiveFluentBuilder, Error> {
    let specification = TimeToLiveSpecification::builder()
        .enabled(is_enabled)
        .attribute_name(attribute)
        .build()
        .map_err(from_build)?;
    let request = client.sdk().update_time_to_live().table_name(name);
    Ok(request.time_to_live_specification(specification))
}

/// Returns `true` if the table exists already or is being changed.
pub(super) fn is_in_use(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Service { code, .. } if code == "ResourceInUseException")
}

fn key_schema(
    partition: &[KeyAttributeDescriptor],
    sort: &[KeyAttributeDescriptor],
) -> Result<Vec<KeySchemaElement>, Error> {
    let partition = partition.iter().map(|key| (key, KeyType::Hash));
    let sort = sort.iter().map(|key| (key, KeyType::Range));
    partition
        .chain(sort)
        .map(|(key, key_type)| {
            KeySchemaElement::builder()
                .attribute_name(key.name)
                .key_type(key_type)
                .build()
                .map_err(from_build)
        })
        .collect()
}

/// Returns definitions of exactly the attributes that the table's key and these indexes use:
/// DynamoDB rejects any other.
fn definitions<'a>(
    table: &TableDescriptor,
    indexes: impl IntoIterator<Item = &'a IndexDescriptor>,
) -> Result<Vec<AttributeDefinition>, Error> {
    let mut keys: Vec<KeyAttributeDescriptor> = vec![table.partition];
    keys.extend(table.sort);
    for index in indexes {
        keys.extend(index.partition.iter().chain(index.sort));
    }
    keys.sort_unstable_by_key(|key| key.name);
    keys.dedup_by_key(|key| key.name);
    keys.into_iter()
        .map(|key| {
            AttributeDefinition::builder()
                .attribute_name(key.name)
                .attribute_type(scalar_type(key.kind))
                .build()
                .map_err(from_build)
        })
        .collect()
}

fn projection(projection: Projection) -> SdkProjection {
    let builder = SdkProjection::builder();
    match projection {
        Projection::All => builder.projection_type(ProjectionType::All),
        Projection::KeysOnly => builder.projection_type(ProjectionType::KeysOnly),
        Projection::Include(names) => builder
            .projection_type(ProjectionType::Include)
            .set_non_key_attributes(Some(names.iter().map(|&name| name.to_owned()).collect())),
    }
    .build()
}
