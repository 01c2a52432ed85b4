//! The input of `create`: a struct of the required fields, and a draft with the others.
//!
//! The first has a method that makes the second, for setting fields one after another. Both have the
//! setters of the other fields, so that a struct literal can go on with one:
//! `NewUser { … }.role(Role::Admin)`. A trait would do with one set, but callers would have to import
//! it.

use super::defaults::{self, Fallback};
use super::structs::{self, Struct};
use super::{codec, lifecycle};
use crate::generate::error::GenerateError;
use crate::generate::text::context::Context;
use crate::generate::text::docs::{self, code};
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::models::ModelCode;
use dynamite_schema::ir::{Auto, Field, Scalar, Schema, Type};

const TEMPLATE: Template = template!("draft.rs.jinja");

/// Adds both structs, their setters, and the conversion of a draft into an item.
pub(crate) fn add(file: SourceFile, model: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let (required, others): (Vec<_>, Vec<_>) =
        given_fields(model).partition(|field| field.field.is_required());
    let draft = Draft {
        model,
        new: held_new(model)?,
        begin: name_beside("draft", &others)?,
        others,
    };
    let required = Struct {
        docs: new_docs(model),
        name: model.names.new.clone(),
        fields: required,
        derives: Vec::new(),
        keeps_unknown: false,
    };
    Ok(structs::add(file, &required).add(TEMPLATE, draft.context()?))
}

/// The fields that can be given: all but those that only operations set.
pub(super) fn given_fields<'m, 's>(
    model: &'m ModelCode<'s>,
) -> impl Iterator<Item = &'m FieldCode<'s>> {
    let fields = model.fields.iter();
    fields.filter(|field| !lifecycle::is_set_by_operations(field.field))
}

/// The name of the draft's field that holds the required ones.
pub(super) fn held_new(model: &ModelCode<'_>) -> Result<Tokens, GenerateError> {
    let others = given_fields(model).filter(|field| !field.field.is_required());
    name_beside("new", &others.collect::<Vec<_>>())
}

/// The struct that holds the required fields and those that may be left out.
struct Draft<'c> {
    model: &'c ModelCode<'c>,
    /// The name of the field that holds the required ones.
    new: Tokens,
    /// The method of the required ones that makes a draft.
    begin: Tokens,
    /// The fields that may be left out.
    others: Vec<&'c FieldCode<'c>>,
}

/// This name, unless a field that may be left out is called so.
fn name_beside(name: &str, others: &[&FieldCode<'_>]) -> Result<Tokens, GenerateError> {
    let mut name = name.to_owned();
    while others.iter().any(|field| field.field.rust_name == name) {
        name.push('_');
    }
    Tokens::ident(&name)
}

fn new_docs(model: &ModelCode<'_>) -> Tokens {
    docs::line(format!(
        "A [`{}`] to be created: the fields that have to be given. The others are set by methods.",
        model.names.model
    ))
}

impl Draft<'_> {
    fn context(&self) -> Result<Context, GenerateError> {
        let schema = self.model.schema;
        let setters: Vec<_> = (self.others.iter())
            .map(|field| setter(schema, field))
            .collect();
        let finished = (self.model.fields.iter())
            .map(|field| self.finished(field))
            .collect::<Result<Vec<_>, _>>()?;
        let fresh = if finished.iter().any(|field| field.uses_fresh) {
            tokens!("fresh")
        } else {
            tokens!("_fresh")
        };
        Ok(Context::new()
            .with("model", self.model.names.model.clone())
            .with("new", self.model.names.new.clone())
            .with("draft", self.model.names.draft.clone())
            .with("required", self.new.clone())
            .with("begin", self.begin.clone())
            .with("label", Tokens::string(self.model.names.draft.as_str()))
            .with("fresh", fresh)
            .list("setter_blocks", (!setters.is_empty()).then(Context::new))
            .list("setters", setters)
            .list("fields", finished.into_iter().map(|field| field.context)))
    }

    /// A field of the model, made of the values in the draft.
    fn finished(&self, field: &FieldCode<'_>) -> Result<Finished, GenerateError> {
        if let Some(value) = lifecycle::at_first(field.field) {
            return Ok(Finished {
                context: (Context::new().with("name", field.name.clone())).with("value", value),
                uses_fresh: field.field.auto == Some(Auto::WriteId),
            });
        }
        let place = if field.field.is_required() {
            tokens!("self.{}.{}", self.new, field.name)
        } else {
            tokens!("self.{}", field.name)
        };
        let fallback = defaults::fallback(self.model.schema, field)?;
        let uses_fresh = fallback.as_ref().is_some_and(Fallback::is_fresh);
        let value = match &fallback {
            Some(fallback) => fallback.of(&place),
            None => place,
        };
        Ok(Finished {
            context: Context::new()
                .with("name", field.name.clone())
                .with("value", codec::settled(field, value)),
            uses_fresh,
        })
    }
}

/// A field that may be left out: its place in the draft, and its setter.
fn setter(schema: &Schema, field: &FieldCode<'_>) -> Context {
    let (slot, argument, value) =
        if field.field.optional || field.field.ty == Type::Scalar(Scalar::String) {
            let argument = tokens!("impl rt::IntoOptional<{}>", field.value);
            let value = tokens!("rt::IntoOptional::into_optional(value)");
            if can_be_chosen_absent(field.field) {
                (&field.ty, argument, tokens!("rt::Some({})", value))
            } else {
                (&field.value, argument, value)
            }
        } else {
            // Of a known type, so that an argument can be `"5".parse()?` or `[1].into()`.
            (
                &field.value,
                field.value.clone(),
                tokens!("rt::Some(value)"),
            )
        };
    Context::new()
        .with("docs", setter_docs(schema, field.field))
        .with("name", field.name.clone())
        .with("slot", tokens!("rt::Option<{}>", slot))
        .with("argument", argument)
        .with("value", value)
}

/// Returns true if absent can be chosen, which is not the same as leaving the field out.
fn can_be_chosen_absent(field: &Field) -> bool {
    field.optional && (field.default.is_some() || field.auto.is_some())
}

fn setter_docs(schema: &Schema, field: &Field) -> Tokens {
    let left_out = defaults::described(schema, field);
    let name = code(&field.rust_name);
    let none = if can_be_chosen_absent(field) {
        " `None` makes it absent."
    } else {
        ""
    };
    docs::line(format!("Sets {name}. Left out, it {left_out}.{none}"))
}

/// A field of the finished item.
struct Finished {
    context: Context,
    uses_fresh: bool,
}
