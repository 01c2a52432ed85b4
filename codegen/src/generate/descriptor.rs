//! What the runtime has to know of a model besides its table and its attributes: one call each,
//! and none for what the model has not.

use super::model::ModelCode;
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{lifecycle, unique};
use crate::ir::{Auto, FieldId, Model};

/// The calls that follow `ModelDescriptor::new`.
<<<<<<< HEAD
pub(super) fn facts(model: &Model) -> Vec<Context> {
    let kept = |auto| (model.kept(auto)).map(|id| Tokens::string(&model.field(id).attribute));
=======
pub(super) fn facts(code: &ModelCode<'_>) -> Vec<Context> {
    let model = code.model;
    let version = (model.kept(Auto::Version)).map(|id| Tokens::string(&model.field(id).attribute));
>>>>>>> guards
    [
        (tokens!("sparse"), list(sparse(model))),
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
<<<<<<< HEAD
        (tokens!("version"), kept(Auto::Version)),
        (tokens!("write_id"), kept(Auto::WriteId)),
        (tokens!("uniques"), list(unique::of_model(model))),
=======
        (tokens!("version"), version),
        (tokens!("uniques"), list(unique::of_model(code))),
>>>>>>> guards
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(Context::new().with("name", name).with("value", value?)))
    .collect()
}

fn list(elements: Vec<Tokens>) -> Option<Tokens> {
    (!elements.is_empty()).then(|| tokens!("&[{}]", Tokens::comma_separated(elements)))
}

fn sparse(model: &Model) -> Vec<Tokens> {
    (model.fields.iter().enumerate())
        .filter(|(id, field)| field.optional && model.is_in_index_key(FieldId(*id)))
        .map(|(_, field)| Tokens::string(&field.attribute))
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
