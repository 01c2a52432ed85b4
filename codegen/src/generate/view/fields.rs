//! What every part of a model's file says about a field.

use super::docs::{Docs, code};
use super::tokens::{Tokens, tokens};
use super::{GenerateError, lifecycle, names, rules, rust_type};
use dynamite_schema::ir::{Field, Schema, Type};

/// What a field is besides a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Partition key of the table.
    Partition,
    /// Sort key of the table.
    Sort,
    /// The expiry time.
    Expiry,
}

impl Role {
    fn words(self) -> &'static str {
        match self {
            Self::Partition => "Partition key.",
            Self::Sort => "Sort key.",
            Self::Expiry => "DynamoDB deletes the item some time after it.",
        }
    }
}

/// A field and its pieces of Rust.
pub(super) struct FieldCode<'a> {
    /// The field.
    pub(super) field: &'a Field,
    /// Rust name.
    pub(super) name: Tokens,
    /// Local variable in function bodies. The prefix keeps it apart from everything else there, and
    /// it is called like no field, because fields are bound there as well.
    pub(super) local: Tokens,
    /// Stored name.
    pub(super) attribute: Tokens,
    /// Stored form.
    pub(super) stored: Tokens,
    /// Type of a value.
    pub(super) value: Tokens,
    /// Type of the field: of a value, or of an optional one.
    pub(super) ty: Tokens,
    /// Documentation.
    pub(super) docs: Tokens,
    /// What it is besides a field.
    pub(super) role: Option<Role>,
    /// Whether values hold timestamps, which lose what is below a millisecond.
    pub(super) settles: bool,
    /// The constant that holds its rules, once it is declared.
    pub(super) rules: Option<Tokens>,
    /// Whether something inside its values is normalized.
    pub(super) normalizes_inside: bool,
    /// Whether something inside its values is checked.
    pub(super) checks_inside: bool,
}

impl<'a> FieldCode<'a> {
    /// Prepares a field.
    fn new(
        schema: &Schema,
        field: &'a Field,
        role: Option<Role>,
        local: Tokens,
    ) -> Result<Self, GenerateError> {
        let value = rust_type::value(schema, &field.ty)?;
        let ty = if field.optional {
            tokens!("rt::Option<{}>", value)
        } else {
            value.clone()
        };
        let inside = rust_type::named_types(schema, &field.ty);
        let inside = || inside.iter().flat_map(|id| schema.named_type(*id).fields());
        Ok(Self {
            field,
            name: Tokens::ident(&field.rust_name)?,
            local,
            attribute: Tokens::string(&field.attribute),
            stored: rust_type::field_stored(schema, field)?,
            value,
            ty,
            docs: docs(schema, field, role),
            role,
            settles: rust_type::settles(schema, field),
            rules: None,
            normalizes_inside: inside().any(|field| !field.rules.normalize.is_empty()),
            checks_inside: inside().any(|field| !field.rules.checks.is_empty()),
        })
    }

    /// Prepares all fields of a struct or of a variant.
    pub(super) fn all(
        schema: &Schema,
        fields: impl IntoIterator<Item = (&'a Field, Option<Role>)>,
    ) -> Result<Vec<Self>, GenerateError> {
        let fields: Vec<_> = fields.into_iter().collect();
        let mut taken = names::of_fields(fields.iter().map(|(field, _)| *field));
        let fields = fields.into_iter().map(|(field, role)| {
            let local = names::local(field, &mut taken)?;
            FieldCode::new(schema, field, role, local)
        });
        fields.collect()
    }

    /// Prepares all fields of a nested type or a variant.
    pub(super) fn all_nested(
        schema: &Schema,
        fields: &'a [Field],
    ) -> Result<Vec<Self>, GenerateError> {
        Self::all(schema, fields.iter().map(|field| (field, None)))
    }

    /// Whether it is part of the primary key.
    pub(super) fn is_key(&self) -> bool {
        matches!(self.role, Some(Role::Partition | Role::Sort))
    }

    /// Whether NULL reads as absent: where absent is a value.
    pub(super) fn reads_null(&self) -> bool {
        let is_collection = rust_type::is_collection(&self.field.ty);
        self.field.optional || (is_collection && self.field.codec.is_none())
    }

    /// A copy of a place that holds a value.
    pub(super) fn copied(&self, schema: &Schema, place: &Tokens) -> Tokens {
        if rust_type::is_copy(schema, &self.field.ty) {
            place.clone()
        } else {
            // Not the method: of a type of the user's own it is not known whether it is `Copy`.
            tokens!("::core::clone::Clone::clone(&{})", place)
        }
    }
}

fn docs(schema: &Schema, field: &Field, role: Option<Role>) -> Tokens {
    let codec = match (&field.codec, &field.ty) {
        (Some(codec), _) => Some(&codec.path),
        (None, Type::Rust(rust)) if rust.key_kind.is_none() => {
            Some(rust.codec.as_ref().unwrap_or(&rust.path))
        }
        (None, _) => None,
    };
    let stored = match (codec, rust_type::kind(schema, &field.ty)) {
        (Some(codec), _) => format!(", as {} stores it", code(codec)),
        (None, Some(kind)) => format!(" (`{kind}`)"),
        (None, None) => " (any kind)".to_owned(),
    };
    let mut facts = format!("Attribute {}{stored}.", code(&field.attribute));
    let auto = field.auto.map(lifecycle::words);
    let optional = field.optional.then_some("May be absent.");
    let sensitive = field
        .sensitive
        .then_some("Sensitive: kept out of messages.");
    let role = role.map(Role::words);
    for fact in [role, optional, auto, sensitive].into_iter().flatten() {
        facts.push(' ');
        facts.push_str(fact);
    }
    for fact in rules::docs(field) {
        facts.push(' ');
        facts.push_str(&fact);
    }
    Docs::with(field.doc.as_deref(), facts).into_tokens()
}
