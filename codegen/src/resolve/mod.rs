//! Declarations to the intermediate representation: what names stand for.
//!
//! Everything is resolved in the order it is declared; the checks that follow rely on it to find
//! places.

mod default;
mod field;
mod identifier;
mod index;
mod literal;
mod model;
mod moment;
mod named_type;
mod names;
mod plural;
mod relation;
mod rules;
mod rust_path;
mod types;
mod unique;

pub(crate) use identifier::is_type_name;
use names::{Meaning, Names};
pub(crate) use types::scalar_names;

use crate::diagnostics::Problems;
use crate::ir::{Model, ModelId, NamedType, Table};
use crate::raw::Declarations;

/// What a schema consists of, apart from its text.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) tables: Vec<Table>,
    pub(crate) models: Vec<Model>,
    pub(crate) types: Vec<NamedType>,
}

/// Resolves every declaration. A model without a usable key, and an index without one, is left
/// out; a field without a usable type is there with another, and marked as broken.
pub(crate) fn resolve(declarations: &Declarations, problems: &mut Problems) -> Resolved {
    let names = Names::declare(declarations, problems);
    let types = names
        .types()
        .map(|raw| named_type::resolve(raw, &names, problems))
        .collect();
    let mut tables = Vec::with_capacity(declarations.models.len());
    let mut models = Vec::with_capacity(declarations.models.len());
    for raw in &declarations.models {
        let id = ModelId(models.len());
        if let Some((model, table)) = model::resolve(raw, id, &names, problems) {
            models.push(model);
            tables.push(table);
        }
    }
    relation::resolve_all(declarations, &mut models, &names, problems);
    Resolved {
        tables,
        models,
        types,
    }
}
