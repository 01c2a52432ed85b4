//! Forms of the checked schema of the examples.

use std::path::Path;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{FieldForm, Form, Forms, StructForm, TypeForm, name};
use dynamite_schema::ir::{Field, Literal, NamedTypeKind, Schema, Type};

/// The schema of the examples.
pub(crate) fn schema() -> Schema {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    let sources = dynamite_schema::load(&folder).unwrap();
    dynamite_schema::check(sources).unwrap().schema
}

/// The forms of its types.
pub(crate) fn forms(schema: &Schema) -> Forms {
    let types = schema.types.iter().map(|ty| {
        let fields = |fields| of_fields(fields, ty.keeps_unknown());
        match &ty.kind {
            NamedTypeKind::Struct(of) => TypeForm::Struct(fields(of)),
            NamedTypeKind::Enum { values, catch_all } => TypeForm::Enum {
                name: name(&ty.name),
                values: values.iter().map(|value| value.stored.clone()).collect(),
                is_open: catch_all.is_some(),
            },
            NamedTypeKind::Untagged(variants) => {
                TypeForm::Untagged(variants.iter().map(|it| it.scalar).collect())
            }
            NamedTypeKind::Union {
                tag,
                content,
                variants,
            } => TypeForm::Union {
                name: name(&ty.name),
                tag: tag.clone(),
                content: content.clone(),
                variants: (variants.iter())
                    .map(|variant| (variant.stored.clone(), fields(&variant.fields)))
                    .collect(),
            },
        }
    });
    Forms(types.collect())
}

/// The form of a model or a type with these fields.
pub(crate) fn of_fields(fields: &[Field], keeps_unknown: bool) -> StructForm {
    let fields = fields.iter().map(|field| FieldForm {
        attribute: field.attribute.clone(),
        form: match &field.codec {
            Some(_) => Form::Opaque,
            None => form(&field.ty),
        },
        optional: field.optional,
        absent: field.absent.as_ref().map(stored),
        keep_null: field.keep_null,
        flatten: field.flatten,
        sensitive: field.sensitive,
    });
    StructForm {
        fields: fields.collect(),
        keeps_unknown,
    }
}

fn form(ty: &Type) -> Form {
    match ty {
        Type::Scalar(scalar) => Form::Scalar(*scalar),
        Type::List(element) => Form::List(Box::new(form(element))),
        Type::Map(entry) => Form::Map(Box::new(form(entry))),
        Type::Set(member) => Form::Set(*member),
        Type::Named(id) => Form::Type(id.0),
        Type::Rust(_) => Form::Opaque,
    }
}

/// A constant of the schemas of these tests, as it is stored.
fn stored(constant: &Literal) -> AttributeValue {
    match constant {
        Literal::String(text) => AttributeValue::S(text.clone()),
        Literal::Integer(number) => AttributeValue::N(number.to_string()),
        other => unreachable!("{other:?} is the value of no absent attribute there"),
    }
}
