//! Stored values, as the model has them: plain data with an order, apart from any codec.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;

/// A stored item, or a part of one such as its key.
pub(crate) type Item = BTreeMap<String, Value>;

/// What an attribute holds. The schema of this test has whole numbers only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    N(i128),
    S(String),
    L(Vec<Value>),
    M(Item),
    Ss(BTreeSet<String>),
    Ns(BTreeSet<i128>),
}

impl Value {
    pub(crate) fn number(&self) -> Option<i128> {
        match self {
            Self::N(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::S(text) => text.clone(),
            other => unreachable!("{other:?} is no text"),
        }
    }

    /// The number in an integer type that holds it.
    pub(crate) fn int<T: TryFrom<i128>>(&self) -> T {
        let number = self.number().and_then(|it| T::try_from(it).ok());
        number.unwrap_or_else(|| unreachable!("{self:?} does not fit"))
    }

    pub(crate) fn is_empty_set(&self) -> bool {
        match self {
            Self::Ss(members) => members.is_empty(),
            Self::Ns(members) => members.is_empty(),
            _ => false,
        }
    }
}

pub(crate) fn s(text: impl Into<String>) -> Value {
    Value::S(text.into())
}

pub(crate) fn n(number: impl Into<i128>) -> Value {
    Value::N(number.into())
}

pub(crate) fn from_sdk(value: &AttributeValue) -> Value {
    let parsed = |text: &String| {
        let number = text.parse();
        number.unwrap_or_else(|_| unreachable!("{text} is no whole number"))
    };
    match value {
        AttributeValue::Null(_) => Value::Null,
        AttributeValue::Bool(truth) => Value::Bool(*truth),
        AttributeValue::N(number) => Value::N(parsed(number)),
        AttributeValue::S(text) => Value::S(text.clone()),
        AttributeValue::L(elements) => Value::L(elements.iter().map(from_sdk).collect()),
        AttributeValue::M(entries) => Value::M(item_from_sdk(entries)),
        AttributeValue::Ss(members) => Value::Ss(members.iter().cloned().collect()),
        AttributeValue::Ns(members) => Value::Ns(members.iter().map(parsed).collect()),
        other => unreachable!("{other:?} is not in the schema"),
    }
}

pub(crate) fn item_from_sdk(item: &HashMap<String, AttributeValue>) -> Item {
    let attributes = item.iter();
    attributes
        .map(|(name, value)| (name.clone(), from_sdk(value)))
        .collect()
}

pub(crate) fn to_sdk(value: &Value) -> AttributeValue {
    match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(truth) => AttributeValue::Bool(*truth),
        Value::N(number) => AttributeValue::N(number.to_string()),
        Value::S(text) => AttributeValue::S(text.clone()),
        Value::L(elements) => AttributeValue::L(elements.iter().map(to_sdk).collect()),
        Value::M(entries) => AttributeValue::M(item_to_sdk(entries)),
        Value::Ss(members) => AttributeValue::Ss(members.iter().cloned().collect()),
        Value::Ns(members) => AttributeValue::Ns(members.iter().map(i128::to_string).collect()),
    }
}

pub(crate) fn item_to_sdk(item: &Item) -> HashMap<String, AttributeValue> {
    let attributes = item.iter();
    attributes
        .map(|(name, value)| (name.clone(), to_sdk(value)))
        .collect()
}
