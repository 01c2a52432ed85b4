//! Types of fields.

use dynamite_core::{KeyKind, Scalar};

use super::{Field, Serde, TypeId};
use crate::source::Span;

/// Type of a field's values, without optionality, which belongs to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// `list<T>`, stored as `L`.
    List(Box<Type>),
    /// `map<T>`: string keys, stored as `M`.
    Map(Box<Type>),
    /// `set<T>`: stored as `SS`, `NS` or `BS`.
    Set(Scalar),
    /// A nested type, enum or union of the schema.
    Named(TypeId),
    /// A user-defined type.
    Rust(RustType),
}

impl Type {
    /// Returns `true` for a collection: absent means empty.
    pub fn is_collection(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_) | Self::Set(_))
    }
}

/// A user-defined type, by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    /// Path of the type, or the name of one that Rust knows without a path, such as `u64`.
    pub path: String,
    /// How its values are stored.
    pub codec: RustCodec,
    /// The kind it is stored as, if it is used in a key.
    pub key_kind: Option<KeyKind>,
}

/// The codec of a user-defined type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustCodec {
    /// The type itself.
    Own,
    /// The type with this path.
    Path(String),
    /// What serde makes of the value.
    Serde,
}

/// A type declared in the schema.
#[derive(Clone, Debug)]
pub struct NamedType {
    /// Name as declared, which is its name in Rust.
    pub name: String,
    /// Rust module of its file: the name in snake case, escaped if a keyword.
    pub module: String,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// Its form.
    pub kind: NamedTypeKind,
    /// The treatment of stored attributes that it does not declare, if the schema specifies it.
    pub unknown: Option<Unknown>,
    /// Stored names of the attributes of fields of a nested type that are gone and were not renamed.
    pub removed: Vec<String>,
    /// Paths of its derive macros, besides those that it has anyway.
    pub derives: Vec<String>,
    /// How it is serialized, if it is.
    pub serde: Option<Serde>,
    /// The place of the declared name.
    pub span: Span,
}

/// The treatment of stored attributes that a nested type or union does not declare, where its
/// values are written as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Its values hold them.
    Keep,
    /// They are lost, which is the default.
    Drop,
}

impl NamedType {
    /// Returns `true` if its values hold the attributes that it does not declare.
    pub fn keeps_unknown(&self) -> bool {
        self.unknown == Some(Unknown::Keep)
    }

    /// Returns the fields inside its values, of all variants of a union.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let (fields, variants): (&[Field], &[UnionVariant]) = match &self.kind {
            NamedTypeKind::Struct(fields) => (fields, &[]),
            NamedTypeKind::Union { variants, .. } => (&[], variants),
            NamedTypeKind::Enum { .. } | NamedTypeKind::Untagged(_) => (&[], &[]),
        };
        let of_variants = variants.iter().flat_map(|variant| &variant.fields);
        fields.iter().chain(of_variants)
    }
}

/// Nested type, enum or union.
#[derive(Clone, Debug)]
pub enum NamedTypeKind {
    /// A set of fields, stored as `M`.
    Struct(Vec<Field>),
    /// One of several strings, stored as `S`.
    Enum {
        /// Its values, in the order of declaration.
        values: Vec<EnumValue>,
        /// The variant that holds every other string, if there is one.
        catch_all: Option<CatchAll>,
    },
    /// One of several scalars, told apart by the kinds of DynamoDB that they are stored as, which
    /// differ.
    Untagged(Vec<ScalarVariant>),
    /// One of several shapes, stored as `M` with an attribute that names it.
    Union {
        /// Stored name of that attribute.
        tag: String,
        /// Stored name of the attribute beside it that holds the fields of the variant, as `M`;
        /// `None` if they are themselves stored beside the tag.
        content: Option<String>,
        /// Its variants, in the order of declaration.
        variants: Vec<UnionVariant>,
    },
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Stored string, exactly as declared.
    pub stored: String,
    /// Rust name of the variant.
    pub rust_name: String,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// The place of the declaration.
    pub span: Span,
}

/// The variant of an enum that holds strings unknown to the schema.
#[derive(Clone, Debug)]
pub struct CatchAll {
    /// Rust name of the variant.
    pub rust_name: String,
    /// The place of the declaration.
    pub span: Span,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// Stored tag, exactly as declared.
    pub stored: String,
    /// Rust name of the variant.
    pub rust_name: String,
    /// That name in snake case, without escaping: the method that leads to the handles of its fields.
    pub method: String,
    /// Its fields, stored beside the tag or in the union's content.
    pub fields: Vec<Field>,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// The place of the declaration.
    pub span: Span,
}

/// A variant of an untagged union.
#[derive(Clone, Debug)]
pub struct ScalarVariant {
    /// Name as declared. It is not stored.
    pub name: String,
    /// Rust name of the variant.
    pub rust_name: String,
    /// The type of its value, in its stored form. Not `json`, which is stored as any kind.
    pub scalar: Scalar,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// The place of the declaration.
    pub span: Span,
}
