//! A model's file: struct, key, input types, codec, handles, indexes, repository.

use super::codec::{self, KeyUse};
use super::docs::{Docs, code};
use super::field::{FieldCode, Role};
use super::names::ModelNames;
use super::rules::{self, Statics};
use super::source_file::SourceFile;
use super::structs::{self, Struct};
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{
    GenerateError, descriptor, draft, handles, index, key, lifecycle, relations, repository, shapes,
};
use dynamite_schema::ir::{FieldId, KeyPart, Model, Schema, Table};

/// A model and its pieces of Rust.
pub(super) struct ModelCode<'a> {
    pub(super) schema: &'a Schema,
    pub(super) model: &'a Model,
    pub(super) table: &'a Table,
    /// Path of the table's descriptor.
    pub(super) descriptor: Tokens,
    pub(super) names: ModelNames,
    /// In the order of [`Model::fields`].
    pub(super) fields: Vec<FieldCode<'a>>,
    rules: Context,
}

impl<'a> ModelCode<'a> {
    fn new(schema: &'a Schema, model: &'a Model, tables: &[Tokens]) -> Result<Self, GenerateError> {
        let fields = model.fields.iter().enumerate();
        let fields = fields.map(|(id, field)| (field, role(model, FieldId(id))));
        let mut fields = FieldCode::all(schema, fields)?;
        let mut rules = Statics::new(false);
        rules.declare("", &mut fields)?;
        Ok(Self {
            rules: rules.into_context(),
            schema,
            model,
            table: schema.table(model.table),
            descriptor: tokens!("super::tables::{}", tables[model.table.0]),
            names: ModelNames::of(model)?,
            fields,
        })
    }

    /// A field.
    pub(super) fn field(&self, id: FieldId) -> &FieldCode<'a> {
        &self.fields[id.0]
    }

    /// The field behind a part of a key.
    pub(super) fn part(&self, KeyPart::Field(id): KeyPart) -> &FieldCode<'a> {
        self.field(id)
    }

    /// The fields of the primary key, partition first.
    pub(super) fn key_fields(&self) -> Vec<&FieldCode<'a>> {
        let ids = self.model.key_fields();
        ids.into_iter().map(|id| self.field(id)).collect()
    }

    /// What DynamoDB demands of a field because it is part of keys: the strictest, where it is
    /// part of several.
    fn key_use(&self, id: FieldId) -> Option<KeyUse> {
        let key = &self.model.key;
        let indexes = &self.model.indexes;
        let partitions = indexes.iter().flat_map(|index| &index.partition);
        let sorts = indexes.iter().flat_map(|index| &index.sort);
        let uses = std::iter::once(&key.partition)
            .chain(partitions)
            .map(|part| (part, KeyUse::Partition))
            .chain(
                key.sort
                    .iter()
                    .chain(sorts)
                    .map(|part| (part, KeyUse::Sort)),
            );
        uses.filter(|(part, _)| **part == KeyPart::Field(id))
            .map(|(_, key_use)| key_use)
            .min()
    }
}

/// The file of a model, through which relations of others may go.
pub(super) fn file(
    schema: &Schema,
    model: &Model,
    tables: &[Tokens],
    is_join: bool,
) -> Result<SourceFile, GenerateError> {
    let code = ModelCode::new(schema, model, tables)?;
    let mut file = SourceFile::module(&schema.sources.file(model.span.file).path);
    file = structs::add(file, &entity(&code));
    file = key::add(file, &code)?;
    file = draft::add(file, &code)?;
    file = file.add("row.rs.jinja", row(&code));
    file = file.add("model_impl.rs.jinja", model_impl(&code)?);
    file = file.add("lifecycle.rs.jinja", lifecycle::traits(&code));
    file = file.add("rules.rs.jinja", code.rules.clone());
    file = file.add("handles.rs.jinja", handles::context(&code)?);
    file = file.add("relations.rs.jinja", relations::context(&code, is_join)?);
    file = index::add(file, &code)?;
    file = file.add("repository.rs.jinja", repository::context(&code)?);
    Ok(file)
}

/// What a field is besides a field.
pub(super) fn role(model: &Model, id: FieldId) -> Option<Role> {
    if model.key.partition == KeyPart::Field(id) {
        Some(Role::Partition)
    } else if model.key.sort == Some(KeyPart::Field(id)) {
        Some(Role::Sort)
    } else if model.ttl == Some(id) {
        Some(Role::Expiry)
    } else {
        None
    }
}

fn entity<'c>(code: &'c ModelCode<'_>) -> Struct<'c> {
    let model = code.model;
    let source = &code.schema.sources.file(model.span.file).path;
    let facts = format!(
        "Table {}; {}. Declared in {}.",
        super::docs::code(&code.table.name),
        key_words(code),
        super::docs::code(source)
    );
    let docs = Docs::of(
        model.doc.as_deref(),
        &format!("An item of the table {}.", self::code(&code.table.name)),
    );
    Struct {
        docs: docs.paragraph(facts).into_tokens(),
        name: code.names.model.clone(),
        fields: code.fields.iter().collect(),
        compares: true,
        keeps_unknown: false,
    }
}

/// The primary key in words.
pub(super) fn key_words(code: &ModelCode<'_>) -> String {
    let names = ["partition key", "sort key"];
    let parts: Vec<String> = (names.iter().zip(code.key_fields()))
        .map(|(name, field)| format!("{name} {}", self::code(&field.field.attribute)))
        .collect();
    parts.join(", ")
}

fn row(code: &ModelCode<'_>) -> Context {
    let fields: Vec<_> = code.fields.iter().collect();
    structs::row(&code.names.model, &tokens!("Self"), &fields)
}

fn model_impl(code: &ModelCode<'_>) -> Result<Context, GenerateError> {
    let ids = 0..code.fields.len();
    let writes = ids.map(|id| {
        let field = &code.fields[id];
        let place = tokens!("&self.{}", field.name);
        let write = codec::write(field, code.key_use(FieldId(id)), &place);
        Context::new().with("write", write)
    });
    let normalizations = (code.fields.iter())
        .filter_map(|field| rules::normalize(field, &tokens!("&mut self.{}", field.name)));
    let checks = (code.fields.iter())
        .filter_map(|field| rules::check_field(field, &tokens!("&self.{}", field.name)));
    let nested = shapes::of_model(code.schema, &code.model.fields)?;
    let of_nested = nested.is_some().then(descriptor::nested);
    let facts = descriptor::facts(code).into_iter().chain(of_nested);
    Ok(Context::new()
        .list("nested", nested)
        .with("model", code.names.model.clone())
        .with("key", code.names.key.clone())
        .with("draft", code.names.draft.clone())
        .with("name", Tokens::string(&code.model.name))
        .with("table", code.descriptor.clone())
        .with("lock", lifecycle::lock(code.model))
        .list("facts", facts)
        .list("fields", writes)
        .list("normalize_blocks", rules::block(normalizations))
        .list("check_blocks", rules::block(checks)))
}
