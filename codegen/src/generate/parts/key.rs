//! The key type of a model.

use super::codec;
use super::structs::{self, Struct};
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use crate::generate::view::roles::{KeySide, KeyUse};
use crate::generate::view::rust_types;
use dynamite_schema::ir::{Rows, Scalar, Schema, Type};

const TEMPLATE: Template = template!("key.rs.jinja");

/// Adds the key struct, its conversions, and its codec.
pub(crate) fn add(file: SourceFile, code: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let docs = docs::line(format!(
        "The primary key of a [`{}`]: {}.",
        code.names.model,
        code.described_key()
    ));
    let fields = code.key_fields();
    let definition = Struct {
        docs,
        name: code.names.key.clone(),
        derives: derives(code, &fields),
        fields,
        keeps_unknown: false,
    };
    Ok(structs::add(file, &definition).add(TEMPLATE, context(code)?))
}

fn context(code: &ModelCode<'_>) -> Result<Context, GenerateError> {
    let fields = code.key_fields();
    let sides = [KeySide::Partition, KeySide::Sort];
    let uses = sides.map(KeyUse::in_primary_key);
    let writes = fields.iter().zip(uses).map(|(field, key_use)| {
        let place = tokens!("&self.{}", field.name);
        Context::new().with("write", codec::write(field, Some(key_use), &place))
    });
    let (values, pairs) = match fields[..] {
        [partition, sort] => (Vec::new(), vec![pair(partition, sort)]),
        [only, ..] => (single(only), Vec::new()),
        [] => (Vec::new(), Vec::new()),
    };
    let texts = has_text(&fields).then(|| text(&fields));
    Ok(Context::new()
        .list("texts", texts)
        .with("key", code.names.key.clone())
        .with("model", code.names.model.clone())
        .list("writes", writes)
        .list("reads", fields.iter().map(|field| read(field)))
        .list("values", values)
        .list("pairs", pairs)
        .list("sources", sources(code, &fields)?))
}

/// The traits that every part of the key has. An order takes compile time and is rarely needed, so
/// the key has one if its model has.
fn derives(code: &ModelCode<'_>, fields: &[&FieldCode<'_>]) -> Vec<Tokens> {
    let all = |has: fn(&Schema, &Type) -> bool| {
        let mut fields = fields.iter();
        fields.all(|field| has(code.schema, &field.field.ty))
    };
    let of_model = |name: &str| code.model.derives.iter().any(|it| it == name);
    let has_order = |name| of_model(name) && all(rust_types::is_ord);
    let derives = [
        (all(rust_types::is_copy), tokens!("Copy")),
        (true, tokens!("PartialEq")),
        (all(rust_types::is_eq), tokens!("Eq")),
        (has_order("PartialOrd"), tokens!("PartialOrd")),
        (has_order("Ord"), tokens!("Ord")),
        (all(rust_types::is_eq), tokens!("Hash")),
    ];
    let derives = derives.into_iter().filter(|(has, _)| *has);
    derives.map(|(_, name)| name).collect()
}

/// Returns true if the key has a text form: one that shows nothing sensitive, of parts whose types
/// are known to have one.
pub(crate) fn has_text(fields: &[&FieldCode<'_>]) -> bool {
    let mut fields = fields.iter().map(|field| field.field);
    fields.all(|field| !field.sensitive && !matches!(field.ty, Type::Rust(_)))
}

/// The writing and the reading of the key as text.
fn text(fields: &[&FieldCode<'_>]) -> Context {
    let parts = fields.iter().map(|field| tokens!("&self.{}", field.name));
    let types = fields.iter().map(|field| field.value.clone());
    let (write, read) = match fields.len() {
        1 => (tokens!("fmt_key"), tokens!("parse_key")),
        _ => (tokens!("fmt_key_pair"), tokens!("parse_key_pair")),
    };
    Context::new()
        .with("write", write)
        .with("parts", Tokens::comma_separated(parts))
        .with("read", read)
        .with("types", Tokens::comma_separated(types))
}

/// The reading of a part of the key from the stored key.
fn read(field: &FieldCode<'_>) -> Context {
    let method = if field.field.sensitive {
        tokens!("read_sensitive")
    } else {
        tokens!("read")
    };
    let read = tokens!("stored.{}::<{}>({})", method, field.stored, field.attribute);
    Context::new()
        .with("name", field.name.clone())
        .with("read", read)
}

/// The types that a key of one part is made from.
fn single(field: &FieldCode<'_>) -> Vec<Context> {
    let from = |ty: Tokens, value: Tokens| {
        Context::new()
            .with("ty", ty)
            .with("init", codec::initialized(field, value))
    };
    let mut values = vec![from(field.value.clone(), tokens!("value"))];
    if field.field.ty == Type::Scalar(Scalar::String) {
        values.push(from(tokens!("&str"), tokens!("rt::String::from(value)")));
    }
    values
}

fn pair(partition: &FieldCode<'_>, sort: &FieldCode<'_>) -> Context {
    Context::new()
        .with("partition", partition.name.clone())
        .with("partition_ty", partition.value.clone())
        .with("sort", sort.name.clone())
        .with("sort_ty", sort.value.clone())
}

/// The structs that hold a whole key: the model, and the rows of its indexes.
fn sources(code: &ModelCode<'_>, fields: &[&FieldCode<'_>]) -> Result<Vec<Context>, GenerateError> {
    let rows = code
        .model
        .indexes
        .iter()
        .filter_map(|index| match &index.rows {
            Rows::Own { name, .. } => Some(Tokens::ident(name)),
            Rows::Model => None,
        });
    let copies = || {
        fields.iter().map(|field| {
            let place = tokens!("source.{}", field.name);
            Context::new()
                .with("name", field.name.clone())
                .with("copy", field.copied(code.schema, &place))
        })
    };
    std::iter::once(Ok(code.names.model.clone()))
        .chain(rows)
        .map(|source| Ok(Context::new().with("ty", source?).list("fields", copies())))
        .collect()
}
