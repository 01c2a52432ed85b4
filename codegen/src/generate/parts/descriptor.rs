//! `ModelDescriptor`: a call for each property that a model has besides its table and attributes.

use super::{lifecycle, unique};
use crate::generate::text::context::Context;
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{Auto, Model};

/// The calls that follow `ModelDescriptor::new`.
pub(super) fn facts(code: &ModelCode<'_>) -> Vec<Context> {
    let model = code.model;
    let kept = |auto| (model.kept(auto)).map(|id| Tokens::string(&model.field(id).attribute));
    [
        (tokens!("may_be_absent"), list(may_be_absent(code))),
        (tokens!("renamed"), list(renamed(model))),
        (tokens!("sensitive"), list(sensitive(model))),
        (
            tokens!("updated"),
            lifecycle::timestamp(model, Auto::Updated),
        ),
        (
            tokens!("deleted"),
            lifecycle::timestamp(model, Auto::Deleted),
        ),
        (tokens!("version"), kept(Auto::Version)),
        (
            tokens!("last_version"),
            (model.kept(Auto::Version)).map(|id| tokens!("{}::MAX as i128", code.field(id).value)),
        ),
        (
            tokens!("version_starts_at_zero"),
            (model.kept(Auto::Version))
                .filter(|id| model.field(*id).absent.is_some())
                .map(|_| tokens!("true")),
        ),
        (tokens!("write_id"), kept(Auto::WriteId)),
        (tokens!("uniques"), list(unique::of_model(code))),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(fact(name, value?)))
    .collect()
}

/// The call for a model whose values have attributes inside, which the constant `NESTED` lists.
pub(super) fn nested() -> Context {
    fact(tokens!("nested"), tokens!("NESTED"))
}

fn fact(name: Tokens, value: Tokens) -> Context {
    Context::new().with("name", name).with("value", value)
}

fn list(elements: Vec<Tokens>) -> Option<Tokens> {
    (!elements.is_empty()).then(|| tokens!("&[{}]", Tokens::comma_separated(elements)))
}

fn may_be_absent(code: &ModelCode<'_>) -> Vec<Tokens> {
    (code.fields.iter())
        .filter(|field| field.may_be_absent())
        .map(|field| Tokens::string(&field.field.attribute))
        .collect()
}

fn renamed(model: &Model) -> Vec<Tokens> {
    (model.fields.iter())
        .filter(|field| field.attribute != field.name)
        .map(|field| {
            let attribute = Tokens::string(&field.attribute);
            tokens!("({}, {})", attribute, Tokens::string(&field.name))
        })
        .collect()
}

fn sensitive(model: &Model) -> Vec<Tokens> {
    (model.fields.iter())
        .filter(|field| field.sensitive)
        .map(|field| Tokens::string(&field.attribute))
        .collect()
}
