//! The fields of a model as expressions see them.

use dynamite_core::{Family, KeyKind, Scalar};

use super::environment::{Environment, FieldType, Owner};
use super::types::{Kind, RecordId, Type};
use crate::ir::{self, NamedTypeKind, Schema, TypeId};

/// The fields of a model: names are those of the schema, attributes those that are stored.
///
/// Numbers of all types are numbers; ids and enums are strings, whatever they are stored as;
/// timestamps are timestamps. Unions, Rust types and fields with a codec are `json`. Flattened unions
/// have no attribute of their own, and are left out.
#[derive(Clone, Copy, Debug)]
pub struct SchemaFields<'s> {
    schema: &'s Schema,
    fields: &'s [ir::Field],
}

impl<'s> SchemaFields<'s> {
    /// Returns the fields of a model.
    pub fn new(schema: &'s Schema, model: &'s ir::Model) -> Self {
        let fields = &model.fields;
        Self { schema, fields }
    }

    /// Returns the type of expressions whose values can be written to a field. `None` if its values are
    /// more than expressions have: nested types and unions have types of their own, and what a codec
    /// makes of a value is not known.
    #[cfg(feature = "migrations")]
    pub(crate) fn written(schema: &'s Schema, field: &ir::Field) -> Option<Type> {
        let is_plain = |ty: &ir::Type| match ty {
            ir::Type::Scalar(_) | ir::Type::Set(_) => true,
            ir::Type::Named(id) => {
                matches!(schema.named_type(*id).kind, NamedTypeKind::Enum { .. })
            }
            ir::Type::List(_) | ir::Type::Map(_) | ir::Type::Rust(_) => false,
        };
        let is_plain = match &field.ty {
            ir::Type::List(of) | ir::Type::Map(of) => is_plain(of),
            ty => is_plain(ty),
        };
        let fields = &[];
        let kind = Self { schema, fields }.kind(&field.ty);
        let nullable = field.optional;
        (is_plain && field.codec.is_none()).then_some(Type { kind, nullable })
    }

    fn list(&self, owner: Owner) -> &'s [ir::Field] {
        match owner {
            Owner::Item => self.fields,
            Owner::Record(RecordId(id)) => match self.schema.types.get(id).map(|it| &it.kind) {
                Some(NamedTypeKind::Struct(fields)) => fields,
                _ => &[],
            },
        }
    }

    fn kind(&self, ty: &ir::Type) -> Kind {
        match ty {
            ir::Type::Scalar(scalar) => scalar_kind(*scalar),
            ir::Type::List(of) => Kind::list(self.member(of)),
            ir::Type::Map(of) => Kind::map(self.member(of)),
            ir::Type::Set(of) => match of.key_kind() {
                Some(KeyKind::Number) => Kind::Set(KeyKind::Number),
                Some(KeyKind::Binary) if of.family() == Family::Bytes => Kind::Set(KeyKind::Binary),
                _ => Kind::Set(KeyKind::String),
            },
            ir::Type::Named(id) => self.named_kind(*id),
            ir::Type::Rust(_) => Kind::Json,
        }
    }

    fn named_kind(&self, id: TypeId) -> Kind {
        match &self.schema.named_type(id).kind {
            NamedTypeKind::Struct(_) => Kind::Record(RecordId(id.0)),
            NamedTypeKind::Enum { .. } => Kind::String,
            NamedTypeKind::Untagged(_) | NamedTypeKind::Union { .. } => Kind::Json,
        }
    }

    /// The type of members of a collection, which are never null unless they are anything.
    fn member(&self, ty: &ir::Type) -> Type {
        let kind = self.kind(ty);
        let nullable = kind == Kind::Json;
        Type { kind, nullable }
    }
}

fn scalar_kind(scalar: Scalar) -> Kind {
    match scalar.family() {
        Family::String | Family::Uuid(_) | Family::Ulid(_) => Kind::String,
        Family::Bool => Kind::Bool,
        Family::Integer | Family::Float | Family::Decimal => Kind::Number,
        Family::Bytes => Kind::Bytes,
        Family::Timestamp(_) => Kind::Timestamp,
        Family::Date => Kind::Date,
        Family::Json => Kind::Json,
    }
}

impl Environment for SchemaFields<'_> {
    fn field(&self, owner: Owner, name: &str) -> Option<FieldType> {
        let fields = self.list(owner).iter();
        let field = fields.filter(|it| !it.flatten).find(|it| it.name == name)?;
        let kind = match field.codec {
            Some(_) => Kind::Json,
            None => self.kind(&field.ty),
        };
        let nullable = field.optional || kind == Kind::Json;
        let attribute = field.attribute.clone();
        let ty = Type { kind, nullable };
        Some(FieldType { attribute, ty })
    }

    fn fields(&self, owner: Owner) -> Vec<String> {
        let fields = self.list(owner).iter().filter(|it| !it.flatten);
        fields.map(|it| it.name.clone()).collect()
    }

    fn record_name(&self, record: RecordId) -> String {
        let named = self.schema.types.get(record.0);
        named.map_or_else(String::new, |it| it.name.clone())
    }
}
