//! Reading and writing items by a schema, without generated types.

mod forms;
mod races;
mod schema;
mod segments;
mod whole_items;
mod writes;
