//! What a schema must satisfy beyond names and shapes: one flat list of small rules.
//!
//! Every rule sees the whole schema, resolved and as written, and stands for itself. To add a
//! rule, write a function whose name is a sentence and add it to the list.

mod attributes;
mod auto;
mod cycles;
mod generated_names;
mod index_limits;
mod indexes;
mod keys;
mod local_indexes;
mod tables;
mod ttl;
mod types;

use crate::diagnostics::Problems;
use crate::ir::{Model, NamedType, Table};
use crate::raw::{self, Declarations, TypeBody};
use crate::resolve::Resolved;

const RULES: &[fn(&Context<'_>, &mut Problems)] = &[
    generated_names::plurals_are_usable,
    generated_names::generated_names_differ,
    generated_names::indexes_hide_no_built_in_method,
    types::enums_and_unions_have_members,
    types::union_tags_are_no_fields,
    types::nested_fields_are_plain,
    cycles::types_do_not_contain_themselves,
    attributes::attribute_names_have_a_legal_length,
    auto::automatic_fields_can_be_kept,
    keys::key_fields_are_not_optional,
    keys::keys_name_each_field_once,
    keys::key_fields_have_no_constant_default,
    ttl::the_expiry_time_is_free_to_be_set,
    indexes::indexes_over_optional_fields_are_sparse,
    indexes::index_keys_name_each_field_once,
    indexes::index_keys_have_few_enough_parts,
    indexes::projections_name_each_field_once,
    indexes::projections_keep_the_expiry_time,
    local_indexes::local_indexes_add_a_sort_key,
    local_indexes::local_indexes_share_the_partition_key,
    local_indexes::local_indexes_limit_item_collections,
    index_limits::a_table_has_five_local_indexes_at_most,
    index_limits::a_table_has_twenty_global_indexes_by_quota,
    index_limits::indexes_project_a_hundred_attributes_at_most,
    tables::names_are_accepted_by_dynamodb,
    tables::a_table_holds_one_model,
];

/// Runs every rule.
pub(crate) fn check(declarations: &Declarations, resolved: &Resolved, problems: &mut Problems) {
    let context = Context {
        declarations,
        resolved,
    };
    for rule in RULES {
        rule(&context, problems);
    }
}

/// The schema as written and resolved; no error has been found in it so far.
struct Context<'a> {
    declarations: &'a Declarations,
    resolved: &'a Resolved,
}

/// A model as resolved, as written, and its table.
struct Subject<'a> {
    model: &'a Model,
    raw: &'a raw::Model,
    table: &'a Table,
}

impl<'a> Context<'a> {
    fn models(&self) -> impl Iterator<Item = Subject<'a>> {
        let Resolved { tables, models, .. } = self.resolved;
        let written = &self.declarations.models;
        models.iter().zip(written).map(|(model, raw)| Subject {
            model,
            raw,
            table: &tables[model.table.0],
        })
    }

    /// Nested types, enums and unions, resolved and as written.
    fn types(&self) -> impl Iterator<Item = (&'a NamedType, &'a raw::NamedType)> {
        let written = self.declarations.types.iter();
        let written = written.filter(|raw| !matches!(raw.body, TypeBody::Rust { .. }));
        self.resolved.types.iter().zip(written)
    }
}
