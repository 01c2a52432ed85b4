//! Descriptors of models whose schema is read at run time.

use dynamite::engine_support::{
    IndexDescriptor, KeyAttributeDescriptor, KeyKind, ModelDescriptor, TableDescriptor, name,
};
use dynamite_schema::ir::{Auto, KeyAttribute, Model, ModelId, Schema};

/// Makes the descriptor of a model: its key, its attributes, and its version. It lives as long as the
/// program, which makes a few of them.
///
/// It has no indexes, unique constraints and nested types: steps change none of these.
pub(crate) fn of_model(schema: &Schema, id: ModelId) -> &'static ModelDescriptor {
    let model = schema.model(id);
    let table = schema.table(model.table);
    let indexes: &'static [IndexDescriptor] = &[];
    let descriptor = TableDescriptor {
        name: name(&table.name),
        partition: key_attribute(&table.key.partition),
        sort: table.key.sort.as_ref().map(key_attribute),
        indexes,
        ttl: table.ttl.as_deref().map(name),
    };
    let attributes = model
        .fields
        .iter()
        .flat_map(|field| field.attributes(&schema.types))
        .map(name);
    let attributes: Vec<_> = attributes.collect();
    let sensitive = model.fields.iter().filter(|field| field.sensitive);
    let sensitive: Vec<_> = sensitive.map(|field| name(&field.attribute)).collect();
    let table: &'static TableDescriptor = Box::leak(Box::new(descriptor));
    let made = ModelDescriptor::new(name(&model.name), table, attributes.leak());
    let made = made.sensitive(sensitive.leak());
    Box::leak(Box::new(with_version(made, model)))
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
