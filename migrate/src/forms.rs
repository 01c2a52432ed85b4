//! Stored forms of models whose schema is read at run time.

use dynamite::engine_support::{FieldForm, Form, Forms, StructForm, TypeForm, name};
use dynamite_schema::ir::{Field, NamedType, NamedTypeKind, Schema, Type};

use crate::literals;

/// A field whose constant for an absent attribute cannot be stored, and the reason.
pub(crate) type BadAbsent = (String, String);

/// Returns the forms of the types of a schema.
pub(crate) fn of_types(schema: &Schema) -> Result<Forms, BadAbsent> {
    let types = schema.types.iter().map(|ty| of_type(ty, schema));
    Ok(Forms(types.collect::<Result<_, _>>()?))
}

fn of_type(ty: &NamedType, schema: &Schema) -> Result<TypeForm, BadAbsent> {
    let fields = |fields| of_fields(fields, ty.keeps_unknown(), schema);
    Ok(match &ty.kind {
        NamedTypeKind::Struct(of) => TypeForm::Struct(fields(of)?),
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
        } => {
            let variants = variants.iter().map(|variant| {
                let fields = fields(&variant.fields)?;
                Ok::<_, BadAbsent>((variant.stored.clone(), fields))
            });
            TypeForm::Union {
                name: name(&ty.name),
                tag: tag.clone(),
                content: content.clone(),
                variants: variants.collect::<Result<_, _>>()?,
            }
        }
    })
}

/// Returns the form of a model or a type with these fields.
pub(crate) fn of_fields(
    fields: &[Field],
    keeps_unknown: bool,
    schema: &Schema,
) -> Result<StructForm, BadAbsent> {
    let fields = fields.iter().map(|field| of_field(field, schema));
    Ok(StructForm {
        fields: fields.collect::<Result<_, _>>()?,
        keeps_unknown,
    })
}

/// Returns the form of a field.
pub(crate) fn of_field(field: &Field, schema: &Schema) -> Result<FieldForm, BadAbsent> {
    let absent = field.absent.as_ref();
    let absent = absent.map(|constant| literals::stored(constant, &field.ty, schema));
    let absent = absent.transpose();
    Ok(FieldForm {
        attribute: field.attribute.clone(),
        form: match &field.codec {
            Some(_) => Form::Opaque,
            None => form(&field.ty),
        },
        optional: field.optional,
        absent: absent.map_err(|reason| (field.name.clone(), reason))?,
        keep_null: field.keep_null,
        flatten: field.flatten,
        sensitive: field.sensitive,
    })
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
