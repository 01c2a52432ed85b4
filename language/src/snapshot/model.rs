//! Models.

use super::field;
use super::rust_types::Names;
use crate::ir::{Field, FieldId, IndexKind, KeyPart, Model, ModelIndex, Projection, Unique};
use crate::yaml::print::{Block, Flow, list, scalar};

/// What a file says of a model.
pub(super) fn block(names: Names<'_>, model: &Model) -> Block {
    let table = names.schema.table(model.table);
    let mut block = Block::default();
    block.line("table", scalar(&table.name));
    block.line("plural", scalar(&model.plural));
    block.line("key", key(model));
    let mut fields: Vec<_> = model.fields.iter().collect();
    fields.sort_by(|one, other| one.settled_attribute().cmp(other.settled_attribute()));
    let mut of_fields = Block::default();
    for field in fields {
        of_fields.line(&field.name, field::of_model(names, model, field));
    }
    block.nested("fields", of_fields);
    if let Some(ttl) = model.ttl {
        block.line("ttl", scalar(&model.field(ttl).name));
    }
    block.nested("indexes", indexes(names, model));
    block.nested("unique", uniques(model));
    block
}

fn key(model: &Model) -> String {
    let [partition, sort] = [Some(model.key.partition), model.key.sort]
        .map(|part| part.map(|part| part_name(model, part)));
    match (partition, sort) {
        (Some(partition), None) => partition,
        (partition, sort) => {
            let mut key = Flow::default();
            key.entry("partition", partition.unwrap_or_default());
            key.entry("sort", sort.unwrap_or_default());
            key.to_string()
        }
    }
}

fn part_name(model: &Model, KeyPart::Field(id): KeyPart) -> String {
    scalar(&model.field(id).name)
}

fn parts(model: &Model, parts: &[KeyPart]) -> String {
    match parts {
        [only] => part_name(model, *only),
        several => list(several.iter().map(|part| part_name(model, *part))),
    }
}

fn indexes(names: Names<'_>, model: &Model) -> Block {
    let table = names.schema.table(model.table);
    let mut indexes: Vec<_> = model.indexes.iter().collect();
    indexes.sort_by(|one, other| one.name.cmp(&other.name));
    let mut block = Block::default();
    for index in indexes {
        let of_table = &table.indexes[index.settled];
        let mut entries = Flow::default();
        if of_table.name != index.name {
            entries.entry("name", scalar(&of_table.name));
        }
        let is_local = of_table.kind == IndexKind::Local;
        entries.flag("local", is_local);
        if !is_local {
            entries.entry("partition", parts(model, &index.partition));
        }
        if !index.sort.is_empty() {
            entries.entry("sort", parts(model, &index.sort));
        }
        if let Some(projection) = projection(model, index, &of_table.projection) {
            entries.entry("project", projection);
        }
        entries.flag("sparse", index.sparse);
        block.line(&index.name, entries.to_string());
    }
    block
}

/// What an index projects, unless that is everything. Fields of its key and of the primary key are
/// in every index.
fn projection(model: &Model, index: &ModelIndex, of_table: &Projection) -> Option<String> {
    let attributes = match of_table {
        Projection::All => return None,
        Projection::KeysOnly => return Some("keys".to_owned()),
        Projection::Include(attributes) => attributes,
    };
    let fields = (0..model.fields.len()).map(FieldId);
    let mut included: Vec<_> = fields
        .filter(|id| !index.is_in_key(*id) && !model.is_key(*id))
        .map(|id| model.field(id))
        .filter(|field| attributes.iter().any(|it| it == field.settled_attribute()))
        .map(|field| scalar(&field.name))
        .collect();
    included.sort();
    Some(list(included))
}

/// The constraints on several fields.
fn uniques(model: &Model) -> Block {
    let is_of_field = |unique: &Unique| matches!(unique.fields[..], [only] if model.field(only).name == unique.name);
    let uniques = model.uniques.iter().filter(|unique| !is_of_field(unique));
    let mut uniques: Vec<_> = uniques.collect();
    uniques.sort_by(|one, other| one.name.cmp(&other.name));
    let mut block = Block::default();
    for unique in uniques {
        let fields = unique.fields.iter().map(|id| model.field(*id));
        let mut entries = Flow::default();
        entries.entry("fields", list(fields.clone().map(|it| scalar(&it.name))));
        if unique.among_live {
            entries.entry("among", "live");
        }
        if !fields.map(Field::settled_attribute).eq(&unique.guard) {
            entries.entry("guard", list(unique.guard.iter().map(|it| scalar(it))));
        }
        block.line(&unique.name, entries.to_string());
    }
    block
}
