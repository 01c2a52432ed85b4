//! What `create` takes: the struct of required fields, and the draft with the others.

use super::docs::{self, Docs, code};
use super::field::FieldCode;
use super::literals::Constant;
use super::model::ModelCode;
use super::source_file::SourceFile;
use super::structs::{self, Struct};
use super::template::Context;
use super::tokens::{Tokens, tokens};
use super::{GenerateError, codec, lifecycle, literals, rules, rust_type};
use dynamite_schema::ir::{Auto, Default, Field, Generator, Literal, Scalar, Schema, Type};

/// Adds both structs, their setters, and how a draft becomes an item.
pub(super) fn add(file: SourceFile, model: &ModelCode<'_>) -> Result<SourceFile, GenerateError> {
    let (required, others): (Vec<_>, Vec<_>) =
        given_fields(model).partition(|field| is_required(field.field));
    let draft = Draft {
        model,
        new: name_of_required(&others)?,
        others,
    };
    let required = Struct {
        docs: new_docs(model),
        name: model.names.new.clone(),
        fields: required,
        compares: false,
        keeps_unknown: false,
    };
    Ok(structs::add(file, &required).add("draft.rs.jinja", draft.context()?))
}

/// The fields that can be given: all but those that only operations set.
fn given_fields<'m, 's>(model: &'m ModelCode<'s>) -> impl Iterator<Item = &'m FieldCode<'s>> {
    let fields = model.fields.iter();
    fields.filter(|field| !lifecycle::is_kept(field.field))
}

/// The struct that holds the required fields, and beside them those that may be left out.
struct Draft<'c> {
    model: &'c ModelCode<'c>,
    /// The field that holds the required ones.
    new: Tokens,
    /// Those that may be left out.
    others: Vec<&'c FieldCode<'c>>,
}

/// `new`, unless a field is called so.
fn name_of_required(others: &[&FieldCode<'_>]) -> Result<Tokens, GenerateError> {
    let mut name = "new".to_owned();
    while others.iter().any(|field| field.field.rust_name == name) {
        name.push('_');
    }
    Tokens::ident(&name)
}

/// Whether it has to be given when an item is created.
pub(super) fn is_required(field: &Field) -> bool {
    let may_be_empty = rust_type::is_collection(&field.ty) && !rules::refuse_empty(field);
    !field.optional && field.default.is_none() && field.auto.is_none() && !may_be_empty
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
        let setters = (self.others.iter())
            .map(|field| setter(schema, field))
            .collect::<Result<Vec<_>, _>>()?;
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
            .with("label", Tokens::string(self.model.names.draft.as_str()))
            .with("fresh", fresh)
            .list("setter_blocks", (!setters.is_empty()).then(Context::new))
            .list("setters", setters)
            .list("fields", finished.into_iter().map(|field| field.context)))
    }

    /// A field of the model, made of what the draft holds.
    fn finished(&self, field: &FieldCode<'_>) -> Result<Finished, GenerateError> {
        if let Some(value) = lifecycle::at_first(field.field) {
            return Ok(Finished {
                context: (Context::new().with("name", field.name.clone())).with("value", value),
                uses_fresh: field.field.auto == Some(Auto::WriteId),
            });
        }
        let place = if is_required(field.field) {
            tokens!("self.{}.{}", self.new, field.name)
        } else {
            tokens!("self.{}", field.name)
        };
        let fallback = fallback(self.model.schema, field)?;
        let uses_fresh = fallback.as_ref().is_some_and(Fallback::uses_fresh);
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
fn setter(schema: &Schema, field: &FieldCode<'_>) -> Result<Context, GenerateError> {
    let some = |value: Tokens| tokens!("rt::Some({})", value);
    let into = |ty: &Tokens| {
        let value = some(tokens!("rt::Into::into(value)"));
        (tokens!("impl rt::Into<{}>", ty), value)
    };
    let has_fallback = fallback(schema, field)?.is_some();
    let (slot, (argument, value)) = if field.field.optional && has_fallback {
        // Absent can be chosen as well, which is not the same as leaving it out.
        (tokens!("rt::Option<{}>", field.ty), into(&field.ty))
    } else if field.field.ty == Type::Scalar(Scalar::String) {
        let slot = tokens!("rt::Option<{}>", field.value);
        (slot, into(&field.value))
    } else {
        let slot = tokens!("rt::Option<{}>", field.value);
        (slot, (field.value.clone(), some(tokens!("value"))))
    };
    Ok(Context::new()
        .with("docs", setter_docs(schema, field.field))
        .with("name", field.name.clone())
        .with("slot", slot)
        .with("argument", argument)
        .with("value", value))
}

fn setter_docs(schema: &Schema, field: &Field) -> Tokens {
    let now = match field.ty {
        Type::Scalar(Scalar::Date) => "is the day of creation, in UTC",
        _ => "is the time of creation",
    };
    let left_out = match &field.default {
        Some(Default::Literal(literal)) => match literals::shown(schema, literal) {
            Some(text) => format!("is {}", code(&text)),
            None if *literal == Literal::Empty => "is empty".to_owned(),
            None => "has the default of the schema".to_owned(),
        },
        Some(Default::Generate(Generator::Ulid)) => "is a new ULID".to_owned(),
        Some(Default::Generate(Generator::UuidV4)) => "is a random UUID".to_owned(),
        Some(Default::Generate(Generator::UuidV7)) => "is a new UUID, ordered by time".to_owned(),
        Some(Default::Path(path)) => format!("is what {} returns", code(path)),
        Some(Default::Now) => now.to_owned(),
        None if field.auto.is_some() => now.to_owned(),
        None if field.optional => "is absent".to_owned(),
        None => "is empty".to_owned(),
    };
    let ours = format!("Sets {}. Left out, it {left_out}.", code(&field.rust_name));
    Docs::of(None, &ours).into_tokens()
}

/// A field of the finished item.
struct Finished {
    context: Context,
    uses_fresh: bool,
}

/// What happens where a field was left out.
enum Fallback {
    /// A method of the option: `unwrap_or(..)`, `unwrap_or_else(..)`.
    Unwrap(Tokens),
    /// The same, with something from the client's sources of ids and times.
    UnwrapFresh(Tokens),
    /// A method of those sources that takes the option, which is cheaper to compile than a closure.
    Fresh(Tokens),
}

impl Fallback {
    fn uses_fresh(&self) -> bool {
        !matches!(self, Self::Unwrap(_))
    }

    /// What was given, or else what takes its place.
    fn of(&self, given: &Tokens) -> Tokens {
        match self {
            Self::Unwrap(call) | Self::UnwrapFresh(call) => tokens!("{}.{}", given, call),
            Self::Fresh(method) => tokens!("fresh.{}_or({})", method, given),
        }
    }
}

/// None for required fields, and for optional ones that are just absent.
fn fallback(schema: &Schema, field: &FieldCode<'_>) -> Result<Option<Fallback>, GenerateError> {
    let fallback = match &field.field.default {
        Some(Default::Literal(literal)) => {
            constant(field, literals::constant(schema, field.field, literal)?)
        }
        Some(Default::Path(path)) if field.field.optional => {
            let value = present(field, tokens!("{}()", Tokens::path(path)?));
            Fallback::Unwrap(tokens!("unwrap_or_else(|| {})", value))
        }
        Some(Default::Path(path)) => {
            Fallback::Unwrap(tokens!("unwrap_or_else({})", Tokens::path(path)?))
        }
        Some(Default::Generate(generator)) => fresh(
            field,
            match generator {
                Generator::Ulid => tokens!("ulid"),
                Generator::UuidV4 => tokens!("uuid_v4"),
                Generator::UuidV7 => tokens!("uuid_v7"),
            },
        ),
        Some(Default::Now) if field.field.ty == Type::Scalar(Scalar::Date) => {
            fresh(field, tokens!("today"))
        }
        Some(Default::Now) => fresh(field, tokens!("now")),
        None if field.field.auto.is_some() => fresh(field, tokens!("now")),
        None if field.field.optional || is_required(field.field) => return Ok(None),
        None => Fallback::Unwrap(tokens!("unwrap_or_default()")),
    };
    Ok(Some(fallback))
}

fn constant(field: &FieldCode<'_>, constant: Constant) -> Fallback {
    Fallback::Unwrap(match constant {
        Constant::Empty(_) if !field.field.optional => tokens!("unwrap_or_default()"),
        Constant::Empty(value) | Constant::Made(value) => {
            tokens!("unwrap_or_else(|| {})", present(field, value))
        }
        Constant::Const(value) => tokens!("unwrap_or({})", present(field, value)),
    })
}

/// From the client's sources of ids and times.
fn fresh(field: &FieldCode<'_>, method: Tokens) -> Fallback {
    if field.field.optional {
        let value = present(field, tokens!("fresh.{}()", method));
        Fallback::UnwrapFresh(tokens!("unwrap_or_else(|| {})", value))
    } else {
        Fallback::Fresh(method)
    }
}

/// A default as a value of the field: an optional field has it.
fn present(field: &FieldCode<'_>, value: Tokens) -> Tokens {
    if field.field.optional {
        tokens!("rt::Some({})", value)
    } else {
        value
    }
}
