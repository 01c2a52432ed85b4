//! Models and their tables.

use std::collections::HashMap;

use super::{Names, derives, field, identifier, index, plural, unique};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{
    Auto, Field, FieldId, KeyAttribute, KeyKind, KeyPart, Model, ModelKey, NamedType, Scalar,
    Table, TableId, TableKey, Type,
};
use crate::raw;
use crate::source::Spanned;

/// A model, and the table that it declares.
pub(super) struct Resolution {
    /// The model, before it is placed in a table.
    pub(super) model: Model,
    /// The table, before it has any model.
    pub(super) table: Table,
    /// `true` if the key is the one in the schema. Otherwise it is a placeholder, because the
    /// schema has none that can be used.
    pub(super) is_keyed: bool,
}

/// Resolves a model, unless it has neither a key nor a field.
pub(super) fn resolve(
    raw: &raw::Model,
    names: &Names<'_>,
    types: &[NamedType],
    problems: &mut Problems,
) -> Option<Resolution> {
    let mut fields = field::resolve_all(raw.fields(), &raw.name, names, problems);
    let ttl = raw
        .ttl
        .as_ref()
        .and_then(|name| expiry(name, raw, &mut fields, types, problems));
    let scope = Scope::new(raw, &fields, names, types);
    let key = raw.key.as_ref().and_then(|raw| key(raw, &scope, problems));
    let always = in_every_index(&fields, ttl);
    let (indexes, table_indexes) = index::resolve_all(raw, &always, &scope, problems);
    let uniques = unique::resolve_all(raw, &scope, problems);
    let is_keyed = key.is_some();
    let (key, table_key) = key.or_else(|| fields.first().map(in_place_of_a_key))?;
    let plural = raw
        .plural
        .as_ref()
        .map_or_else(|| plural::plural(&raw.name), |it| it.value.clone());
    let table = Table {
        name: table_name(raw, &plural),
        key: table_key,
        indexes: table_indexes,
        ttl: ttl.map(|id| fields[id.0].attribute.clone()),
        models: Vec::new(),
        span: raw.name.span,
    };
    let model = Model {
        name: raw.name.value.clone(),
        module: identifier::module(&raw.name),
        plural,
        doc: raw.doc.clone(),
        table: TableId(0),
        key,
        fields,
        indexes,
        relations: Vec::new(),
        ttl,
        uniques,
        removed: raw.removed.iter().map(|name| name.value.clone()).collect(),
        derives: derives::of_struct(&raw.derives, problems),
        serde: raw.serde.flatten(),
        span: raw.name.span,
    };
    Some(Resolution {
        model,
        table,
        is_keyed,
    })
}

fn in_place_of_a_key(first: &Field) -> (ModelKey, TableKey) {
    let partition = KeyPart::Field(FieldId(0));
    let attribute = KeyAttribute {
        name: first.attribute.clone(),
        kind: KeyKind::String,
    };
    (
        ModelKey {
            partition,
            sort: None,
        },
        TableKey {
            partition: attribute,
            sort: None,
        },
    )
}

/// Returns the fields without which a row of an index could not tell if its item has expired, is
/// deleted, or has changed since.
fn in_every_index(fields: &[Field], ttl: Option<FieldId>) -> Vec<FieldId> {
    let kept = (0..).map(FieldId).zip(fields);
    kept.filter(|(id, field)| {
        ttl == Some(*id) || matches!(field.auto, Some(Auto::Deleted | Auto::Version))
    })
    .map(|(id, _)| id)
    .collect()
}

fn table_name(raw: &raw::Model, plural: &str) -> String {
    match &raw.table {
        Some(name) => name.value.clone(),
        None => identifier::snake(plural).unwrap_or_default(),
    }
}

fn key(raw: &raw::Key, scope: &Scope<'_>, problems: &mut Problems) -> Option<(ModelKey, TableKey)> {
    let partition = scope.key_part(&raw.partition, problems);
    let sort = match &raw.sort {
        Some(sort) => Some(scope.key_part(sort, problems)?),
        None => None,
    };
    let (partition, partition_attribute) = partition?;
    let (sort, sort_attribute) = sort.unzip();
    Some((
        ModelKey { partition, sort },
        TableKey {
            partition: partition_attribute,
            sort: sort_attribute,
        },
    ))
}

/// Returns the field that holds the expiry time, and sets its stored form to the one that DynamoDB
/// reads.
fn expiry(
    name: &Spanned<String>,
    raw: &raw::Model,
    fields: &mut [Field],
    types: &[NamedType],
    problems: &mut Problems,
) -> Option<FieldId> {
    let written = raw.fields.as_ref()?;
    let Some(position) = fields.iter().position(|field| field.name == name.value) else {
        problems.push(catalogue::no_such_field(name, &raw.name, fields, types));
        return None;
    };
    let written = &written[position];
    if problems.is_broken(written.name.span) {
        return None;
    }
    match (&fields[position].ty, &written.stored_as) {
        (Type::Scalar(Scalar::Timestamp(_)), None) => {
            field::store_as_expiry(&mut fields[position]);
            Some(FieldId(position))
        }
        (Type::Scalar(Scalar::Timestamp(format)), Some(_)) if format.can_be_expiry() => {
            Some(FieldId(position))
        }
        (Type::Scalar(Scalar::Timestamp(_)), Some(stored_as)) => {
            problems.push(catalogue::ttl_format(stored_as.span, name));
            None
        }
        _ => {
            let ty = written.ty.as_ref().map(ToString::to_string);
            problems.push(catalogue::ttl_not_timestamp(name, &ty.unwrap_or_default()));
            None
        }
    }
}

/// The fields of a model, by name.
pub(super) struct Scope<'a> {
    pub(super) model: &'a str,
    pub(super) fields: &'a [Field],
    by_name: HashMap<&'a str, FieldId>,
    /// `true` if there may be fields that could not be read.
    is_incomplete: bool,
    names: &'a Names<'a>,
    /// The types of the schema.
    pub(super) types: &'a [NamedType],
}

impl<'a> Scope<'a> {
    fn new(
        raw: &'a raw::Model,
        fields: &'a [Field],
        names: &'a Names<'a>,
        types: &'a [NamedType],
    ) -> Self {
        let by_name = fields
            .iter()
            .enumerate()
            .map(|(at, field)| (field.name.as_str(), FieldId(at)))
            .collect();
        Self {
            model: &raw.name,
            fields,
            by_name,
            is_incomplete: raw.fields.is_none(),
            names,
            types,
        }
    }

    pub(super) fn field(&self, name: &Spanned<String>, problems: &mut Problems) -> Option<FieldId> {
        let found = self.by_name.get(name.value.as_str()).copied();
        if found.is_none() && !self.is_incomplete {
            let problem = catalogue::no_such_field(name, self.model, self.fields, self.types);
            problems.push(problem);
        }
        found
    }

    /// Returns a field as part of a key of the table or of an index.
    pub(super) fn key_part(
        &self,
        name: &Spanned<String>,
        problems: &mut Problems,
    ) -> Option<(KeyPart, KeyAttribute)> {
        let id = self.field(name, problems)?;
        let field = &self.fields[id.0];
        let Some(kind) = self.names.key_kind(&field.ty) else {
            problems.push(catalogue::unindexable(name, field));
            return None;
        };
        Some((
            KeyPart::Field(id),
            KeyAttribute {
                name: field.attribute.clone(),
                kind,
            },
        ))
    }
}
