//! Arguments of a call, when it is evaluated.

use std::collections::BTreeMap;

use dynamite_core::Number;
use dynamite_core::expr::{FunctionError, Rounding, TimePattern, Unit, Value, zone};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex_lite::Regex;

/// An argument.
pub(in crate::expr) enum Argument<'a> {
    Value(Value),
    Regex(&'a Regex),
    Pattern(&'a TimePattern),
    Word(&'static str),
}

/// The arguments of a call, whose types are checked. What the check has excluded is an error
/// nevertheless, and never a panic.
pub(in crate::expr) struct Arguments<'a>(pub(in crate::expr) Vec<Argument<'a>>);

static NULL: Value = Value::Null;

impl Arguments<'_> {
    /// Returns a value; null if it was left out.
    pub(super) fn value(&self, at: usize) -> &Value {
        match self.0.get(at) {
            Some(Argument::Value(value)) => value,
            _ => &NULL,
        }
    }

    /// Returns all values.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|it| match it {
            Argument::Value(value) => value,
            _ => &NULL,
        })
    }

    fn wrong(&self, at: usize, expected: &'static str) -> FunctionError {
        let found = self.value(at).kind();
        FunctionError::WrongKind { expected, found }
    }

    pub(super) fn string(&self, at: usize) -> Result<&str, FunctionError> {
        match self.value(at) {
            Value::String(text) => Ok(text),
            _ => Err(self.wrong(at, "a string")),
        }
    }

    pub(super) fn number(&self, at: usize) -> Result<Number, FunctionError> {
        match self.value(at) {
            Value::Number(number) => Ok(*number),
            _ => Err(self.wrong(at, "a number")),
        }
    }

    pub(super) fn optional_number(&self, at: usize) -> Result<Option<Number>, FunctionError> {
        if self.0.len() <= at {
            return Ok(None);
        }
        self.number(at).map(Some)
    }

    pub(super) fn bytes(&self, at: usize) -> Result<&[u8], FunctionError> {
        match self.value(at) {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(self.wrong(at, "bytes")),
        }
    }

    pub(super) fn time(&self, at: usize) -> Result<Timestamp, FunctionError> {
        match self.value(at) {
            Value::Timestamp(time) => Ok(*time),
            _ => Err(self.wrong(at, "a timestamp")),
        }
    }

    pub(super) fn date(&self, at: usize) -> Result<Date, FunctionError> {
        match self.value(at) {
            Value::Date(date) => Ok(*date),
            _ => Err(self.wrong(at, "a date")),
        }
    }

    pub(super) fn list(&self, at: usize) -> Result<&[Value], FunctionError> {
        match self.value(at) {
            Value::List(items) => Ok(items),
            _ => Err(self.wrong(at, "a list")),
        }
    }

    pub(super) fn map(&self, at: usize) -> Result<&BTreeMap<String, Value>, FunctionError> {
        match self.value(at) {
            Value::Map(entries) => Ok(entries),
            _ => Err(self.wrong(at, "a map")),
        }
    }

    /// Returns a time zone; UTC if it was left out.
    pub(super) fn zone(&self, at: usize) -> Result<TimeZone, FunctionError> {
        if self.0.len() <= at {
            return Ok(TimeZone::UTC);
        }
        zone(self.string(at)?)
    }

    pub(super) fn regex(&self, at: usize) -> Result<&Regex, FunctionError> {
        match self.0.get(at) {
            Some(Argument::Regex(regex)) => Ok(regex),
            _ => Err(self.wrong(at, "a regular expression")),
        }
    }

    pub(super) fn pattern(&self, at: usize) -> Result<&TimePattern, FunctionError> {
        match self.0.get(at) {
            Some(Argument::Pattern(pattern)) => Ok(pattern),
            _ => Err(self.wrong(at, "a time pattern")),
        }
    }

    pub(super) fn word(&self, at: usize) -> &'static str {
        match self.0.get(at) {
            Some(Argument::Word(word)) => word,
            _ => "",
        }
    }

    pub(super) fn unit(&self, at: usize) -> Result<Unit, FunctionError> {
        Unit::named(self.word(at)).ok_or_else(|| self.wrong(at, "a unit of time"))
    }

    pub(super) fn rounding(&self, at: usize) -> Result<Rounding, FunctionError> {
        Rounding::named(self.word(at)).ok_or_else(|| self.wrong(at, "a rounding mode"))
    }
}
