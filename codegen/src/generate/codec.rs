//! How fields are read and written: one call each into the runtime.

use super::field::FieldCode;
use super::template::Context;
use super::tokens::{Tokens, tokens};

/// What DynamoDB demands of an attribute because it is part of a key, of the table or of an
/// index: not to be empty, and not to be too long. The stricter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum KeyUse {
    /// At most 1,024 bytes.
    Sort,
    /// At most 2,048 bytes.
    Partition,
}

/// A local variable that an attribute is read into.
pub(super) struct Slot {
    pub(super) attribute: Tokens,
    local: Tokens,
    stored: Tokens,
    nullable: bool,
    sensitive: bool,
    /// Whether several fields share it whose stored forms differ.
    mixed: bool,
}

impl Slot {
    /// The slot of one field.
    pub(super) fn new(field: &FieldCode<'_>, local: Tokens) -> Self {
        Self {
            attribute: field.attribute.clone(),
            local,
            stored: field.stored.clone(),
            nullable: field.reads_null(),
            sensitive: field.field.sensitive,
            mixed: false,
        }
    }

    /// Shares it with a field of the same attribute. Where the stored forms differ, it has to
    /// be kept as it is until the form is known.
    pub(super) fn share(&mut self, field: &FieldCode<'_>) {
        self.nullable |= field.reads_null();
        self.sensitive |= field.field.sensitive;
        if self.mixed || self.stored != field.stored {
            self.mixed = true;
            self.nullable = true;
            self.stored = tokens!("rt::Document");
        }
    }

    /// Local variable and match arm.
    pub(super) fn context(&self) -> Context {
        let method = match (self.nullable, self.sensitive) {
            (false, false) => tokens!("read"),
            (false, true) => tokens!("read_sensitive"),
            (true, false) => tokens!("read_nullable"),
            (true, true) => tokens!("read_nullable_sensitive"),
        };
        Context::new()
            .with("local", self.local.clone())
            .with("stored", self.stored.clone())
            .with("attribute", self.attribute.clone())
            .with("method", method)
    }

    /// The value of a field, once everything is read.
    pub(super) fn taken(&self, field: &FieldCode<'_>) -> Tokens {
        let slot = match (self.mixed, self.sensitive) {
            (false, _) => self.local.clone(),
            (true, false) => self.reread(&tokens!("reread"), field),
            (true, true) => self.reread(&tokens!("reread_sensitive"), field),
        };
        if field.field.optional {
            tokens!("{}.0", slot)
        } else if field.reads_null() {
            tokens!("{}.or_empty()", slot)
        } else {
            tokens!("rt::required!({}, {})", slot, self.attribute)
        }
    }

    /// The slot as one of the field's own stored form.
    fn reread(&self, method: &Tokens, field: &FieldCode<'_>) -> Tokens {
        let form = &field.stored;
        tokens!("{}.{}::<{}>({})?", self.local, method, form, self.attribute)
    }
}

/// Contexts of the fields of something that is read: local variable, match arm, result.
pub(super) fn reads<'c>(fields: impl IntoIterator<Item = &'c FieldCode<'c>>) -> Vec<Context> {
    fields
        .into_iter()
        .map(|field| {
            let slot = Slot::new(field, field.local.clone());
            slot.context()
                .with("name", field.name.clone())
                .with("taken", slot.taken(field))
        })
        .collect()
}

/// The call of `FieldWriter` that writes a field's attribute. `place` is a reference to the
/// field.
pub(super) fn write(field: &FieldCode<'_>, key: Option<KeyUse>, place: &Tokens) -> Tokens {
    write_as(field, key, &field.attribute, place)
}

/// [`write`] under the name of another attribute.
pub(super) fn write_as(
    field: &FieldCode<'_>,
    key: Option<KeyUse>,
    attribute: &Tokens,
    place: &Tokens,
) -> Tokens {
    let method = match (key, field.field.optional, field.field.sensitive) {
        (Some(KeyUse::Partition), false, _) => tokens!("write_partition_key"),
        (Some(KeyUse::Partition), true, _) => tokens!("write_optional_partition_key"),
        (Some(KeyUse::Sort), false, _) => tokens!("write_sort_key"),
        (Some(KeyUse::Sort), true, _) => tokens!("write_optional_sort_key"),
        (None, false, false) => tokens!("write"),
        (None, false, true) => tokens!("write_sensitive"),
        (None, true, false) => tokens!("write_optional"),
        (None, true, true) => tokens!("write_optional_sensitive"),
    };
    let form = &field.stored;
    tokens!(".{}::<{}>({}, {})", method, form, attribute, place)
}

/// A value as it will be read back.
pub(super) fn settled(field: &FieldCode<'_>, value: Tokens) -> Tokens {
    match (field.settles, field.field.optional) {
        (false, _) => value,
        (true, false) => tokens!("rt::settle::<{}>({})", field.stored, value),
        (true, true) => tokens!("rt::settle_optional::<{}>({})", field.stored, value),
    }
}
