//! A nested type's file: a struct that is stored as a map, and its handle.

use crate::generate::error::GenerateError;
use crate::generate::parts::rules::{self, Statics};
use crate::generate::parts::serde::{self, Input};
use crate::generate::parts::structs::{self, Struct};
use crate::generate::parts::{absent, codec, shapes};
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, Docs, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::{names, rust_types};
use dynamite_schema::ir::{Field, NamedType, Renaming, Schema, Serde};

const TEMPLATE: Template = template!("nested.rs.jinja");

/// The file of a nested type.
pub(super) fn file(
    schema: &Schema,
    ty: &NamedType,
    fields: &[Field],
    is_secret: bool,
) -> Result<SourceFile, GenerateError> {
    let source = &schema.sources.file(ty.span.file).path;
    let generated = format!("Stored as `M`. Declared in {}.", code(source));
    let shape = shapes::of_fields(schema, fields, ty.keeps_unknown())?;
    let has_seconds = !schema.renamed_fields(fields).is_empty();
    let mut fields = FieldCode::all_nested(schema, fields)?;
    let mut rules = Statics::new(is_secret);
    rules.declare("", &mut fields)?;
    let definition = Struct {
        docs: Docs::with(ty.doc.as_deref(), generated).into_tokens(),
        name: Tokens::ident(&ty.name)?,
        fields: fields.iter().collect(),
        derives: structs::derives(tokens!("PartialEq"), &ty.derives)?,
        keeps_unknown: ty.keeps_unknown(),
    };
    let context =
        context(schema, ty, &fields)?.list("second_blocks", has_seconds.then(Context::new));
    let file = structs::add(SourceFile::module(source), &definition)
        .add(TEMPLATE, context.with("shape", shape))
        .add(rules::TEMPLATE, rules.into_context());
    let file = absent::add(file, &definition.name, &fields);
    Ok(match ty.serde {
        Some(serde) => add_serde(file, ty, serde, &definition),
        None => file,
    })
}

/// Adds the reading and writing of serialized values, which leave out undeclared attributes.
fn add_serde(file: SourceFile, ty: &NamedType, serde: Serde, of: &Struct<'_>) -> SourceFile {
    let values = of.fields.iter();
    let values = values.map(|field| tokens!("{}: {}", field.name, serde::of_nested(field)));
    let rest = ty.keeps_unknown();
    let rest = rest.then(|| tokens!("rest: ::std::collections::BTreeMap::new()"));
    let input = Input {
        name: &of.name,
        serde,
        fields: of.fields.clone(),
        value: tokens!("Self {{ {} }}", Tokens::comma_separated(values.chain(rest))),
    };
    let file = serde::add_output(file, &of.name, serde, &of.fields);
    serde::add_input(file, &input)
}

fn context(
    schema: &Schema,
    ty: &NamedType,
    fields: &[FieldCode<'_>],
) -> Result<Context, GenerateError> {
    let name = Tokens::ident(&ty.name)?;
    let handles = (fields.iter())
        .enumerate()
        .map(|(position, field)| handle(schema, &name, position, field))
        .collect::<Result<Vec<_>, _>>()?;
    let handle_docs = format!("The handle of a [`{name}`] inside an item: one method a field.");
    let normalizations = (fields.iter())
        .filter_map(|field| rules::normalize(field, &tokens!("&mut value.{}", field.name)));
    let checks = (fields.iter())
        .filter_map(|field| rules::check_field(field, &tokens!("&value.{}", field.name)));
    let settles = fields.iter().any(|field| field.settles);
    let all: Vec<_> = fields.iter().collect();
    let context = codec::with_reads(Context::new(), &all, None)
        .with("handle", names::handle_type(&ty.name)?)
        .with("handle_docs", docs::line(handle_docs))
        .with("name", name)
        .list("settle_blocks", settles.then(Context::new))
        .list("settled", settled(ty, fields))
        .list("normalize_blocks", rules::block(normalizations))
        .list("check_blocks", rules::block(checks))
        .list("handle_blocks", (!handles.is_empty()).then(Context::new))
        .list("handles", handles);
    Ok(with_writes(context, ty, fields))
}

/// Adds the writing of fields, and the reading and writing of undeclared attributes.
fn with_writes(context: Context, ty: &NamedType, fields: &[FieldCode<'_>]) -> Context {
    let writes = fields.iter().map(|field| {
        let place = tokens!("&value.{}", field.name);
        Context::new().with("write", codec::write(field, None, &place))
    });
    let declared = declared(fields);
    let write_rest = tokens!(".write_rest({}, &value.rest)", declared);
    let writes = writes.chain(of_rest(ty, "write", write_rest));
    let writes: Vec<_> = writes.collect();
    let source = if writes.is_empty() {
        tokens!("_value")
    } else {
        tokens!("value")
    };
    // Before the fields are read, which moves the reader.
    let read_rest = tokens!("rt::undeclared(reader, {})", declared);
    context
        .with("source", source)
        .list("rest", of_rest(ty, "read", read_rest))
        .list("write_blocks", (!writes.is_empty()).then(Context::new))
        .list("writes", writes)
}

/// The attributes that are not undeclared ones: also those that are not read, of fields that are being
/// renamed.
fn declared(fields: &[FieldCode<'_>]) -> Tokens {
    let renamings = fields.iter().filter_map(|it| it.field.renaming.as_ref());
    let seconds: Vec<_> = renamings.map(Renaming::other).collect();
    if seconds.is_empty() {
        return tokens!("SHAPE.attributes");
    }
    let names = fields.iter().map(|it| it.field.attribute.as_str());
    let names = names.chain(seconds).map(Tokens::string);
    tokens!("&[{}]", Tokens::comma_separated(names))
}

/// The fields of a value as it will be read back.
fn settled(ty: &NamedType, fields: &[FieldCode<'_>]) -> Vec<Context> {
    let fields = fields.iter().map(|field| {
        let value = codec::settled(field, tokens!("value.{}", field.name));
        Context::new()
            .with("name", field.name.clone())
            .with("value", value)
    });
    let rest = of_rest(ty, "value", tokens!("value.rest"));
    let rest = rest.map(|rest| rest.with("name", tokens!("rest")));
    fields.chain(rest).collect()
}

/// The code for undeclared attributes, if values hold them.
fn of_rest(ty: &NamedType, name: &'static str, code: Tokens) -> Option<Context> {
    (ty.keeps_unknown()).then(|| Context::new().with(name, code))
}

fn handle(
    schema: &Schema,
    owner: &Tokens,
    position: usize,
    field: &FieldCode<'_>,
) -> Result<Context, GenerateError> {
    let capabilities = if field.field.keep_null {
        tokens!("rt::OptionalOrNull")
    } else if field.field.optional {
        tokens!("rt::Optional")
    } else {
        absent::capabilities(owner, position, field, tokens!("C::Required"))
    };
    let handle = rust_types::handle(schema, field.field, &tokens!("M"), &capabilities)?;
    let (child, arguments) = match &field.rules {
        Some(rules) => (
            tokens!("ruled_child"),
            tokens!("{}, &{}", field.attribute, rules),
        ),
        None => (tokens!("child"), field.attribute.clone()),
    };
    Ok(Context::new()
        .with("docs", field.docs.clone())
        .with("name", field.name.clone())
        .with("handle", handle)
        .with("stored", field.stored.clone())
        .with("capabilities", capabilities)
        .with("child", child)
        .with("arguments", arguments))
}
