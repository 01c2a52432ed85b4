//! Copies of items: the required fields of a stored item, so that another like it can be made.
//!
//! A draft is not made of an item: `create(user)` would compile then, and create another user where
//! `insert(&user)` was meant.

use super::draft::given_fields;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::tokens;
use crate::generate::view::models::ModelCode;

const TEMPLATE: Template = template!("new_from_item.rs.jinja");

/// Adds the conversion of an item into the required fields.
pub(crate) fn add(file: SourceFile, model: &ModelCode<'_>) -> SourceFile {
    let required: Vec<_> = given_fields(model)
        .filter(|field| field.field.is_required())
        .collect();
    let item = if required.is_empty() {
        tokens!("_item")
    } else {
        tokens!("item")
    };
    let fields = required.iter().map(|field| {
        let value = tokens!("item.{}", field.name);
        Context::new()
            .with("name", field.name.clone())
            .with("value", value)
    });
    let context = Context::new()
        .with("model", model.names.model.clone())
        .with("new", model.names.new.clone())
        .with("item", item)
        .list("fields", fields);
    file.add(TEMPLATE, context)
}
