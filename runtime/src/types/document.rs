//! Values without a fixed shape.

use std::collections::{BTreeMap, BTreeSet};

use super::Decimal;

/// Any DynamoDB value; the type of `json` fields.
///
/// It covers all ten kinds and is lossless: numbers are exact, bytes are not text, sets are not
/// lists. Writing an empty set, at any depth, or a value inside more than 31 lists and maps is an
/// error.
///
/// ```
/// use dynamite::types::Document;
///
/// let settings = Document::from_iter([("theme", Document::from("dark")), ("size", 12.into())]);
/// assert_eq!(settings.get("theme").and_then(Document::as_str), Some("dark"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Document {
    /// `NULL`
    #[default]
    Null,
    /// `BOOL`
    Bool(bool),
    /// `N`
    Number(Decimal),
    /// `S`
    String(String),
    /// `B`
    Binary(Vec<u8>),
    /// `L`
    List(Vec<Document>),
    /// `M`
    Map(BTreeMap<String, Document>),
    /// `SS`
    StringSet(BTreeSet<String>),
    /// `NS`
    NumberSet(BTreeSet<Decimal>),
    /// `BS`
    BinarySet(BTreeSet<Vec<u8>>),
}

impl Document {
    /// Returns DynamoDB's name of the kind: `S`, `N`, `B`, `BOOL`, `NULL`, `L`, `M`, `SS`, `NS`,
    /// `BS`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Bool(_) => "BOOL",
            Self::Number(_) => "N",
            Self::String(_) => "S",
            Self::Binary(_) => "B",
            Self::List(_) => "L",
            Self::Map(_) => "M",
            Self::StringSet(_) => "SS",
            Self::NumberSet(_) => "NS",
            Self::BinarySet(_) => "BS",
        }
    }

    /// Returns `true` if the value is `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the value of a `BOOL`.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the value of an `N`.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the value of an `S`.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of a `B`.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Binary(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the elements of an `L`.
    pub fn as_list(&self) -> Option<&[Document]> {
        match self {
            Self::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the entries of an `M`.
    pub fn as_map(&self) -> Option<&BTreeMap<String, Document>> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns an entry of an `M`.
    pub fn get(&self, key: &str) -> Option<&Document> {
        self.as_map()?.get(key)
    }

    /// Returns an element of an `L`.
    pub fn at(&self, index: usize) -> Option<&Document> {
        self.as_list()?.get(index)
    }
}
