//! Properties of generated code, each shown by a schema that is there for it.

mod clashes;
mod indexes;
mod items;
mod lifecycle;
mod relations;
mod renamed;
mod rules;
mod serde;
mod stored_forms;
mod unions;
mod unique;
