//! How fields are read and written: one call each into the runtime.

use super::field::FieldCode;
use super::template::Context;
use super::tokens::{Tokens, tokens};

/// What DynamoDB demands of an attribute because it is part of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyUse {
    /// Part of the primary key.
    Primary(KeyLimit),
    /// Part of the key of an index only: it may be absent, if the field is optional.
    Index(KeyLimit),
}

/// How many bytes a key may have. The lower limit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum KeyLimit {
    /// Of a sort key.
    Sort,
    /// Of a partition key.
    Partition,
}

impl KeyLimit {
    fn tokens(self) -> Tokens {
        match self {
            Self::Sort => tokens!("rt::SORT_KEY_BYTES"),
            Self::Partition => tokens!("rt::PARTITION_KEY_BYTES"),
        }
    }
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
        Context::new()
            .with("local", self.local.clone())
            .with("attribute", self.attribute.clone())
            .with("read", self.read())
    }

    fn read(&self) -> Tokens {
        let function = match (self.nullable, self.sensitive) {
            (false, false) => tokens!("rt::read"),
            (false, true) => tokens!("rt::read_sensitive"),
            (true, false) => tokens!("rt::read_nullable"),
            (true, true) => tokens!("rt::read_nullable_sensitive"),
        };
        tokens!(
            "{}::<{}, _>(&mut {}, {}, reader)?",
            function,
            self.stored,
            self.local,
            self.attribute
        )
    }

    /// The value of a field that shares this slot.
    pub(super) fn taken(&self, field: &FieldCode<'_>) -> Tokens {
        if !self.mixed {
            return taken(field, &self.local);
        }
        let form = &field.stored;
        let read = tokens!(
            "rt::reread::<{}>({}, {})?",
            form,
            self.local,
            self.attribute
        );
        taken(field, &read)
    }
}

/// Contexts of the fields of something that is read: local variable, match arm, result.
pub(super) fn reads<'c>(fields: impl IntoIterator<Item = &'c FieldCode<'c>>) -> Vec<Context> {
    fields
        .into_iter()
        .map(|field| {
            Slot::new(field, field.local.clone())
                .context()
                .with("name", field.name.clone())
                .with("taken", taken(field, &field.local))
        })
        .collect()
}

/// The field's value, from what was read.
pub(super) fn taken(field: &FieldCode<'_>, read: &Tokens) -> Tokens {
    if field.field.optional {
        read.clone()
    } else if field.reads_null() {
        tokens!("{}.unwrap_or_default()", read)
    } else {
        tokens!("rt::required({}, {})?", read, field.attribute)
    }
}

/// The call that writes a field's attribute. `place` is a reference to the field.
pub(super) fn write(field: &FieldCode<'_>, key: Option<KeyUse>, place: &Tokens) -> Tokens {
    let function = match (key, field.field.optional) {
        (None, false) => tokens!("rt::write"),
        (None, true) => tokens!("rt::write_optional"),
        (Some(KeyUse::Primary(_)), _) => tokens!("rt::write_key"),
        (Some(KeyUse::Index(_)), false) => tokens!("rt::write_index_key"),
        (Some(KeyUse::Index(_)), true) => tokens!("rt::write_optional_index_key"),
    };
    let limit = match key {
        None => tokens!(""),
        Some(KeyUse::Primary(limit) | KeyUse::Index(limit)) => tokens!("{}, ", limit.tokens()),
    };
    tokens!(
        "{}::<{}, _>({}, {}, {}writer)?",
        function,
        field.stored,
        field.attribute,
        place,
        limit
    )
}

/// A value as it will be read back.
pub(super) fn settled(field: &FieldCode<'_>, value: Tokens) -> Tokens {
    match (field.settles, field.field.optional) {
        (false, _) => value,
        (true, false) => tokens!("rt::settle::<{}>({})", field.stored, value),
        (true, true) => tokens!("rt::settle_optional::<{}>({})", field.stored, value),
    }
}
