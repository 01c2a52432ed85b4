//! The parts of a generated file: each a struct, an implementation or a group of functions, with
//! the template that lays it out.

pub(crate) mod absent;
pub(crate) mod arguments;
pub(crate) mod codec;
pub(crate) mod debug;
pub(crate) mod defaults;
pub(crate) mod descriptor;
pub(crate) mod draft;
pub(crate) mod former_values;
pub(crate) mod handles;
pub(crate) mod indexes;
pub(crate) mod key;
pub(crate) mod lifecycle;
pub(crate) mod model_impl;
pub(crate) mod model_serde;
pub(crate) mod new_from_item;
mod patch;
pub(crate) mod relations;
pub(crate) mod repository;
pub(crate) mod rows;
pub(crate) mod rules;
pub(crate) mod serde;
pub(crate) mod shapes;
pub(crate) mod structs;
pub(crate) mod unique;
