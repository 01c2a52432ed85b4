//! Reading and writing of fields: one call each into the runtime.

use std::collections::HashSet;

use crate::generate::text::context::Context;
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::roles::{KeySide, KeyUse};

/// Fields that are read together, from the attributes of one map.
pub(crate) struct Reads<'c> {
    fields: Vec<&'c FieldCode<'c>>,
    /// The attributes whose values errors must not show, beside those of sensitive fields.
    secret: HashSet<&'c str>,
}

impl<'c> Reads<'c> {
    pub(crate) fn new(fields: impl IntoIterator<Item = &'c FieldCode<'c>>) -> Self {
        Self {
            fields: fields.into_iter().collect(),
            secret: HashSet::new(),
        }
    }

    /// Hides the values of these attributes in errors too.
    pub(crate) fn with_secret(self, secret: &HashSet<&'c str>) -> Self {
        Self {
            secret: secret.clone(),
            ..self
        }
    }

    /// A statement that reads the fields, and binds each to its name. `attributes` is an expression
    /// of their stored names.
    pub(crate) fn statement(&self, attributes: &Tokens) -> Tokens {
        let types = self.fields.iter().map(|field| self.read_type(field));
        let names = self.fields.iter().map(|field| field.name.clone());
        let call = tokens!(
            "rt::read_fields::<{}, R>(reader, {})?;",
            grouped(types.collect(), |types| tokens!("rt::Group<{}>", types)),
            attributes
        );
        if self.fields.is_empty() {
            return call;
        }
        let names = grouped(names.collect(), |names| names);
        tokens!("let {} = {}", names, call)
    }

    /// The stored names of the fields.
    pub(crate) fn attributes(&self) -> Tokens {
        let names = self.fields.iter().map(|field| field.attribute.clone());
        tokens!("&[{}]", Tokens::comma_separated(names))
    }

    /// The type that says how a field is read.
    fn read_type(&self, field: &FieldCode<'_>) -> Tokens {
        let stored = field.stored.clone();
        let read = if field.is_key() {
            tokens!("rt::KeyPart<{}>", stored)
        } else if field.reads_null() {
            tokens!("rt::Nullable<{}>", stored)
        } else if field.may_be_absent() {
            tokens!("rt::OrAbsent<{}>", stored)
        } else {
            stored
        };
        let is_secret = self.secret.contains(field.field.attribute.as_str());
        if field.field.sensitive || is_secret {
            tokens!("rt::Secret<{}>", read)
        } else {
            read
        }
    }

    /// The fields, each with its value behind that statement.
    pub(crate) fn taken(&self) -> impl Iterator<Item = (&'c FieldCode<'c>, Tokens)> {
        self.fields.iter().map(|field| {
            let value = if field.field.optional {
                field.name.clone()
            } else if let Some(absent) = &field.absent {
                tokens!("{}.{}", field.name, absent.unwrap)
            } else if field.may_be_absent() {
                tokens!("{}.unwrap_or_default()", field.name)
            } else {
                field.name.clone()
            };
            (*field, value)
        })
    }
}

/// Largest tuple that the runtime reads.
const LARGEST_TUPLE: usize = 12;

/// A tuple of types or patterns. More members than the largest tuple has become a tuple of tuples, each
/// as `group` writes it.
fn grouped(mut members: Vec<Tokens>, group: fn(Tokens) -> Tokens) -> Tokens {
    while members.len() > LARGEST_TUPLE {
        let groups = members.chunks(LARGEST_TUPLE);
        members = groups.map(|members| group(tuple(members))).collect();
    }
    tuple(&members)
}

fn tuple(members: &[Tokens]) -> Tokens {
    match members {
        [only] => tokens!("({},)", only),
        _ => tokens!("({})", Tokens::comma_separated(members.iter().cloned())),
    }
}

/// A field in a struct expression or pattern: `name: value`, or `name` alone.
pub(crate) fn initialized(field: &FieldCode<'_>, value: Tokens) -> Tokens {
    if value == field.name {
        return value;
    }
    tokens!("{}: {}", field.name, value)
}

/// Adds the reading of fields, and the results. `attributes` is an expression of the attributes of
/// these fields, if there is one; it has other attributes as well where a union is flattened.
pub(crate) fn with_reads(
    context: Context,
    fields: &[&FieldCode<'_>],
    attributes: Option<Tokens>,
) -> Context {
    let (flattened, plain): (Vec<_>, Vec<_>) = fields
        .iter()
        .copied()
        .partition(|field| field.field.flatten);
    let reads = Reads::new(plain);
    let attributes = attributes
        .filter(|_| flattened.is_empty())
        .unwrap_or_else(|| reads.attributes());
    let of_unions = (flattened.iter()).map(|field| (*field, tokens!("{}?", field.local)));
    let results = (reads.taken().chain(of_unions))
        .map(|(field, value)| Context::new().with("init", initialized(field, value)));
    context
        .with("read", reads.statement(&attributes))
        .list("flattened", flattened.iter().map(|it| flattened_read(it)))
        .list("results", results)
}

/// The reading of a flattened union, whose attributes are among those of the item.
fn flattened_read(field: &FieldCode<'_>) -> Context {
    let function = if field.field.optional {
        tokens!("rt::read_optional_flattened")
    } else {
        tokens!("rt::read_flattened")
    };
    Context::new()
        .with("local", field.local.clone())
        .with("function", function)
        .with("stored", field.stored.clone())
}

/// The call of `FieldWriter` that writes a field's attribute. `place` is a reference to the
/// field.
pub(crate) fn write(field: &FieldCode<'_>, key: Option<KeyUse>, place: &Tokens) -> Tokens {
    if field.field.flatten {
        return write_flattened(field, place);
    }
    write_as(field, key, &field.attribute, place)
}

/// The call that writes the attributes of a flattened union.
fn write_flattened(field: &FieldCode<'_>, place: &Tokens) -> Tokens {
    let method = if field.field.optional {
        tokens!("write_optional_flattened")
    } else {
        tokens!("write_flattened")
    };
    tokens!(".{}::<{}>({})", method, field.stored, place)
}

/// [`write`](fn@write) under the name of another attribute.
pub(super) fn write_as(
    field: &FieldCode<'_>,
    key: Option<KeyUse>,
    attribute: &Tokens,
    place: &Tokens,
) -> Tokens {
    let method = match (key, field.field.optional, field.field.sensitive) {
        (Some(key), optional, _) => key_method(key, optional),
        (None, false, false) => tokens!("write"),
        (None, false, true) => tokens!("write_sensitive"),
        (None, true, false) if field.field.keep_null => tokens!("write_optional_or_null"),
        (None, true, true) if field.field.keep_null => tokens!("write_optional_or_null_sensitive"),
        (None, true, false) => tokens!("write_optional"),
        (None, true, true) => tokens!("write_optional_sensitive"),
    };
    let form = &field.stored;
    tokens!(".{}::<{}>({}, {})", method, form, attribute, place)
}

fn key_method(key: KeyUse, optional: bool) -> Tokens {
    match (key.is_of_index, key.side, optional) {
        (false, KeySide::Partition, false) => tokens!("write_partition_key"),
        (false, KeySide::Sort, false) => tokens!("write_sort_key"),
        (true, KeySide::Partition, false) => tokens!("write_index_partition_key"),
        (true, KeySide::Sort, false) => tokens!("write_index_sort_key"),
        // A field that links to a table's key may be optional, the key itself is not.
        (false, KeySide::Partition, true) => tokens!("write_optional_partition_key"),
        (false, KeySide::Sort, true) => tokens!("write_optional_sort_key"),
        (true, KeySide::Partition, true) => tokens!("write_optional_index_partition_key"),
        (true, KeySide::Sort, true) => tokens!("write_optional_index_sort_key"),
    }
}

/// A value as it will be read back.
pub(crate) fn settled(field: &FieldCode<'_>, value: Tokens) -> Tokens {
    match (field.settles, field.field.optional) {
        (false, _) => value,
        (true, false) => tokens!("rt::settle::<{}>({})", field.stored, value),
        (true, true) => tokens!("rt::settle_optional::<{}>({})", field.stored, value),
    }
}
