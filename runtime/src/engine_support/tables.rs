//! What is known of tables.

use aws_sdk_dynamodb::types::{
    GlobalSecondaryIndexDescription, LocalSecondaryIndexDescription, ProjectionType,
    TableDescription,
};

use crate::model::TableDescriptor;
use crate::sync::describe;
use crate::{Client, Error};

/// What DynamoDB says of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFacts {
    /// Its full name.
    pub name: String,
    /// What tells it from another table of the same name: its id, or where there are none, the time at
    /// which it was created.
    pub id: Option<String>,
    /// Number of items, as of some time during the last six hours.
    pub items: u64,
    /// Its indexes.
    pub indexes: Vec<IndexFacts>,
    /// `true` if changes of items are sent to a stream.
    pub has_stream: bool,
    /// Regions that it is replicated to, besides this one.
    pub replicas: Vec<String>,
}

/// What DynamoDB says of an index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexFacts {
    /// Its name.
    pub name: String,
    /// The attributes that it holds; `None` if it holds all.
    pub attributes: Option<Vec<String>>,
}

impl IndexFacts {
    /// Returns `true` if a change of an attribute changes the index.
    pub fn holds(&self, attribute: &str) -> bool {
        let attributes = self.attributes.as_ref();
        attributes.is_none_or(|attributes| attributes.iter().any(|it| it == attribute))
    }
}

/// Returns what is known of a table. `None` if there is no table.
///
/// # Errors
/// Those of the request.
pub async fn table_facts(
    client: &Client,
    table: &TableDescriptor,
) -> Result<Option<TableFacts>, Error> {
    let name = client.table_name(table.name);
    let description = describe::table(client, &name).await?;
    Ok(description.map(|description| facts(name, &description)))
}

fn facts(name: String, table: &TableDescription) -> TableFacts {
    let created = table.creation_date_time;
    let created = created.map(|time| time.as_secs_f64().to_string());
    let stream = table.stream_specification.as_ref();
    let replicas = table.replicas().iter();
    let replicas = replicas.filter_map(|replica| replica.region_name.clone());
    let global = table.global_secondary_indexes().iter();
    let local = table.local_secondary_indexes().iter();
    TableFacts {
        name,
        id: table.table_id.clone().or(created),
        items: table
            .item_count
            .and_then(|count| u64::try_from(count).ok())
            .unwrap_or_default(),
        indexes: global
            .map(global_index)
            .chain(local.map(local_index))
            .collect(),
        has_stream: stream.is_some_and(|stream| stream.stream_enabled),
        replicas: replicas.collect(),
    }
}

fn global_index(index: &GlobalSecondaryIndexDescription) -> IndexFacts {
    index_facts(
        index.index_name.as_deref(),
        index.projection.as_ref(),
        index.key_schema(),
    )
}

fn local_index(index: &LocalSecondaryIndexDescription) -> IndexFacts {
    index_facts(
        index.index_name.as_deref(),
        index.projection.as_ref(),
        index.key_schema(),
    )
}

fn index_facts(
    name: Option<&str>,
    projection: Option<&aws_sdk_dynamodb::types::Projection>,
    key: &[aws_sdk_dynamodb::types::KeySchemaElement],
) -> IndexFacts {
    let kind = projection.and_then(|it| it.projection_type.as_ref());
    let included = projection.map_or(&[][..], |it| it.non_key_attributes());
    let key = key.iter().map(|element| element.attribute_name.clone());
    let all = key.chain(included.iter().cloned()).collect();
    IndexFacts {
        name: name.unwrap_or_default().to_owned(),
        attributes: (kind != Some(&ProjectionType::All)).then_some(all),
    }
}
