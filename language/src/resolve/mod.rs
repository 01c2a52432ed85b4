//! Resolves declarations to the intermediate representation.
//!
//! Everything is resolved in the order of declaration; the checks that follow rely on it to find
//! places.

mod absent;
mod constant;
mod default;
mod derives;
mod field;
pub(crate) mod identifier;
mod index;
mod keywords;
pub(crate) mod literal;
mod model;
mod named_type;
mod names;
mod plural;
mod relation;
mod renamed_index;
mod retyping;
mod rules;
mod rust_path;
mod tables;
mod types;
mod unique;
mod untagged;

pub(crate) use identifier::is_type_name;
use names::{Meaning, Names};
use tables::Tables;

use std::collections::HashSet;

use crate::diagnostics::Problems;
use crate::ir::{Model, ModelId, NamedType, Table};
use crate::raw::Declarations;

/// The contents of a schema, without its text.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) tables: Vec<Table>,
    pub(crate) models: Vec<Model>,
    pub(crate) types: Vec<NamedType>,
    /// Models whose key is missing or wrong. Their key here is a placeholder; everything else is as
    /// declared.
    pub(crate) unkeyed: HashSet<ModelId>,
}

/// Resolves every declaration. A model without a usable key is marked, and an index without one is
/// left out; a field without a usable type gets a placeholder type, and is marked as broken.
pub(crate) fn resolve(declarations: &Declarations, problems: &mut Problems) -> Resolved {
    let names = Names::declare(declarations, problems);
    let types = names
        .types()
        .map(|raw| named_type::resolve(raw, &names, problems))
        .collect::<Vec<_>>();
    let mut tables = Tables::default();
    let mut models = Vec::with_capacity(declarations.models.len());
    let mut unkeyed = HashSet::new();
    for raw in &declarations.models {
        let id = ModelId(models.len());
        let Some(resolution) = model::resolve(raw, &names, &types, problems) else {
            continue;
        };
        if !resolution.is_keyed {
            unkeyed.insert(id);
        }
        let mut model = resolution.model;
        model.table = tables.place(id, resolution.table);
        models.push(model);
    }
    relation::resolve_all(
        declarations,
        &mut models,
        &unkeyed,
        &names,
        &types,
        problems,
    );
    Resolved {
        tables: tables.into_list(),
        models,
        types,
        unkeyed,
    }
}
