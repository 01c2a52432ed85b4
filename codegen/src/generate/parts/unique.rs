//! Unique fields: what the runtime has to know of them, and how an item is looked up by them.

use proc_macro2::Literal;

use super::docs::{self, code};
use super::model::ModelCode;
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{GenerateError, repository};
use dynamite_schema::ir::{Schema, Unique};

/// The rules of a model, as part of its descriptor.
pub(super) fn of_model(code: &ModelCode<'_>) -> Vec<Tokens> {
    let rules = code.model.uniques.iter().map(|unique| {
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
    rules.collect()
}

/// Whether a schema needs the table that holds guards.
pub(super) fn needs_guards(schema: &Schema) -> bool {
    let mut models = schema.models.iter();
    models.any(|model| !model.uniques.is_empty())
}

/// A method of the repository for each rule.
pub(super) fn lookups(code: &ModelCode<'_>) -> Result<Vec<Context>, GenerateError> {
    let rules = code.model.uniques.iter().enumerate();
    rules
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
    let arguments = fields().map(|field| repository::argument(model.schema, field));
    Ok(Context::new()
        .with("docs", docs)
        .with("method", Tokens::ident(&unique.method)?)
        .with(
            "rule",
            Tokens::literal(&Literal::usize_unsuffixed(position)),
        )
        .list("arguments", arguments))
}
