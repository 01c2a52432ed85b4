//! `ModelDescriptor`: a call for each property that a model has besides its table and attributes.

use super::{lifecycle, unique};
use crate::generate::text::context::Context;
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{Auto, Model, RenamedField, Renaming};

/// The calls that follow `ModelDescriptor::new`.
pub(super) fn facts(code: &ModelCode<'_>) -> Vec<Context> {
    let model = code.model;
    let kept = |auto| (model.kept(auto)).map(|id| Tokens::string(&model.field(id).attribute));
    [
        (tokens!("may_be_absent"), list(may_be_absent(code))),
        (tokens!("flattened"), list(flattened(code))),
        (tokens!("renamed"), list(renamed(model))),
        (tokens!("sensitive"), list(sensitive(code))),
        (tokens!("phased"), list(phased(code))),
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
    let names = code.fields.iter().flat_map(|field| {
        // An item has the attributes of one variant.
        let always = usize::from(!field.may_be_absent());
        field.attributes().skip(always)
    });
    names.cloned().collect()
}

fn flattened(code: &ModelCode<'_>) -> Vec<Tokens> {
    let unions = code.fields.iter().filter(|field| field.field.flatten);
    let names = unions.flat_map(FieldCode::attributes);
    names.cloned().collect()
}

fn renamed(model: &Model) -> Vec<Tokens> {
    (model.fields.iter())
        .filter(|field| field.attribute != field.name && !field.flatten)
        .map(|field| {
            let attribute = Tokens::string(&field.attribute);
            tokens!("({}, {})", attribute, Tokens::string(&field.name))
        })
        .collect()
}

/// The fields that are being renamed, each with both its attributes: those of the model, and those inside
/// the nested types of its fields.
fn phased(code: &ModelCode<'_>) -> Vec<Tokens> {
    let own = code.fields.iter().filter_map(|field| {
        let forms = field.other.as_ref().map(|other| (&field.stored, other));
        Some(phased_attribute(field.field.renaming.as_ref()?, forms))
    });
    let renamed = code.schema.renamed_fields(&code.model.fields);
    let inside = renamed.iter().filter(|field| !field.parents.is_empty());
    own.chain(inside.map(phased_inside)).collect()
}

/// A field of a nested type, which has the same form in both attributes.
fn phased_inside(RenamedField { parents, renaming }: &RenamedField<'_>) -> Tokens {
    let attribute = phased_attribute(renaming, None);
    let parents = parents.iter().map(|name| Tokens::string(name));
    tokens!(
        "{}.inside(&[{}])",
        attribute,
        Tokens::comma_separated(parents)
    )
}

/// A field with these stored forms, if its attributes have different ones.
fn phased_attribute(renaming: &Renaming, forms: Option<(&Tokens, &Tokens)>) -> Tokens {
    let [name, other] = [renaming.authoritative(), renaming.other()].map(Tokens::string);
    let made = match forms {
        _ if !renaming.is_mirrored() => tokens!("removed"),
        Some((first, second)) => tokens!("retyped::<{}, {}>", first, second),
        None => tokens!("mirrored"),
    };
    tokens!("rt::PhasedAttribute::{}({}, {})", made, name, other)
}

/// The attributes that hold sensitive values: those of sensitive fields, and those of flattened unions
/// that hold sensitive fields of some variant.
fn sensitive(code: &ModelCode<'_>) -> Vec<Tokens> {
    let types = &code.schema.types;
    let names = code.model.fields.iter().flat_map(|field| {
        let union = field.flattened_union(types);
        let is_sensitive = move |name: &&str| match union {
            Some(union) => union.fields_in(name).any(|field| field.sensitive),
            None => field.sensitive,
        };
        field.attributes(types).into_iter().filter(is_sensitive)
    });
    names.map(Tokens::string).collect()
}
