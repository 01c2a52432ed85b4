//! Types of expressions.

use std::fmt;

use dynamite_core::KeyKind;
use dynamite_core::expr::Value;

/// The type of an expression: one kind of value, and whether it may be null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The kind of its values.
    pub kind: Kind,
    /// `true` if it may be null: an absent attribute, or `NULL`.
    pub nullable: bool,
}

/// A kind of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing but null, or nothing at all: the members of `[]`.
    Null,
    /// `bool`
    Bool,
    /// Numbers of all types.
    Number,
    /// Strings, ids and enums.
    String,
    /// `bytes`
    Bytes,
    /// Timestamps, in whatever form they are stored.
    Timestamp,
    /// `date`
    Date,
    /// `list<T>`
    List(Box<Type>),
    /// `map<T>`
    Map(Box<Type>),
    /// `set<T>`: of strings, numbers or bytes.
    Set(KeyKind),
    /// A map whose fields are known.
    Record(RecordId),
    /// Anything. It is converted before it is computed with.
    Json,
}

/// A nested type, as the environment counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(pub usize);

impl Kind {
    /// Returns the type of its values, which are never null.
    pub fn required(self) -> Type {
        let nullable = false;
        Type {
            kind: self,
            nullable,
        }
    }

    /// Returns the type of its values or null.
    pub fn optional(self) -> Type {
        let nullable = true;
        Type {
            kind: self,
            nullable,
        }
    }

    /// Returns the list of values of a type.
    pub fn list(of: Type) -> Self {
        Self::List(Box::new(of))
    }

    /// Returns the map to values of a type.
    pub fn map(of: Type) -> Self {
        Self::Map(Box::new(of))
    }

    /// Returns `true` if values have an order in which they are compared.
    pub fn is_ordered(&self) -> bool {
        match self {
            Self::Null
            | Self::Bool
            | Self::Number
            | Self::String
            | Self::Bytes
            | Self::Timestamp
            | Self::Date => true,
            Self::List(_) | Self::Map(_) | Self::Set(_) | Self::Record(_) | Self::Json => false,
        }
    }

    /// Returns `true` if a value is of this kind. The fields of a record are not looked at: each is
    /// when it is read.
    fn admits(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Json, _)
            | (Self::Bool, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Bytes, Value::Bytes(_))
            | (Self::Timestamp, Value::Timestamp(_))
            | (Self::Date, Value::Date(_))
            | (Self::Record(_), Value::Map(_))
            | (Self::Set(KeyKind::String), Value::StringSet(_))
            | (Self::Set(KeyKind::Number), Value::NumberSet(_))
            | (Self::Set(KeyKind::Binary), Value::BytesSet(_)) => true,
            (Self::List(of), Value::List(items)) => items.iter().all(|item| of.admits(item)),
            (Self::Map(of), Value::Map(entries)) => entries.values().all(|it| of.admits(it)),
            _ => false,
        }
    }
}

impl Type {
    /// The type of `null`.
    pub(super) fn null() -> Self {
        Kind::Null.optional()
    }

    /// Returns the same type, but nullable.
    pub(super) fn or_null(self, nullable: bool) -> Self {
        Self {
            nullable: self.nullable || nullable,
            ..self
        }
    }

    /// Returns `true` if a value is of this type.
    pub fn admits(&self, value: &Value) -> bool {
        if value.is_null() {
            return self.nullable || self.kind == Kind::Json;
        }
        self.kind.admits(value)
    }

    /// Returns the type that has the values of both, if there is one.
    pub(super) fn with(&self, other: &Self) -> Option<Self> {
        let kind = match (&self.kind, &other.kind) {
            (one, other) if one == other => one.clone(),
            (Kind::Null, it) | (it, Kind::Null) => it.clone(),
            (Kind::Json, _) | (_, Kind::Json) => Kind::Json,
            (Kind::List(one), Kind::List(other)) => Kind::list(one.with(other)?),
            (Kind::Map(one), Kind::Map(other)) => Kind::map(one.with(other)?),
            _ => return None,
        };
        let nullable = self.nullable || other.nullable;
        Some(Type { kind, nullable })
    }

    /// Returns `true` if its values can stand where this type is expected.
    pub(super) fn fits(&self, expected: &Self) -> bool {
        let kind = match (&self.kind, &expected.kind) {
            (_, Kind::Json) | (Kind::Null, _) => true,
            (Kind::List(one), Kind::List(other)) | (Kind::Map(one), Kind::Map(other)) => {
                one.fits(other)
            }
            (Kind::Record(_), Kind::Map(of)) => of.kind == Kind::Json,
            (one, other) => one == other,
        };
        let null = expected.nullable || !self.nullable || expected.kind == Kind::Json;
        kind && null
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::Bytes => f.write_str("bytes"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Date => f.write_str("date"),
            Self::List(of) => write!(f, "list<{of}>"),
            Self::Map(of) => write!(f, "map<{of}>"),
            Self::Set(KeyKind::String) => f.write_str("set<string>"),
            Self::Set(KeyKind::Number) => f.write_str("set<number>"),
            Self::Set(KeyKind::Binary) => f.write_str("set<bytes>"),
            Self::Record(_) => f.write_str("nested type"),
            Self::Json => f.write_str("json"),
        }
    }
}

/// The notation of schema files: `string?` may be null.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.nullable && !matches!(self.kind, Kind::Null | Kind::Json) {
            "?"
        } else {
            ""
        };
        write!(f, "{}{mark}", self.kind)
    }
}
