//! Fields of models, nested types and variants: their names, types and documentation in Rust.

use super::literals::{self, Constant};
use super::roles::{Role, TableRole};
use super::{field_docs, names, rust_types, stored_forms};
use crate::generate::error::GenerateError;
use crate::generate::text::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Field, Schema};

/// A field of the schema, with its names, types and documentation as tokens.
#[derive(Clone)]
pub(crate) struct FieldCode<'a> {
    /// The field.
    pub(crate) field: &'a Field,
    /// Rust name.
    pub(crate) name: Tokens,
    /// Local variable in function bodies. The prefix keeps it apart from everything else there, and
    /// it has the name of no field, because fields are bound there as well.
    pub(crate) local: Tokens,
    /// Stored name. Of a flattened union it is the attribute that holds the tag.
    pub(crate) attribute: Tokens,
    /// Stored names of the other attributes of a flattened union.
    pub(crate) beside_tag: Vec<Tokens>,
    /// Stored form.
    pub(crate) stored: Tokens,
    /// Stored form of its other attribute, if it is read in one form and written in two.
    pub(crate) other: Option<Tokens>,
    /// Type of a value.
    pub(crate) value: Tokens,
    /// Type of the field: of a value, or of an optional one.
    pub(crate) ty: Tokens,
    /// Documentation.
    pub(crate) docs: Tokens,
    /// Its role in its model.
    pub(crate) role: Role<'a>,
    /// A value may be read back as another: see [`stored_forms::settles`].
    pub(crate) settles: bool,
    /// The value that an absent attribute has.
    pub(crate) absent: Option<Absent>,
    /// The constant that holds its rules, once it is declared.
    pub(crate) rules: Option<Tokens>,
    /// Something inside its values is normalized.
    pub(crate) normalizes_inside: bool,
    /// Something inside its values is checked.
    pub(crate) checks_inside: bool,
}

/// The value that an absent attribute of a field has.
#[derive(Clone)]
pub(crate) struct Absent {
    /// An expression of its type.
    pub(crate) value: Tokens,
    /// The method of an option that gives it in place of nothing.
    pub(crate) unwrap: Tokens,
}

impl Absent {
    fn of(schema: &Schema, field: &Field) -> Result<Option<Self>, GenerateError> {
        let Some(literal) = &field.absent else {
            return Ok(None);
        };
        let (value, unwrap) = match literals::constant(schema, field, literal)? {
            Constant::Empty(value) => (value, tokens!("unwrap_or_default()")),
            Constant::Const(value) => (value.clone(), tokens!("unwrap_or({})", value)),
            Constant::Made(value) => (value.clone(), tokens!("unwrap_or_else(|| {})", value)),
        };
        Ok(Some(Self { value, unwrap }))
    }
}

impl<'a> FieldCode<'a> {
    /// Prepares a field.
    fn new(
        schema: &Schema,
        field: &'a Field,
        role: Role<'a>,
        local: Tokens,
    ) -> Result<Self, GenerateError> {
        let value = rust_types::value(schema, &field.ty)?;
        let ty = if field.optional {
            tokens!("rt::Option<{}>", value)
        } else {
            value.clone()
        };
        let inside = rust_types::named_types(schema, &field.ty);
        let inside = || inside.iter().flat_map(|id| schema.named_type(*id).fields());
        Ok(Self {
            field,
            name: Tokens::ident(&field.rust_name)?,
            local,
            attribute: Tokens::string(&field.attribute),
            beside_tag: beside_tag(schema, field),
            stored: stored_forms::of_field(schema, field)?,
            other: stored_forms::of_other(schema, field)?,
            value,
            ty,
            docs: field_docs::of(schema, field, &role),
            role,
            settles: stored_forms::settles(schema, field),
            absent: Absent::of(schema, field)?,
            rules: None,
            normalizes_inside: inside().any(|field| !field.rules.normalize.is_empty()),
            checks_inside: inside().any(|field| !field.rules.checks.is_empty()),
        })
    }

    /// Prepares all fields of a struct or of a variant.
    pub(crate) fn all(
        schema: &Schema,
        fields: impl IntoIterator<Item = (&'a Field, Role<'a>)>,
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
    pub(crate) fn all_nested(
        schema: &Schema,
        fields: &'a [Field],
    ) -> Result<Vec<Self>, GenerateError> {
        Self::all(schema, fields.iter().map(|field| (field, Role::default())))
    }

    /// Stored names of the attributes that hold it.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &Tokens> {
        std::iter::once(&self.attribute).chain(&self.beside_tag)
    }

    /// Returns true if it is part of the primary key.
    pub(crate) fn is_key(&self) -> bool {
        matches!(
            self.role.of_table,
            Some(TableRole::Partition | TableRole::Sort)
        )
    }

    /// Returns true if NULL reads as absent: where absent is a value, and NULL is none.
    pub(crate) fn reads_null(&self) -> bool {
        self.may_be_absent() && !self.field.keep_null
    }

    /// Returns true if an absent attribute can be read.
    pub(crate) fn may_be_absent(&self) -> bool {
        let is_collection = self.field.ty.is_collection();
        let is_empty = is_collection && self.field.codec.is_none();
        self.field.optional || is_empty || self.absent.is_some()
    }

    /// An expression that copies the value in a place.
    pub(crate) fn copied(&self, schema: &Schema, place: &Tokens) -> Tokens {
        if rust_types::is_copy(schema, &self.field.ty) {
            place.clone()
        } else {
            // Not the method: of a type of the user's own it is not known whether it is `Copy`.
            tokens!("::core::clone::Clone::clone(&{})", place)
        }
    }
}

fn beside_tag(schema: &Schema, field: &Field) -> Vec<Tokens> {
    let union = field.flattened_union(&schema.types);
    let names = union.map(|union| union.beside_tag()).unwrap_or_default();
    names.into_iter().map(Tokens::string).collect()
}
