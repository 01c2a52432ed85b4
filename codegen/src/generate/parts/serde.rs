//! Serialization: what is written of a type, and what is read into it.

use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use dynamite_schema::ir::Serde;

const OUTPUT: Template = template!("serde_output.rs.jinja");
const INPUT: Template = template!("serde_input.rs.jinja");
const TEXT: Template = template!("serde_text.rs.jinja");
const OWN_FORM: Template = template!("serde_own_form.rs.jinja");

/// Adds the writing of a struct.
pub(crate) fn add_output(
    file: SourceFile,
    name: &Tokens,
    serde: Serde,
    fields: &[&FieldCode<'_>],
) -> SourceFile {
    let place = |field: &FieldCode<'_>| tokens!("&self.{}", field.name);
    let context = with_writes(Context::new(), serde, fields.iter().copied(), place)
        .with("name", name.clone())
        .with("label", Tokens::string(name.as_str()));
    file.add_with_serde(OUTPUT, context)
}

/// A struct that is read from the fields of an object.
pub(crate) struct Input<'c> {
    pub(crate) name: &'c Tokens,
    pub(crate) serde: Serde,
    /// Those that are not accepted included.
    pub(crate) fields: Vec<&'c FieldCode<'c>>,
    /// The value, made of the local variables of the accepted fields.
    pub(crate) value: Tokens,
}

/// Adds the reading of a struct.
pub(crate) fn add_input(file: SourceFile, input: &Input<'_>) -> SourceFile {
    let context = with_reads(Context::new(), input.fields.iter().copied())
        .with("name", input.name.clone())
        .with("label", Tokens::string(input.name.as_str()))
        .with("denies", denies_unknown(input.serde))
        .with("value", input.value.clone());
    file.add_with_serde(INPUT, context)
}

/// Adds the serialization of a type as its text.
pub(crate) fn add_text(file: SourceFile, name: &Tokens) -> SourceFile {
    file.add_with_serde(TEXT, Context::new().with("name", name.clone()))
}

/// Says that values of a type inside others are serialized by its own implementation.
pub(crate) fn add_own_form(file: SourceFile, name: &Tokens) -> SourceFile {
    file.add_with_serde(OWN_FORM, Context::new().with("name", name.clone()))
}

pub(crate) fn denies_unknown(serde: Serde) -> Tokens {
    if serde.denies_unknown {
        tokens!("true")
    } else {
        tokens!("false")
    }
}

/// Adds the writing of fields: a call for each that is in output. `place` is a reference to the
/// value of a field.
pub(crate) fn with_writes<'c>(
    context: Context,
    serde: Serde,
    fields: impl Iterator<Item = &'c FieldCode<'c>>,
    place: impl Fn(&FieldCode<'_>) -> Tokens,
) -> Context {
    let written = fields.filter(|field| field.field.serde.is_written());
    let writes: Vec<_> = written.map(|field| write(field, &place(field))).collect();
    context
        .with("count", Tokens::number(writes.len()))
        .with("count_with_tag", Tokens::number(writes.len() + 1))
        .list("outputs", as_numbers(serde).into_iter().chain(writes))
}

/// The call that makes the decimals of a value numbers, if they are to be.
pub(crate) fn as_numbers(serde: Serde) -> Option<Context> {
    let call = || Context::new().with("write", tokens!(".decimals_as_numbers()"));
    serde.decimals_are_numbers.then(call)
}

fn write(field: &FieldCode<'_>, place: &Tokens) -> Context {
    let method = if field.field.optional {
        tokens!("write_optional")
    } else {
        tokens!("write")
    };
    let (form, name) = (&field.stored, serialized_name(field));
    let write = tokens!(".{}::<{}>({}, {})", method, form, name, place);
    Context::new().with("write", write)
}

/// Adds the reading of fields: a local variable and a match arm for each that is in input.
pub(crate) fn with_reads<'c>(
    context: Context,
    fields: impl Iterator<Item = &'c FieldCode<'c>>,
) -> Context {
    let read: Vec<_> = fields.filter(|field| field.field.serde.is_read()).collect();
    let names = read.iter().map(|field| serialized_name(field));
    context
        .with("accepted", Tokens::comma_separated(names))
        .list("input_blocks", (!read.is_empty()).then(Context::new))
        .list("no_input_blocks", read.is_empty().then(Context::new))
        .list("inputs", read.iter().map(|field| read_field(field)))
}

fn read_field(field: &FieldCode<'_>) -> Context {
    let (is_nullable, is_sensitive) = (field.field.keep_null, field.field.sensitive);
    let method = match (field.field.optional, is_nullable, is_sensitive) {
        (false, _, false) => tokens!("read"),
        (false, _, true) => tokens!("read_sensitive"),
        (true, false, false) => tokens!("read_optional"),
        (true, false, true) => tokens!("read_optional_sensitive"),
        (true, true, false) => tokens!("read_optional_or_null"),
        (true, true, true) => tokens!("read_optional_or_null_sensitive"),
    };
    Context::new()
        .with("local", field.local.clone())
        .with("key", serialized_name(field))
        .with("method", method)
        .with("stored", field.stored.clone())
}

/// The name of a field in serialized values: the one that the schema declares.
fn serialized_name(field: &FieldCode<'_>) -> Tokens {
    Tokens::string(&field.field.name)
}

/// The value of a field that has to be given.
pub(crate) fn required(field: &FieldCode<'_>) -> Tokens {
    let (local, name) = (&field.local, serialized_name(field));
    tokens!("fields.required({}, {})?", local, name)
}

/// The value of a field of a nested type or variant.
pub(crate) fn of_nested(field: &FieldCode<'_>) -> Tokens {
    match (field.field.serde.is_read(), field.field.optional) {
        (false, true) => tokens!("rt::None"),
        (false, false) => tokens!("<{}>::default()", field.ty),
        (true, true) => tokens!("{}.flatten()", field.local),
        (true, false) if field.field.is_required() => required(field),
        (true, false) => tokens!("{}.unwrap_or_default()", field.local),
    }
}
