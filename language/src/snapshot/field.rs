//! Fields of models, nested types and variants.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dynamite_core::rules::Normalization;

use super::rust_types::Names;
use crate::ir::{
    Auto, Field, Literal, Model, NamedTypeKind, Scalar, Schema, TimestampFormat, Type, UlidFormat,
    Unique, UuidFormat,
};
use crate::resolve::identifier;
use crate::yaml::print::{Flow, list, quoted, scalar};

/// A field of a model.
pub(super) fn of_model(names: Names<'_>, model: &Model, field: &Field) -> String {
    let mut entries = entries(names, field);
    entries.flag("flatten", field.flatten);
    if let Some(auto) = field.auto {
        entries.entry("auto", auto_word(auto));
    }
    let own = model.uniques.iter().find(|unique| {
        let is_this = |id| model.field(id).name == field.name;
        matches!(unique.fields[..], [only] if is_this(only)) && unique.name == field.name
    });
    if let Some(unique) = own {
        entries.entry("unique", of_field(unique, field));
    }
    short(&entries, names, field)
}

/// A field of a nested type or a variant.
pub(super) fn nested(names: Names<'_>, field: &Field) -> String {
    short(&entries(names, field), names, field)
}

/// The type alone, if there is nothing else to say.
fn short(entries: &Flow, names: Names<'_>, field: &Field) -> String {
    let ty = written(names, field);
    let long = entries.to_string();
    if long == format!("{{ type: {ty} }}") {
        ty
    } else {
        long
    }
}

fn written(names: Names<'_>, field: &Field) -> String {
    let optional = if field.optional { "?" } else { "" };
    format!("{}{optional}", names.written(&field.ty))
}

/// What all fields have.
fn entries(names: Names<'_>, field: &Field) -> Flow {
    let mut entries = Flow::default();
    entries.entry("type", written(names, field));
    if field.settled_attribute() != field.name && !field.flatten {
        entries.entry("attribute", scalar(field.settled_attribute()));
    }
    if identifier::snake(&field.name).as_deref() != Some(&field.rust_name) {
        entries.entry("rust_name", scalar(&field.rust_name));
    }
    if let Type::Scalar(ty) = field.ty
        && let Some(form) = stored_form(ty)
    {
        entries.entry("as", form);
    }
    if let Some(absent) = &field.absent {
        entries.entry("absent", constant(names.schema, field, absent));
    }
    if let Some(codec) = &field.codec {
        entries.entry("codec", quoted(&codec.path));
    }
    if !field.rules.normalize.is_empty() {
        let steps = field.rules.normalize.iter();
        entries.entry("normalize", list(steps.map(|it| normalization(&it.step))));
    }
    entries.flag("keep_null", field.keep_null);
    entries.flag("sensitive", field.sensitive);
    entries
}

/// The form of a scalar, if it is not the usual one.
pub(super) fn stored_form(ty: Scalar) -> Option<String> {
    match ty {
        Scalar::Timestamp(TimestampFormat::IsoMs)
        | Scalar::Uuid(UuidFormat::Lower)
        | Scalar::Ulid(UlidFormat::Upper) => None,
        Scalar::Timestamp(TimestampFormat::IsoAtOffset(offset)) => {
            let offset = String::from_utf8_lossy(&offset.text()).into_owned();
            Some(format!("{{ iso_offset: {} }}", quoted(&offset)))
        }
        Scalar::Timestamp(TimestampFormat::EpochSOrNever(never)) => {
            Some(format!("{{ epoch_s_or_never: {never} }}"))
        }
        Scalar::Timestamp(form) => Some(form.name().to_owned()),
        Scalar::Uuid(form) => Some(form.name().to_owned()),
        Scalar::Ulid(form) => Some(form.name().to_owned()),
        _ => None,
    }
}

/// A constant of a field's type, as the reader of schema files takes it.
pub(crate) fn constant(schema: &Schema, field: &Field, literal: &Literal) -> String {
    match literal {
        Literal::String(text) => quoted(text),
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::F32(value) => format!("{value:?}"),
        Literal::F64(value) => format!("{value:?}"),
        Literal::Decimal(value) => value.to_string(),
        Literal::Bytes(bytes) => quoted(&STANDARD.encode(bytes)),
        Literal::Uuid(id) => quoted(&id.to_string()),
        Literal::Ulid(id) => quoted(&id.to_string()),
        Literal::Timestamp(time) => match field.ty {
            // The number of the form is beyond every time that can be written.
            Type::Scalar(Scalar::Timestamp(TimestampFormat::EpochSOrNever(_)))
                if dynamite_core::time::Timestamp::latest_second() == Some(*time) =>
            {
                "never".to_owned()
            }
            _ => quoted(&time.to_string()),
        },
        Literal::Date(date) => quoted(&date.to_string()),
        Literal::EnumValue(id, position) => match &schema.named_type(*id).kind {
            NamedTypeKind::Enum { values, .. } => quoted(&values[*position].stored),
            _ => quoted(""),
        },
        Literal::Empty => quoted(""),
    }
}

fn normalization(step: &Normalization<String>) -> String {
    match step {
        Normalization::Trim => "trim".to_owned(),
        Normalization::CollapseWhitespace => "collapse_whitespace".to_owned(),
        Normalization::Lowercase => "lowercase".to_owned(),
        Normalization::Uppercase => "uppercase".to_owned(),
        Normalization::Rust(path) => format!("{{ rust: {} }}", quoted(path)),
    }
}

fn auto_word(auto: Auto) -> &'static str {
    match auto {
        Auto::Created => "created",
        Auto::Updated => "updated",
        Auto::Deleted => "deleted",
        Auto::Version => "version",
        Auto::WriteId => "write_id",
    }
}

/// `unique` of a field.
fn of_field(unique: &Unique, field: &Field) -> String {
    let mut entries = Flow::default();
    if unique.among_live {
        entries.entry("among", "live");
    }
    if unique.guard != [field.settled_attribute()] {
        entries.entry("guard", list(unique.guard.iter().map(|it| scalar(it))));
    }
    match entries.to_string() {
        none if none == "{}" => "true".to_owned(),
        entries => entries,
    }
}
