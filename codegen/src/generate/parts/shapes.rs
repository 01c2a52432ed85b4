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
    let plain = fields.iter().filter(|field| !field.flatten);
    let mut shapes = nested(schema, plain)?;
    for field in fields {
        shapes.extend(of_flattened(schema, field)?);
    }
    let nested = (!shapes.is_empty()).then(|| Tokens::comma_separated(shapes));
    Ok(nested.map(|nested| Context::new().with("attributes", nested)))
}

/// The shape of a nested type, or of a variant of a union.
pub(crate) fn of_fields(
    schema: &Schema,
    fields: &[Field],
    keeps_unknown: bool,
) -> Result<Tokens, GenerateError> {
    let names = fields.iter().map(|field| field.attribute.as_str());
    Ok(of_struct(names, nested(schema, fields)?, keeps_unknown))
}

/// The shape of a map with these attributes, of which some have others inside.
fn of_struct<'n>(
    names: impl Iterator<Item = &'n str>,
    nested: Vec<Tokens>,
    keeps_unknown: bool,
) -> Tokens {
    let names = Tokens::comma_separated(names.map(Tokens::string));
    let mut shape = tokens!("rt::StructShape::new(&[{}])", names);
    if !nested.is_empty() {
        shape = tokens!("{}.nested(&[{}])", shape, Tokens::comma_separated(nested));
    }
    if keeps_unknown {
        shape = tokens!("{}.keeping_unknown()", shape);
    }
    shape
}

/// The attributes that have others inside, with their shapes.
fn nested<'f>(
    schema: &Schema,
    fields: impl IntoIterator<Item = &'f Field>,
) -> Result<Vec<Tokens>, GenerateError> {
    let fields = fields.into_iter().map(|field| of_field(schema, field));
    fields.filter_map(Result::transpose).collect()
}

/// The attribute of a field with its shape; none if its values have no attributes inside.
fn of_field(schema: &Schema, field: &Field) -> Result<Option<Tokens>, GenerateError> {
    // The output of a custom codec is not known.
    if field.codec.is_some() {
        return Ok(None);
    }
    let attribute = Tokens::string(&field.attribute);
    let shape = of_type(schema, &field.ty)?;
    Ok(shape.map(|shape| tokens!("({}, {})", attribute, shape)))
}

/// The attributes of a flattened union that have others inside. An attribute whose values have
/// another shape in another variant is written as a whole.
fn of_flattened(schema: &Schema, field: &Field) -> Result<Vec<Tokens>, GenerateError> {
    let Some(union) = field.flattened_union(&schema.types) else {
        return Ok(Vec::new());
    };
    let keeps_unknown =
        matches!(&field.ty, Type::Named(id) if schema.named_type(*id).keeps_unknown());
    if let Some(content) = union.content {
        let fields: Vec<_> = union.fields_in(content).collect();
        let shape = of_all_variants(schema, &fields, keeps_unknown)?;
        let name = Tokens::string(content);
        return Ok(vec![tokens!("({}, rt::Shape::Struct(&{}))", name, shape)]);
    }
    let fields = union.beside_tag().into_iter();
    let shapes = fields.map(|name| shared(schema, union.fields_in(name)));
    shapes.filter_map(Result::transpose).collect()
}

/// The shape of the content of a union whose variant is not known.
fn of_all_variants(
    schema: &Schema,
    fields: &[&Field],
    keeps_unknown: bool,
) -> Result<Tokens, GenerateError> {
    let mut names: Vec<&str> = fields
        .iter()
        .map(|field| field.attribute.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let shapes = names.iter().map(|name| {
        let alike = fields.iter().filter(|field| field.attribute == *name);
        shared(schema, alike.copied())
    });
    let shapes = shapes.filter_map(Result::transpose);
    let shapes = shapes.collect::<Result<Vec<_>, _>>()?;
    Ok(of_struct(names.into_iter(), shapes, keeps_unknown))
}

/// The shape that the fields of one attribute have in common.
fn shared<'f>(
    schema: &Schema,
    fields: impl Iterator<Item = &'f Field>,
) -> Result<Option<Tokens>, GenerateError> {
    let shapes = fields.map(|field| of_field(schema, field));
    let shapes = shapes.collect::<Result<Vec<_>, _>>()?;
    let first = shapes.first().cloned().flatten();
    Ok(first.filter(|first| shapes.iter().all(|it| it.as_ref() == Some(first))))
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
