//! Former stored values of enums.

use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{Field, NamedTypeKind, Renaming, Retyping, Schema, Type};

const TEMPLATE: Template = template!("former_values.rs.jinja");

/// Adds what was stored before for the values of enums, while programs of both forms run.
pub(crate) fn add(file: SourceFile, code: &ModelCode<'_>) -> SourceFile {
    let all = code.fields.iter().enumerate();
    let all = all.filter_map(|(position, field)| {
        let pairs = pairs(code.schema, field.field)?;
        let context = Context::new()
            .with("owner", code.names.model.clone())
            .with("field", Tokens::number(position))
            .with("enum", field.value.clone())
            .with("pairs", Tokens::comma_separated(pairs));
        Some(context)
    });
    file.add(TEMPLATE, Context::new().list("all", all))
}

/// The values of an enum, each with the former one.
fn pairs(schema: &Schema, field: &Field) -> Option<Vec<Tokens>> {
    let Some(Renaming {
        retyping: Some(Retyping::Values(former)),
        ..
    }) = field.renaming.as_ref().filter(|it| it.is_mirrored())
    else {
        return None;
    };
    let Type::Named(id) = field.ty else {
        return None;
    };
    let NamedTypeKind::Enum { values, .. } = &schema.named_type(id).kind else {
        return None;
    };
    let both = values.iter().zip(former);
    let pairs = both.map(|(value, former)| {
        let [value, former] = [&value.stored, former].map(|it| Tokens::string(it));
        tokens!("({}, {})", value, former)
    });
    Some(pairs.collect())
}
