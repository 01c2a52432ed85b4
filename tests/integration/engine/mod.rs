//! Reading and writing items by a schema, without generated types.

mod accepted;
mod forms;
mod races;
pub(crate) mod schema;
mod segments;
mod versions;
mod whole_items;
mod writes;
