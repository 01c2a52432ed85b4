//! Shapes: constants that list the attributes inside values, one for each nested type and union.
//! Everything that holds such a type refers to its constant.

use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Field, NamedType, NamedTypeKind, Schema, Type, UnionVariant};

/// The shapes of the variants of a union, with their tags.
pub(crate) fn of_variants(
    schema: &Schema,
    ty: &NamedType,
    content: Option<&str>,
    variants: &[UnionVariant],
) -> Result<Tokens, GenerateError> {
    let variants = variants.iter().map(|variant| {
        let tag = Tokens::string(&variant.stored);
        let fields = of_fields(schema, &variant.fields, ty.keeps_unknown())?;
        let inside = match content {
            Some(content) if !variant.fields.is_empty() => of_content(content, &fields),
            Some(_) => tokens!("rt::StructShape::new(&[])"),
            None => fields,
        };
        Ok(tokens!("({}, {})", tag, inside))
    });
    let variants = variants.collect::<Result<Vec<_>, _>>()?;
    Ok(Tokens::comma_separated(variants))
}

/// The shape of a variant whose fields are in an attribute beside the tag.
fn of_content(name: &str, fields: &Tokens) -> Tokens {
    let name = Tokens::string(name);
    tokens!(
        "rt::StructShape::new(&[{}]).nested(&[({}, rt::Shape::Struct(&{}))])",
        name,
        name,
        fields
    )
}

/// The constant of a model; none if its values have no attributes inside.
pub(super) fn of_model(
    schema: &Schema,
    fields: &[Field],
) -> Result<Option<Context>, GenerateError> {
    let nested = nested(schema, fields)?;
    Ok(nested.map(|nested| Context::new().with("attributes", nested)))
}

/// The shape of a nested type, or of a variant of a union.
pub(crate) fn of_fields(
    schema: &Schema,
    fields: &[Field],
    keeps_unknown: bool,
) -> Result<Tokens, GenerateError> {
    let attributes = fields.iter().map(|field| Tokens::string(&field.attribute));
    let mut shape = tokens!(
        "rt::StructShape::new(&[{}])",
        Tokens::comma_separated(attributes)
    );
    if let Some(nested) = nested(schema, fields)? {
        shape = tokens!("{}.nested(&[{}])", shape, nested);
    }
    if keeps_unknown {
        shape = tokens!("{}.keeping_unknown()", shape);
    }
    Ok(shape)
}

/// The attributes that have others inside, with their shapes.
fn nested(schema: &Schema, fields: &[Field]) -> Result<Option<Tokens>, GenerateError> {
    // The output of a custom codec is not known.
    let fields = fields.iter().filter(|field| field.codec.is_none());
    let shapes = fields.filter_map(|field| {
        let shape = of_type(schema, &field.ty).transpose()?;
        let attribute = Tokens::string(&field.attribute);
        Some(shape.map(|shape| tokens!("({}, {})", attribute, shape)))
    });
    let shapes = shapes.collect::<Result<Vec<_>, _>>()?;
    Ok((!shapes.is_empty()).then(|| Tokens::comma_separated(shapes)))
}

/// The shape of values of a type; none if they have no attributes inside.
fn of_type(schema: &Schema, ty: &Type) -> Result<Option<Tokens>, GenerateError> {
    Ok(match ty {
        Type::List(element) => {
            of_type(schema, element)?.map(|shape| tokens!("rt::Shape::List(&{})", shape))
        }
        Type::Map(entry) => {
            of_type(schema, entry)?.map(|shape| tokens!("rt::Shape::Map(&{})", shape))
        }
        Type::Named(id) => of_named(schema.named_type(*id))?,
        Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => None,
    })
}

fn of_named(ty: &NamedType) -> Result<Option<Tokens>, GenerateError> {
    let module = Tokens::ident(&ty.module)?;
    Ok(match ty.kind {
        NamedTypeKind::Struct(_) => Some(tokens!("rt::Shape::Struct(&super::{}::SHAPE)", module)),
        NamedTypeKind::Union { .. } => Some(tokens!("rt::Shape::Union(&super::{}::SHAPE)", module)),
        NamedTypeKind::Enum { .. } | NamedTypeKind::Untagged(_) => None,
    })
}
