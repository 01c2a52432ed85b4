//! Comparison of existing tables with the schema.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, KeySchemaElement, KeyType, Projection as SdkProjection, ProjectionType,
    ScalarAttributeType, TableDescription,
};

use crate::model::{
    IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, Projection, TableDescriptor,
};
use crate::{Error, ErrorKind};

/// A table, compared with its declaration.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    /// The global indexes that it lacks.
    pub(super) missing: Vec<&'a IndexDescriptor>,
    /// Those that it lacks and that nothing queries.
    pub(super) missing_second: Vec<&'a IndexDescriptor>,
    /// What cannot be changed, one sentence for each difference.
    pub(super) differences: Vec<String>,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(current: &TableDescription, declared: &'a TableDescriptor) -> Self {
        let definitions = current.attribute_definitions();
        let mut differences = Vec::new();
        let actual = key_text(current.key_schema(), definitions);
        let wanted = declared_key_text(&[declared.partition], declared.sort.as_slice());
        if actual != wanted {
            differences.push(format!(
                "its key is {actual}, the schema says {wanted}: keys cannot be changed, a new \
                 table is needed"
            ));
        }
        let mut missing = |indexes: &'a [IndexDescriptor]| {
            let indexes = indexes.iter();
            let missing = indexes.filter(|index| match find_index(current, index) {
                Some((keys, projection)) => {
                    compare_index(index, keys, projection, definitions, &mut differences);
                    false
                }
                None if index.kind == IndexKind::Local => {
                    differences.push(format!(
                        "local index {} is missing: local indexes can only be made with their table",
                        index.name
                    ));
                    false
                }
                None => true,
            });
            missing.collect()
        };
        Self {
            missing: missing(declared.indexes),
            missing_second: missing(declared.second_indexes),
            differences,
        }
    }

    /// Returns the indexes to add to the table with this name.
    ///
    /// # Errors
    /// All differences that cannot be changed.
    pub(super) fn into_missing(self, table: &str) -> Result<Vec<&'a IndexDescriptor>, Error> {
        if self.differences.is_empty() {
            let missing = self.missing.into_iter().chain(self.missing_second);
            return Ok(missing.collect());
        }
        Err(Error::new(ErrorKind::Schema {
            table: table.to_owned(),
            differences: self.differences,
        }))
    }
}

fn find_index<'t>(
    current: &'t TableDescription,
    index: &IndexDescriptor,
) -> Option<(&'t [KeySchemaElement], Option<&'t SdkProjection>)> {
    let global = current
        .global_secondary_indexes()
        .iter()
        .find(|it| index.kind == IndexKind::Global && it.index_name() == Some(index.name))
        .map(|it| (it.key_schema(), it.projection()));
    let local = || {
        current
            .local_secondary_indexes()
            .iter()
            .find(|it| index.kind == IndexKind::Local && it.index_name() == Some(index.name))
            .map(|it| (it.key_schema(), it.projection()))
    };
    global.or_else(local)
}

fn compare_index(
    index: &IndexDescriptor,
    keys: &[KeySchemaElement],
    projection: Option<&SdkProjection>,
    definitions: &[AttributeDefinition],
    differences: &mut Vec<String>,
) {
    let name = index.name;
    let actual = key_text(keys, definitions);
    let wanted = declared_key_text(index.partition, index.sort);
    if actual != wanted {
        differences.push(format!(
            "the key of index {name} is {actual}, the schema says {wanted}: declare an index with \
             another name, and drop this one when nothing uses it"
        ));
    }
    let actual = projection_text(projection);
    let wanted = declared_projection_text(index.projection);
    if actual != wanted {
        differences.push(format!(
            "index {name} projects {actual}, the schema says {wanted}: projections cannot be \
             changed, declare the one that it has, or an index with another name"
        ));
    }
}

/// Formats a key as `id (S), created_at (N)`, with `|` after the partition key attributes.
fn key_text(keys: &[KeySchemaElement], definitions: &[AttributeDefinition]) -> String {
    let side = |key_type: KeyType| {
        keys.iter()
            .filter(|key| key.key_type == key_type)
            .map(|key| {
                format!(
                    "`{}` ({})",
                    key.attribute_name,
                    kind(&key.attribute_name, definitions)
                )
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    join_sides(side(KeyType::Hash), &side(KeyType::Range))
}

fn declared_key_text(
    partition: &[KeyAttributeDescriptor],
    sort: &[KeyAttributeDescriptor],
) -> String {
    let side = |keys: &[KeyAttributeDescriptor]| {
        keys.iter()
            .map(|key| format!("`{}` ({})", key.name, scalar_type(key.kind)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    join_sides(side(partition), &side(sort))
}

fn join_sides(partition: String, sort: &str) -> String {
    if sort.is_empty() {
        partition
    } else {
        format!("{partition} with sort key {sort}")
    }
}

fn kind(name: &str, definitions: &[AttributeDefinition]) -> String {
    definitions
        .iter()
        .find(|definition| definition.attribute_name == name)
        .map_or_else(
            || "?".to_owned(),
            |it| it.attribute_type.as_str().to_owned(),
        )
}

fn projection_text(projection: Option<&SdkProjection>) -> String {
    let Some(projection) = projection else {
        return "everything".to_owned();
    };
    match projection.projection_type() {
        Some(ProjectionType::KeysOnly) => "keys only".to_owned(),
        Some(ProjectionType::Include) => {
            include_text(projection.non_key_attributes().iter().map(String::as_str))
        }
        _ => "everything".to_owned(),
    }
}

fn declared_projection_text(projection: Projection) -> String {
    match projection {
        Projection::All => "everything".to_owned(),
        Projection::KeysOnly => "keys only".to_owned(),
        Projection::Include(names) => include_text(names.iter().copied()),
    }
}

fn include_text<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    names.sort_unstable();
    names.join(", ")
}

/// Converts a key kind for the SDK.
pub(super) fn scalar_type(kind: KeyKind) -> ScalarAttributeType {
    match kind {
        KeyKind::String => ScalarAttributeType::S,
        KeyKind::Number => ScalarAttributeType::N,
        KeyKind::Binary => ScalarAttributeType::B,
    }
}
