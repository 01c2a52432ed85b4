//! Folders of migrations, their lists, and drafts of new ones.

mod answer;
mod disjoint;
mod draft;
mod draft_phases;
mod draft_tables;
mod folder;
mod fuzzed;
#[cfg(test)]
#[path = "../../../fuzz/inputs.rs"]
mod inputs;
mod misstated;
mod nested;
mod order;
mod renumber;
mod stranded;

use dynamite_schema::diagnostics::{Diagnostics, Format, RenderOptions};
use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;

fn shown(problems: &Diagnostics) -> String {
    problems.render(Format::Short, &RenderOptions::default())
}

fn schema(text: &str) -> Schema {
    let mut sources = Sources::default();
    sources.add("schema.yaml", text);
    let checked = dynamite_schema::check(sources).map_err(|problems| shown(&problems));
    checked.expect("a schema").schema
}

/// A model `User` with these fields besides its key.
fn user(fields: &str) -> Schema {
    schema(&format!(
        "models: {{ User: {{ key: id, fields: {{ id: ulid, {fields} }} }} }}"
    ))
}
