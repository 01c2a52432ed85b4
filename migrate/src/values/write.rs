//! Values of expressions as a field stores them.

use std::sync::Arc;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Constant, Form, FormError, Forms, StructForm};
use dynamite_schema::expr::Value;
use dynamite_schema::ir::{Field, Measured, Rules, Scalar, Schema, TimestampFormat, Ulid, Uuid};

use super::Attributes;
use crate::forms::{self, BadAbsent};

/// Writes values of a field.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    forms: Arc<Forms>,
    /// The field, as the only one.
    field: StructForm,
    rules: Rules,
}

impl Writer {
    /// Makes what writes values of a field.
    pub(crate) fn of(field: &Field, schema: &Schema) -> Result<Self, BadAbsent> {
        let mut form = forms::of_field(field, schema)?;
        // Values are kept out of the reasons of rejects.
        form.sensitive = true;
        Ok(Self {
            forms: Arc::new(forms::of_types(schema)?),
            field: StructForm {
                fields: vec![form],
                keeps_unknown: false,
            },
            rules: field.rules.clone(),
        })
    }

    /// Returns a value as the field stores it, normalized and checked by its rules; `None` if that is an
    /// absent attribute.
    ///
    /// # Errors
    /// The reason, without the value, if the field cannot have it.
    pub(crate) fn written(&self, value: Value) -> Result<Option<AttributeValue>, String> {
        let [field] = self.field.fields.as_slice() else {
            return Ok(None);
        };
        if value.is_null() {
            return if field.optional {
                Ok(None)
            } else {
                Err("the value is null, and the field may not be absent".to_owned())
            };
        }
        let value = self.normalized(value)?;
        self.check(&value)?;
        let stored = stored(&field.form, &value)?;
        let item = Attributes::from([(field.attribute.clone(), stored)]);
        let written = self.forms.item(&self.field, &item);
        let mut written = written.map_err(|error| unfit(&error))?;
        Ok(written.remove(&field.attribute))
    }

    fn normalized(&self, value: Value) -> Result<Value, String> {
        let Value::String(text) = &value else {
            return Ok(value);
        };
        if self.rules.normalize.is_empty() {
            return Ok(value);
        }
        let mut text = text.to_string();
        for normalize in &self.rules.normalize {
            let applied = normalize.step.apply(&mut text);
            applied.map_err(of_program)?;
        }
        Ok(text.into())
    }

    fn check(&self, value: &Value) -> Result<(), String> {
        for check in &self.rules.checks {
            if !check.rule.holds(&measured(value)).map_err(of_program)? {
                let message = check.message.clone();
                return Err(message.unwrap_or_else(|| check.rule.sentence()));
            }
        }
        Ok(())
    }
}

fn of_program(function: &String) -> String {
    format!("only the program can call `{function}`, which its values go through")
}

/// A value as field rules see it.
fn measured(value: &Value) -> Measured<'_> {
    match value {
        Value::String(text) => Measured::Text(text),
        Value::Bytes(bytes) => Measured::Bytes(bytes.len()),
        Value::Number(number) => Measured::Number(Some(*number)),
        Value::List(items) => Measured::Members(items.len()),
        Value::Map(entries) => Measured::Members(entries.len()),
        Value::StringSet(members) => Measured::Members(members.len()),
        Value::NumberSet(members) => Measured::Members(members.len()),
        Value::BytesSet(members) => Measured::Members(members.len()),
        Value::Null | Value::Bool(_) | Value::Timestamp(_) | Value::Date(_) => Measured::Other,
    }
}

/// A value in the form of a field, not yet in its one notation.
fn stored(form: &Form, value: &Value) -> Result<AttributeValue, String> {
    match (form, value) {
        (Form::Scalar(scalar), _) => of_scalar(*scalar, value),
        (Form::List(element), Value::List(items)) => {
            let items = items.iter().map(|it| stored(element, it));
            Ok(AttributeValue::L(items.collect::<Result<_, _>>()?))
        }
        (Form::Map(entry), Value::Map(entries)) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, it)| Ok((key.clone(), stored(entry, it)?)));
            Ok(AttributeValue::M(entries.collect::<Result<_, String>>()?))
        }
        _ => as_it_is(value),
    }
}

fn of_scalar(scalar: Scalar, value: &Value) -> Result<AttributeValue, String> {
    let constant = match (scalar, value) {
        (Scalar::Uuid(_), Value::String(text)) => {
            Constant::Uuid(Uuid::parse(text).ok_or("the string is no UUID with hyphens")?)
        }
        (Scalar::Ulid(_), Value::String(text)) => {
            Constant::Ulid(Ulid::parse(text).ok_or("the string is no ULID")?)
        }
        (Scalar::Timestamp(_), Value::Timestamp(time)) => Constant::Time(*time),
        _ => return as_it_is(value),
    };
    constant.encoded(scalar).map_err(|error| unfit(&error))
}

/// Why a value cannot be stored, without the value. Nothing was read from the attribute, as errors of reading
/// would say.
fn unfit(error: &FormError) -> String {
    match error {
        FormError::Decode(error) => {
            let expected = error.expected();
            format!(
                "the value cannot be stored: the field has {expected}, and this is something else"
            )
        }
        FormError::Encode(error) => error.clone().sensitive().to_string(),
    }
}

/// A value of no known form.
fn as_it_is(value: &Value) -> Result<AttributeValue, String> {
    Ok(match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(value) => AttributeValue::Bool(*value),
        Value::Number(number) => AttributeValue::N(number.text()),
        Value::String(text) => AttributeValue::S(text.to_string()),
        Value::Bytes(bytes) => AttributeValue::B(Blob::new(&**bytes)),
        Value::Timestamp(time) => Constant::Time(*time)
            .encoded(Scalar::Timestamp(TimestampFormat::IsoMs))
            .map_err(|_| "the time is outside the years 0000 to 9999, which are stored")?,
        Value::Date(date) => AttributeValue::S(date.to_string()),
        Value::List(items) => {
            AttributeValue::L(items.iter().map(as_it_is).collect::<Result<_, _>>()?)
        }
        Value::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, it)| Ok((key.clone(), as_it_is(it)?)));
            AttributeValue::M(entries.collect::<Result<_, String>>()?)
        }
        Value::StringSet(members) => AttributeValue::Ss(members.iter().cloned().collect()),
        Value::NumberSet(members) => {
            AttributeValue::Ns(members.iter().map(|it| it.text()).collect())
        }
        Value::BytesSet(members) => {
            AttributeValue::Bs(members.iter().map(|it| Blob::new(it.as_slice())).collect())
        }
    })
}
