//! Stored attributes as values of expressions.
//!
//! A value that is not stored in the form of its field is read as what it is. An expression that reads
//! it finds that it is of another kind than the schema says; one that does not, does not mind.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;
use dynamite::engine_support::{Constant, FieldForm, Form, Forms, StructForm, TypeForm};
use dynamite_schema::expr::{Context, EvaluateError, Expression, Value};
use dynamite_schema::ir::{ModelId, Number, Scalar, Schema};

use crate::forms::{self, BadAbsent};

/// The attributes of an item, by their stored names.
pub(crate) type Attributes = HashMap<String, AttributeValue>;

/// Reads items of a model.
#[derive(Debug)]
pub(crate) struct Reader {
    forms: Forms,
    model: StructForm,
    now: Timestamp,
}

/// An item that expressions are evaluated on.
#[derive(Clone, Copy)]
pub(crate) struct Item<'i> {
    pub(crate) attributes: &'i Attributes,
    pub(crate) reader: &'i Reader,
}

impl Reader {
    /// Makes what reads items of a model. `now` is the time at which the run began.
    pub(crate) fn of(schema: &Schema, model: ModelId, now: Timestamp) -> Result<Self, BadAbsent> {
        Ok(Self {
            forms: forms::of_types(schema)?,
            model: forms::of_fields(&schema.model(model).fields, true, schema)?,
            now,
        })
    }

    fn field(&self, field: &FieldForm, stored: Option<&AttributeValue>) -> Value {
        match stored {
            Some(stored) if !matches!(stored, AttributeValue::Null(_)) => {
                self.value(&field.form, stored)
            }
            _ if field.optional => Value::Null,
            _ => match (&field.absent, &field.form) {
                (Some(absent), form) => self.value(form, absent),
                (None, Form::List(_)) => Value::list(Vec::new()),
                (None, Form::Map(_)) => Value::map(BTreeMap::new()),
                (None, Form::Set(of)) => empty_set(*of),
                (None, Form::Scalar(_) | Form::Type(_) | Form::Opaque) => Value::Null,
            },
        }
    }

    fn value(&self, form: &Form, stored: &AttributeValue) -> Value {
        match (form, stored) {
            (Form::Scalar(scalar), _) => match Constant::decoded(*scalar, stored) {
                Ok(constant) => of_constant(constant),
                Err(_) => as_it_is(stored),
            },
            (Form::List(element), AttributeValue::L(elements)) => {
                let elements = elements.iter().map(|it| self.value(element, it));
                Value::list(elements.collect())
            }
            (Form::Map(entry), AttributeValue::M(entries)) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, it)| (key.clone(), self.value(entry, it)));
                Value::map(entries.collect())
            }
            (Form::Type(position), AttributeValue::M(attributes)) => {
                match self.forms.0.get(*position) {
                    Some(TypeForm::Struct(of)) => self.record(of, attributes),
                    _ => as_it_is(stored),
                }
            }
            _ => as_it_is(stored),
        }
    }

    fn record(&self, of: &StructForm, attributes: &Attributes) -> Value {
        let stored = attributes.iter();
        let mut record: BTreeMap<_, _> = stored
            .map(|(name, value)| (name.clone(), as_it_is(value)))
            .collect();
        for field in of.fields.iter().filter(|field| !field.flatten) {
            let value = self.field(field, attributes.get(&field.attribute));
            record.insert(field.attribute.clone(), value);
        }
        Value::map(record)
    }
}

impl Item<'_> {
    /// Evaluates an expression over the fields of the reader's model.
    pub(crate) fn evaluate(&self, expression: &Expression) -> Result<Value, EvaluateError> {
        expression.evaluate(&Context {
            now: self.reader.now,
            attributes: self,
        })
    }
}

impl dynamite_schema::expr::Attributes for Item<'_> {
    fn attribute(&self, name: &str) -> Value {
        let stored = self.attributes.get(name);
        let mut fields = self.reader.model.fields.iter();
        match fields.find(|field| !field.flatten && field.attribute == name) {
            Some(field) => self.reader.field(field, stored),
            None => stored.map_or(Value::Null, as_it_is),
        }
    }
}

fn empty_set(of: Scalar) -> Value {
    use dynamite_schema::ir::KeyKind;
    match of.key_kind() {
        Some(KeyKind::Number) => Value::NumberSet(Arc::default()),
        Some(KeyKind::Binary) => Value::BytesSet(Arc::default()),
        _ => Value::StringSet(Arc::default()),
    }
}

fn of_constant(constant: Constant) -> Value {
    match constant {
        Constant::Text(text) => text.into(),
        Constant::Bool(value) => value.into(),
        Constant::Number(number) => number.into(),
        Constant::Bytes(bytes) => Value::Bytes(bytes.into()),
        Constant::Uuid(id) => id.to_string().into(),
        Constant::Ulid(id) => id.to_string().into(),
        Constant::Time(time) => Value::Timestamp(time),
        // Every day of a schema is one of the library.
        Constant::Date(date) => date.to_string().parse().map_or(Value::Null, Value::Date),
    }
}

/// A value of no known form.
fn as_it_is(stored: &AttributeValue) -> Value {
    use AttributeValue as V;
    let number = |text: &String| Number::parse(text.as_bytes()).ok();
    match stored {
        V::S(text) => text.as_str().into(),
        V::N(text) => number(text).into(),
        V::Bool(value) => (*value).into(),
        V::B(bytes) => Value::Bytes(bytes.as_ref().into()),
        V::L(elements) => Value::list(elements.iter().map(as_it_is).collect()),
        V::M(entries) => {
            let entries = entries.iter();
            Value::map(
                entries
                    .map(|(key, it)| (key.clone(), as_it_is(it)))
                    .collect(),
            )
        }
        V::Ss(members) => Value::StringSet(Arc::new(members.iter().cloned().collect())),
        V::Ns(members) => Value::NumberSet(Arc::new(members.iter().filter_map(number).collect())),
        V::Bs(members) => {
            let members = members.iter().map(|member| member.as_ref().to_vec());
            Value::BytesSet(Arc::new(members.collect()))
        }
        _ => Value::Null,
    }
}
