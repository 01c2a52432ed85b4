//! Attributes that a schema declares.

use dynamite_schema::ir::{Field, ModelId, NamedTypeKind, Schema, Type};

/// Returns `true` if items of a model may have this attribute by the schema. It is named with all those
/// around it, from the outside. What is inside values without declared fields is taken for declared.
pub(super) fn is_declared(schema: &Schema, model: ModelId, attributes: &[String]) -> bool {
    is_among(&schema.model(model).fields, schema, attributes)
}

fn is_among(fields: &[Field], schema: &Schema, attributes: &[String]) -> bool {
    let Some((first, inside)) = attributes.split_first() else {
        return true;
    };
    let mut fields = fields.iter();
    let found = fields.find(|field| {
        let names = field.attributes(&schema.types);
        names.contains(&first.as_str())
    });
    match found.map(|field| &field.ty) {
        None => false,
        Some(Type::Named(id)) if !inside.is_empty() => match &schema.named_type(*id).kind {
            NamedTypeKind::Struct(fields) => is_among(fields, schema, inside),
            _ => true,
        },
        Some(_) => true,
    }
}
