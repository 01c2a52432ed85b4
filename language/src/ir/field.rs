//! Fields of models, nested types and union variants.

use dynamite_core::Number;
use dynamite_core::id::{Ulid, Uuid};
use dynamite_core::time::{Date, Timestamp};

use super::{Codec, Rules, Type, TypeId};
use crate::source::Span;

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name as declared.
    pub name: String,
    /// Rust identifier without escaping (`type`, not `r#type`): from `rust_name`, or the name
    /// in snake case.
    pub rust_name: String,
    /// Stored attribute name: from `attribute`, or the name exactly as declared.
    pub attribute: String,
    /// Type of its values.
    pub ty: Type,
    /// Whether it may be absent (`T?`).
    pub optional: bool,
    /// What a new item gets when nothing is given.
    pub default: Option<Default>,
    /// Kept by Dynamite.
    pub auto: Option<Auto>,
    /// Normalization and checks of what is written.
    pub rules: Rules,
    /// Keeps its values in another stored form than that of its type.
    pub codec: Option<Codec>,
    /// Redacted in `Debug`, errors and spans.
    pub sensitive: bool,
    /// Documentation, as written.
    pub doc: Option<String>,
    /// Where the name is declared.
    pub span: Span,
}

/// What a field of a new item gets when nothing is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Default {
    /// A constant.
    Literal(Literal),
    /// An id made by the client's id source.
    Generate(Generator),
    /// The time of the client's clock.
    Now,
    /// A Rust function without arguments, by path.
    Path(String),
}

/// What `default: generate` makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// A monotonic ULID.
    Ulid,
    /// A random UUID.
    UuidV4,
    /// A UUID ordered by time.
    UuidV7,
}

/// A constant of a field's type.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// For `string`.
    String(String),
    /// For `bool`.
    Bool(bool),
    /// For integers, within the range of the field's type. DynamoDB stores 38 digits, so there are
    /// no others.
    Integer(i128),
    /// For `f32`, finite.
    F32(f32),
    /// For `f64`, within the range that DynamoDB stores.
    F64(f64),
    /// For `decimal`.
    Decimal(Number),
    /// For `bytes`.
    Bytes(Vec<u8>),
    /// For `uuid`.
    Uuid(Uuid),
    /// For `ulid`.
    Ulid(Ulid),
    /// For `timestamp`.
    Timestamp(Timestamp),
    /// For `date`.
    Date(Date),
    /// For an enum: the position in its values.
    EnumValue(TypeId, usize),
    /// For `list`, `map` and `set`: the empty collection.
    Empty,
}

/// A field that Dynamite keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auto {
    /// The time of creation.
    Created,
    /// The time of the last write.
    Updated,
    /// The time of deletion; absent while the item is not deleted.
    Deleted,
    /// The number of writes, from 1.
    Version,
    /// A random token of the last write, by which a write knows its own work after a lost response.
    WriteId,
}
