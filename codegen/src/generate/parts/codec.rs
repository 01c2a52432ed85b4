//! Reading and writing of fields: one call each into the runtime.

use crate::generate::text::context::Context;
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::fields::FieldCode;
use crate::generate::view::roles::{KeySide, KeyUse};

/// A way to read an attribute.
#[derive(Clone, Copy)]
enum Read {
    /// As its stored form.
    Plain,
    /// `NULL` is the same as absent.
    Nullable,
    /// Only in the form that is written.
    Key,
}

impl Read {
    fn of(field: &FieldCode<'_>) -> Self {
        if field.is_key() {
            Self::Key
        } else if field.reads_null() {
            Self::Nullable
        } else {
            Self::Plain
        }
    }
}

/// A local variable that an attribute is read into.
pub(crate) struct Slot {
    pub(crate) attribute: Tokens,
    local: Tokens,
    stored: Tokens,
    read: Read,
    sensitive: bool,
}

impl Slot {
    /// The slot of one field.
    pub(crate) fn new(field: &FieldCode<'_>, local: Tokens) -> Self {
        Self {
            attribute: field.attribute.clone(),
            local,
            stored: field.stored.clone(),
            read: Read::of(field),
            sensitive: field.field.sensitive,
        }
    }

    /// Hides the value in errors too, if this holds.
    pub(crate) fn sensitive_if(self, is_sensitive: bool) -> Self {
        let sensitive = self.sensitive || is_sensitive;
        Self { sensitive, ..self }
    }

    /// The local variable, and the match arm that fills it.
    pub(crate) fn context(&self) -> Context {
        let method = match (self.read, self.sensitive) {
            (Read::Plain, false) => tokens!("read"),
            (Read::Plain, true) => tokens!("read_sensitive"),
            (Read::Nullable, false) => tokens!("read_nullable"),
            (Read::Nullable, true) => tokens!("read_nullable_sensitive"),
            (Read::Key, false) => tokens!("read_key"),
            (Read::Key, true) => tokens!("read_key_sensitive"),
        };
        Context::new()
            .with("local", self.local.clone())
            .with("stored", self.stored.clone())
            .with("attribute", self.attribute.clone())
            .with("method", method)
    }
}

/// Fields that are read together, each with the slot that its attribute is read into.
pub(crate) struct Reads<'c> {
    fields: Vec<(&'c FieldCode<'c>, &'c Slot)>,
}

impl<'c> Reads<'c> {
    pub(crate) fn new(fields: impl IntoIterator<Item = (&'c FieldCode<'c>, &'c Slot)>) -> Self {
        let fields = fields.into_iter().collect();
        Self { fields }
    }

    /// The slots that must not be empty: patterns and values of a `let … else`, and the attributes
    /// that its error names.
    pub(crate) fn required(&self) -> Context {
        let required = || {
            self.fields
                .iter()
                .filter(|(field, _)| !field.may_be_absent())
        };
        let patterns = required().map(|(field, _)| tokens!("rt::Some({})", field.name));
        let values = required().map(|(_, slot)| slot.local.clone());
        let attributes = required().map(|(_, slot)| slot.attribute.clone());
        Context::new()
            .with("patterns", Tokens::comma_separated(patterns))
            .with("values", Tokens::comma_separated(values))
            .with("attributes", Tokens::comma_separated(attributes))
    }

    /// Returns true if there are any such slots.
    pub(crate) fn has_required(&self) -> bool {
        self.fields.iter().any(|(field, _)| !field.may_be_absent())
    }

    /// The fields, each with its value behind that `let … else`.
    pub(crate) fn taken(&self) -> impl Iterator<Item = (&'c FieldCode<'c>, Tokens)> {
        self.fields.iter().map(|(field, slot)| {
            let value = if field.field.optional {
                slot.local.clone()
            } else if let Some(absent) = &field.absent {
                tokens!("{}.{}", slot.local, absent.unwrap)
            } else if field.may_be_absent() {
                tokens!("{}.unwrap_or_default()", slot.local)
            } else {
                field.name.clone()
            };
            (*field, value)
        })
    }
}

/// A field in a struct expression or pattern: `name: value`, or `name` alone.
pub(crate) fn initialized(field: &FieldCode<'_>, value: Tokens) -> Tokens {
    if value == field.name {
        return value;
    }
    tokens!("{}: {}", field.name, value)
}

/// Adds the reading of fields: a local variable and a match arm for each, the check that required
/// ones are there, and the results.
pub(crate) fn with_reads(context: Context, fields: &[&FieldCode<'_>]) -> Context {
    let (flattened, plain): (Vec<_>, Vec<_>) = fields
        .iter()
        .copied()
        .partition(|field| field.field.flatten);
    let slots = plain
        .iter()
        .map(|field| Slot::new(field, field.local.clone()));
    let slots: Vec<_> = slots.collect();
    let reads = Reads::new(plain.into_iter().zip(&slots));
    let of_unions = (flattened.iter()).map(|field| (*field, tokens!("{}?", field.local)));
    let results = (reads.taken().chain(of_unions))
        .map(|(field, value)| Context::new().with("init", initialized(field, value)));
    context
        .list("slots", slots.iter().map(Slot::context))
        .list("flattened", flattened.iter().map(|it| flattened_read(it)))
        .list("required", [reads.required()])
        .list("results", results)
}

/// The reading of a flattened union, whose attributes are among those of the item.
fn flattened_read(field: &FieldCode<'_>) -> Context {
    let method = if field.field.optional {
        tokens!("read_optional_flattened")
    } else {
        tokens!("read_flattened")
    };
    Context::new()
        .with("local", field.local.clone())
        .with("method", method)
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
