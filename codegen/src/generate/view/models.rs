//! Models: their names, table and fields in Rust.

use super::fields::FieldCode;
use super::names::ModelNames;
use super::roles::Role;
use crate::generate::error::GenerateError;
use crate::generate::text::docs::code;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{FieldId, KeyPart, Model, ModelIndex, Schema, Table};

/// A model of the schema, with its names and fields as tokens.
pub(crate) struct ModelCode<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) model: &'a Model,
    pub(crate) table: &'a Table,
    /// Path of the table's descriptor.
    pub(crate) descriptor: Tokens,
    pub(crate) names: ModelNames,
    /// In the order of [`Model::fields`].
    pub(crate) fields: Vec<FieldCode<'a>>,
}

impl<'a> ModelCode<'a> {
    /// Prepares a model. `tables` has the Rust name of each table.
    pub(crate) fn new(
        schema: &'a Schema,
        model: &'a Model,
        tables: &[Tokens],
    ) -> Result<Self, GenerateError> {
        let fields = model.fields.iter().enumerate();
        let fields = fields.map(|(id, field)| (field, Role::of(model, FieldId(id))));
        Ok(Self {
            schema,
            model,
            table: schema.table(model.table),
            descriptor: tokens!("super::tables::{}", tables[model.table.0]),
            names: ModelNames::of(model)?,
            fields: FieldCode::all(schema, fields)?,
        })
    }

    /// A field.
    pub(crate) fn field(&self, id: FieldId) -> &FieldCode<'a> {
        &self.fields[id.0]
    }

    /// The field behind a part of a key.
    pub(crate) fn part(&self, KeyPart::Field(id): KeyPart) -> &FieldCode<'a> {
        self.field(id)
    }

    /// The fields of the primary key, partition first.
    pub(crate) fn key_fields(&self) -> Vec<&FieldCode<'a>> {
        let ids = self.model.key_fields();
        ids.into_iter().map(|id| self.field(id)).collect()
    }

    /// The primary key, as documentation describes it.
    pub(crate) fn described_key(&self) -> String {
        let names = ["partition key", "sort key"];
        let parts: Vec<String> = (names.iter().zip(self.key_fields()))
            .map(|(name, field)| format!("{name} {}", code(&field.field.attribute)))
            .collect();
        parts.join(", ")
    }

    /// The key of an index, as documentation describes it.
    pub(crate) fn described_index_key(&self, index: &ModelIndex) -> String {
        let names = |parts: &[KeyPart]| {
            let names = parts
                .iter()
                .map(|part| code(&self.part(*part).field.attribute));
            names.collect::<Vec<_>>().join(", ")
        };
        let partition = format!("partition key {}", names(&index.partition));
        if index.sort.is_empty() {
            return partition;
        }
        format!("{partition}, sort key {}", names(&index.sort))
    }
}
