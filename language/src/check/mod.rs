//! Checks of a schema beyond names and shapes: a flat list of small functions.
//!
//! Every check receives the whole schema, resolved and as written, and is independent of the
//! others. To add a check, write a function whose name is a sentence and add it to the list.
//!
//! Checks also run on a schema with errors. If they ask for sound declarations, broken ones are
//! left out, so that a check does not report consequences of another error.

mod absent;
mod attributes;
mod auto;
mod codecs;
mod cycles;
mod flattened;
mod generated_names;
mod index_limits;
mod indexes;
mod key_forms;
mod keys;
mod lifecycle;
mod local_indexes;
mod nested_phases;
mod nesting;
mod null;
mod patches;
mod phases;
mod renamed_indexes;
mod rules;
mod serde;
mod since;
mod tables;
mod ttl;
mod types;
mod unique;
mod unknown;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::diagnostics::Problems;
use crate::ir::{
    Field, FieldId, Model, ModelId, ModelIndex, NamedType, Table, TypeId, flattened_types,
};
use crate::raw::{self, Declarations};
use crate::resolve::Resolved;
use crate::source::Span;

const RULES: &[fn(&Context<'_>, &mut Problems)] = &[
    generated_names::names_fit_into_file_names,
    generated_names::plurals_are_usable,
    generated_names::generated_names_differ,
    generated_names::values_do_not_hide_the_list_of_values,
    generated_names::indexes_hide_no_built_in_method,
    generated_names::lookups_are_named_apart,
    types::enums_and_unions_have_members,
    types::untagged_variants_have_different_kinds,
    types::union_tags_are_no_fields,
    unknown::types_in_lists_and_maps_say_what_becomes_of_the_unknown,
    unknown::kept_attributes_have_a_name_of_their_own,
    flattened::only_unions_with_a_tag_are_flattened,
    flattened::flattened_attributes_are_of_no_other_field,
    flattened::variants_have_methods_of_their_own,
    cycles::types_do_not_contain_themselves,
    nesting::values_nest_32_levels_at_most,
    attributes::attribute_names_have_a_legal_length,
    auto::automatic_fields_can_be_kept,
    lifecycle::a_model_keeps_each_of_them_once,
    lifecycle::versions_are_in_no_index_key,
    rules::rules_fit_the_types_of_their_fields,
    rules::only_strings_are_normalized,
    rules::times_that_are_kept_have_no_rules,
    rules::bounds_leave_some_value,
    rules::patterns_compile,
    rules::defaults_keep_the_rules,
    rules::constant_defaults_fit_into_items,
    rules::keys_are_not_normalized,
    null::only_optional_json_keeps_null,
    codecs::coded_fields_are_left_to_their_codec,
    codecs::coded_times_are_not_stored_as_times,
    phases::renamed_fields_say_their_phase,
    phases::fields_in_a_phase_can_have_two_attributes,
    phases::second_attributes_are_of_no_other_field,
    phases::guards_of_renamed_fields_keep_their_name,
    phases::removed_attributes_are_of_no_field,
    nested_phases::nested_fields_in_a_phase_can_have_two_attributes,
    nested_phases::second_attributes_are_of_no_other_nested_field,
    nested_phases::removed_attributes_are_of_no_nested_field,
    renamed_indexes::indexes_of_renamed_fields_take_over_from_another,
    renamed_indexes::fields_of_one_index_are_in_one_phase,
    absent::absent_attributes_can_have_a_value,
    absent::indexes_lack_items_without_their_key,
    since::fields_since_a_migration_have_a_value_in_older_items,
    keys::key_fields_are_not_optional,
    keys::keys_name_each_field_once,
    keys::keys_have_no_constant_default,
    key_forms::times_in_keys_name_their_offset,
    key_forms::sort_keys_are_in_the_order_of_time,
    key_forms::values_in_keys_are_not_empty,
    key_forms::constant_defaults_fit_into_keys,
    ttl::the_expiry_time_is_free_to_be_set,
    indexes::indexes_over_optional_fields_are_sparse,
    indexes::index_keys_name_each_field_once,
    indexes::index_keys_have_few_enough_parts,
    indexes::projections_name_each_field_once,
    indexes::projections_keep_the_expiry_time,
    lifecycle::projections_keep_the_life_cycle,
    local_indexes::local_indexes_add_a_sort_key,
    local_indexes::local_indexes_share_the_partition_key,
    local_indexes::local_indexes_limit_item_collections,
    index_limits::a_table_has_five_local_indexes_at_most,
    index_limits::a_table_has_twenty_global_indexes_by_quota,
    index_limits::indexes_project_a_hundred_attributes_at_most,
    unique::unique_fields_can_be_compared,
    unique::unique_values_are_not_constant_by_default,
    unique::unique_fields_do_not_hold_the_key,
    unique::unique_fields_are_several_and_differ,
    unique::rules_are_of_different_fields,
    unique::only_what_can_be_deleted_is_unique_among_the_living,
    unique::guards_have_a_name_for_each_field,
    unique::guards_are_named_apart,
    unique::the_table_of_guards_is_not_taken,
    serde::fields_have_a_place_in_input_only_where_it_can_be_used,
    serde::what_is_serialized_consists_of_what_is,
    serde::serialized_fields_are_not_called_like_their_tag,
    patches::patches_erase_nothing_that_input_cannot_set,
    tables::names_are_accepted_by_dynamodb,
    tables::indexes_have_different_names,
    tables::a_table_holds_one_model,
];

/// Runs every check.
pub(crate) fn check(declarations: &Declarations, resolved: &Resolved, problems: &mut Problems) {
    let context = Context {
        declarations,
        resolved,
        flattened: flattened_types(&resolved.models),
        broken: problems.take_broken(),
        nested: OnceCell::new(),
    };
    for rule in RULES {
        rule(&context, problems);
    }
}

/// The schema as written and resolved.
struct Context<'a> {
    declarations: &'a Declarations,
    resolved: &'a Resolved,
    /// The unions of which items hold the attributes.
    flattened: HashSet<TypeId>,
    /// The name spans of broken declarations.
    broken: HashSet<Span>,
    /// The sound fields of the sound types. Several rules are about them.
    nested: OnceCell<Vec<NestedField<'a>>>,
}

/// A field of a type, with the type and as it is written.
type NestedField<'a> = (&'a NamedType, &'a Field, &'a raw::Field);

impl<'a> Context<'a> {
    /// Returns the sound fields of the sound types, each with its type and as it is written.
    fn nested_fields(&self) -> impl Iterator<Item = NestedField<'a>> {
        let found = self.nested.get_or_init(|| {
            let written = self.declarations.types.iter();
            let written = written.flat_map(|ty| ty.body.fields());
            let written: HashMap<_, _> = written.map(|raw| (raw.name.span, raw)).collect();
            let types = self.resolved.types.iter();
            let types = types.filter(|ty| self.is_sound(ty.span));
            let fields = types.flat_map(|ty| ty.fields().map(move |field| (ty, field)));
            let sound = fields.filter(|(_, field)| self.is_sound(field.span));
            let both =
                sound.filter_map(|(ty, field)| Some((ty, field, *written.get(&field.span)?)));
            both.collect()
        });
        found.iter().copied()
    }
}

/// A model as resolved, as written, and its table.
struct Subject<'a> {
    model: &'a Model,
    /// `true` if its key is the one in the schema, and not a placeholder.
    is_keyed: bool,
    raw: &'a raw::Model,
    table: &'a Table,
    broken: &'a HashSet<Span>,
}

impl Context<'_> {
    /// Returns all models. Their own declarations may be broken.
    fn models(&self) -> impl Iterator<Item = Subject<'_>> {
        let mut written = self.declarations.models.iter();
        let models = (0..).map(ModelId).zip(&self.resolved.models);
        models.filter_map(move |(id, model)| {
            Some(Subject {
                model,
                is_keyed: !self.resolved.unkeyed.contains(&id),
                // Both are in the order of declaration.
                raw: written.find(|raw| raw.name.span == model.span)?,
                table: &self.resolved.tables[model.table.0],
                broken: &self.broken,
            })
        })
    }

    /// Returns the sound models, whose name, plural and table can be relied on.
    fn sound_models(&self) -> impl Iterator<Item = Subject<'_>> {
        self.models()
            .filter(|subject| self.is_sound(subject.model.span))
    }

    /// Returns nested types, enums and unions, resolved.
    fn types(&self) -> impl Iterator<Item = &NamedType> {
        self.resolved.types.iter()
    }

    /// Returns the sound types, whose name, form and members can be relied on.
    fn sound_types(&self) -> impl Iterator<Item = &NamedType> {
        self.types().filter(|ty| self.is_sound(ty.span))
    }

    /// Returns the sound fields of all models and types.
    fn sound_fields(&self) -> impl Iterator<Item = &Field> {
        let of_models = self.models().flat_map(|subject| &subject.model.fields);
        let of_types = self.types().flat_map(NamedType::fields);
        of_models
            .chain(of_types)
            .filter(|field| self.is_sound(field.span))
    }

    fn is_sound(&self, name: Span) -> bool {
        !self.broken.contains(&name)
    }
}

impl<'a> Subject<'a> {
    /// Returns the fields of the primary key, partition first; none if the key is not known.
    fn key_fields(&self) -> Vec<FieldId> {
        if self.is_keyed {
            self.model.key_fields()
        } else {
            Vec::new()
        }
    }

    /// Returns `true` if a field is part of the primary key, as far as that is known.
    fn is_key(&self, id: FieldId) -> bool {
        self.key_fields().contains(&id)
    }

    /// Returns the sound fields, resolved and as written.
    fn sound_fields(&self) -> impl Iterator<Item = (FieldId, &'a Field, &'a raw::Field)> {
        let fields = self.model.fields.iter().zip(self.raw.fields());
        let broken = self.broken;
        (0..)
            .map(FieldId)
            .zip(fields)
            .filter(|(_, (field, _))| !broken.contains(&field.span))
            .map(|(id, (field, raw))| (id, field, raw))
    }

    /// Returns the sound indexes, resolved and as written.
    fn sound_indexes(&self) -> impl Iterator<Item = (&'a ModelIndex, &'a raw::Index)> {
        let mut written = self.raw.indexes.iter();
        let broken = self.broken;
        self.model
            .indexes
            .iter()
            .filter(|index| !broken.contains(&index.span))
            .filter_map(move |index| {
                // Both are in the order of declaration.
                let raw = written.find(|raw| raw.name.span == index.span)?;
                Some((index, raw))
            })
    }
}
