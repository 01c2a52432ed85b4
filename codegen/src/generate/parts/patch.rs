//! The patch of a model: the fields that input may change, each given or not.

use super::serde::{self, Input};
use super::structs::{self, Struct};
use crate::generate::text::context::Context;
use crate::generate::text::docs;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::Serde;

const TEMPLATE: Template = template!("patch.rs.jinja");

/// Adds the patch of a serialized model, and the reading of it.
pub(super) fn add(
    file: SourceFile,
    code: &ModelCode<'_>,
    serde: Serde,
    name: &Tokens,
) -> SourceFile {
    let fields = fields(code);
    let has_fields = !fields.is_empty();
    let definition = Struct {
        docs: docs::line(format!(
            "Changes of a [`{}`], such as the body of a PATCH request: a field that is `None` \
             stays as it is.",
            code.names.model
        )),
        name: name.clone(),
        fields: fields.iter().collect(),
        // Without fields it has one anyway.
        derives: Vec::from_iter(has_fields.then(|| tokens!("Default"))),
        keeps_unknown: false,
    };
    let value = fields
        .iter()
        .map(|field| tokens!("{}: {}", field.name, field.local));
    let input = Input {
        name,
        serde,
        fields: fields.iter().collect(),
        value: tokens!("Self {{ {} }}", Tokens::comma_separated(value)),
    };
    let file = structs::add(file, &definition).add(TEMPLATE, context(code, name, &fields));
    serde::add_input(file, &input)
}

/// The fields that are accepted from input of existing items and can be set, each as an option.
fn fields<'s>(code: &ModelCode<'s>) -> Vec<FieldCode<'s>> {
    let changeable = code.fields.iter().filter(|field| {
        let is_given = field.field.serde.is_patched() && field.field.auto.is_none();
        is_given && !field.is_key()
    });
    let fields = changeable.map(|field| FieldCode {
        ty: tokens!("rt::Option<{}>", field.ty),
        ..field.clone()
    });
    fields.collect()
}

fn context(code: &ModelCode<'_>, name: &Tokens, fields: &[FieldCode<'_>]) -> Context {
    let none = fields
        .iter()
        .map(|field| tokens!("self.{}.is_none()", field.name));
    let is_empty = match none.collect::<Vec<_>>().as_slice() {
        [] => tokens!("true"),
        all => Tokens::all_of(all),
    };
    Context::new()
        .with("model", code.names.model.clone())
        .with("patch", name.clone())
        .with("is_empty", is_empty)
        .list("fields", fields.iter().map(change))
}

fn change(field: &FieldCode<'_>) -> Context {
    let method = if field.field.flatten {
        tokens!("patch_flattened")
    } else if field.field.optional {
        tokens!("patch")
    } else {
        tokens!("set_if_some")
    };
    let name = &field.name;
    let change = tokens!(".{}(self::{}(), self.{})", method, name, name);
    Context::new().with("change", change)
}
