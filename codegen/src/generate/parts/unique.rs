//! Unique constraints: their descriptors, and the repository methods that look an item up by them.

use super::arguments::argument;
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, code};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{Schema, Unique};

/// The constraints of a model, as part of its descriptor.
pub(super) fn of_model(code: &ModelCode<'_>) -> Vec<Tokens> {
    let constraints = code.model.uniques.iter().map(|unique| {
        let fields = || unique.fields.iter().map(|id| code.field(*id));
        let guard = fields().zip(&unique.guard).map(|(field, name)| {
            tokens!(
                "rt::GuardPart {{ name: {}, canonical: |value| rt::canonical(self::{}(), value) }}",
                Tokens::string(name),
                field.name
            )
        });
        tokens!(
            "rt::UniqueDescriptor {{ attributes: &[{}], guard: &[{}], among_live: {} }}",
            Tokens::comma_separated(fields().map(|field| field.attribute.clone())),
            Tokens::comma_separated(guard),
            if unique.among_live {
                tokens!("true")
            } else {
                tokens!("false")
            }
        )
    });
    constraints.collect()
}

/// Returns true if a schema needs the table of guards.
pub(crate) fn needs_guards(schema: &Schema) -> bool {
    let mut models = schema.models.iter();
    models.any(|model| !model.uniques.is_empty())
}

/// A repository method for each constraint.
pub(super) fn lookups(code: &ModelCode<'_>) -> Result<Vec<Context>, GenerateError> {
    let constraints = code.model.uniques.iter().enumerate();
    constraints
        .map(|(position, unique)| lookup(code, position, unique))
        .collect()
}

fn lookup(
    model: &ModelCode<'_>,
    position: usize,
    unique: &Unique,
) -> Result<Context, GenerateError> {
    let fields = || unique.fields.iter().map(|id| model.field(*id));
    let names: Vec<_> = fields().map(|field| code(&field.field.attribute)).collect();
    let among = if unique.among_live {
        " and is not deleted"
    } else {
        ""
    };
    let docs = docs::line(format!(
        "Reads the [`{}`] that has this {}{among}, of which there is one at most: two consistent \
         `GetItem`.",
        model.names.model,
        names.join(" and ")
    ));
    let arguments = fields().map(|field| argument(model.schema, field));
    Ok(Context::new()
        .with("docs", docs)
        .with("method", Tokens::ident(&unique.method)?)
        .with("rule", Tokens::number(position))
        .list("arguments", arguments))
}
