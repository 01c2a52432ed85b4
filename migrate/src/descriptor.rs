//! Descriptors of models whose schema is read at run time.

use std::collections::BTreeMap;

use dynamite::engine_support::{
    IndexDescriptor, KeyAttributeDescriptor, KeyKind, ModelDescriptor, Projection, TableDescriptor,
    name,
};
use dynamite_schema::ir::{self, Auto, KeyAttribute, Model, ModelId, Schema, TableIndex};

/// Makes the descriptor of a model: its key, its attributes, and its version. It lives as long as the
/// program, so it is made once for a migration.
///
/// It has none of its indexes, unique constraints and nested types: conditions and changes of steps are made from
/// paths, guards of unique values keep their names, and changes of indexes have descriptors of their own.
pub(crate) fn of_model(schema: &Schema, id: ModelId) -> &'static ModelDescriptor {
    let model = schema.model(id);
    let table = of_table(schema, id, None);
    let attributes = model
        .fields
        .iter()
        .flat_map(|field| field.attributes(&schema.types))
        .map(name);
    let attributes: Vec<_> = attributes.collect();
    let sensitive = model.fields.iter().filter(|field| field.sensitive);
    let sensitive: Vec<_> = sensitive.map(|field| name(&field.attribute)).collect();
    let made = ModelDescriptor::new(name(&model.name), table, attributes.leak());
    let made = made.sensitive(sensitive.leak());
    Box::leak(Box::new(with_version(made, model)))
}

/// Makes the descriptor of the table of a model, with one index or none.
pub(crate) fn of_table(
    schema: &Schema,
    id: ModelId,
    index: Option<&'static IndexDescriptor>,
) -> &'static TableDescriptor {
    let table = schema.table(schema.model(id).table);
    Box::leak(Box::new(TableDescriptor {
        name: name(&table.name),
        partition: key_attribute(&table.key.partition),
        sort: table.key.sort.as_ref().map(key_attribute),
        indexes: index.map_or(&[], std::slice::from_ref),
        second_indexes: &[],
        ttl: table.ttl.as_deref().map(name),
    }))
}

/// Makes the descriptor of an index.
pub(crate) fn of_index(index: &TableIndex) -> &'static IndexDescriptor {
    let key = |attributes: &[KeyAttribute]| -> &'static [KeyAttributeDescriptor] {
        let attributes: Vec<_> = attributes.iter().map(key_attribute).collect();
        attributes.leak()
    };
    let projection = match &index.projection {
        ir::Projection::All => Projection::All,
        ir::Projection::KeysOnly => Projection::KeysOnly,
        ir::Projection::Include(attributes) => {
            let attributes: Vec<_> = attributes.iter().map(|it| name(it)).collect();
            Projection::Include(&*attributes.leak())
        }
    };
    Box::leak(Box::new(IndexDescriptor {
        name: name(&index.name),
        kind: index.kind,
        partition: key(&index.partition),
        sort: key(&index.sort),
        projection,
    }))
}

/// Returns the tables of a schema, each once.
pub(crate) fn tables(schema: &Schema) -> BTreeMap<&'static str, &'static TableDescriptor> {
    let models = (0..schema.models.len()).map(ModelId);
    let tables = models.map(|id| of_table(schema, id, None));
    tables.map(|table| (table.name, table)).collect()
}

fn with_version(made: ModelDescriptor, model: &Model) -> ModelDescriptor {
    match model.kept(Auto::Version) {
        Some(id) => {
            let field = model.field(id);
            made.version(name(&field.attribute))
                .version_starts_at_zero(field.absent.is_some())
        }
        None => made,
    }
}

fn key_attribute(attribute: &KeyAttribute) -> KeyAttributeDescriptor {
    let name = name(&attribute.name);
    match attribute.kind {
        KeyKind::String => KeyAttributeDescriptor::string(name),
        KeyKind::Number => KeyAttributeDescriptor::number(name),
        KeyKind::Binary => KeyAttributeDescriptor::binary(name),
    }
}
