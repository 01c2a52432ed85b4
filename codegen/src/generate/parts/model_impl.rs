//! `Model`: the implementation that ties a model to its key, draft, table and descriptor, and
//! writes its fields.

use super::{codec, descriptor, lifecycle, rules, shapes};
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use crate::generate::view::roles::KeyUse;
use dynamite_schema::ir::FieldId;

const TEMPLATE: Template = template!("model_impl.rs.jinja");

/// Adds `Model` of a model.
pub(crate) fn add(file: SourceFile, code: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let writes = (0..).map(FieldId).zip(&code.fields).map(|(id, field)| {
        let place = tokens!("&self.{}", field.name);
        let write = codec::write(field, KeyUse::of(code.model, id), &place);
        Context::new().with("write", write)
    });
    let normalizations = (code.fields.iter())
        .filter_map(|field| rules::normalize(field, &tokens!("&mut self.{}", field.name)));
    let checks = (code.fields.iter())
        .filter_map(|field| rules::check_field(field, &tokens!("&self.{}", field.name)));
    let nested = shapes::of_model(code.schema, &code.model.fields)?;
    let of_nested = nested.is_some().then(descriptor::nested);
    let facts = descriptor::facts(code).into_iter().chain(of_nested);
    let context = Context::new()
        .list("nested", nested)
        .with("model", code.names.model.clone())
        .with("key", code.names.key.clone())
        .with("draft", code.names.draft.clone())
        .with("name", Tokens::string(&code.model.name))
        .with("table", code.descriptor.clone())
        .with("lock", lifecycle::lock(code.model))
        .list("facts", facts)
        .list("fields", writes)
        .list("normalize_blocks", rules::block(normalizations))
        .list("check_blocks", rules::block(checks));
    Ok(file.add(TEMPLATE, context))
}
