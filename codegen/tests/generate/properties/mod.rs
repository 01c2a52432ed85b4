//! What is generated from schemas that are there for something in particular: just that.

mod clashes;
mod indexes;
mod items;
mod lifecycle;
mod relations;
mod renamed;
mod rules;
mod stored_forms;
mod unions;
mod unique;
