//! Reading items from DynamoDB JSON.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use dynamite_core::limits::MAX_NESTING_LEVELS;

use super::Scanner;
use crate::codec::{DecodeError, Reader, SetKind, Value};

/// Reads an item directly from JSON text. Made by [`Scanner::item`].
#[derive(Clone, Debug)]
pub struct WireReader<'de> {
    scanner: Scanner<'de>,
    /// Number of open lists, maps and sets.
    depth: usize,
    /// The kind of the open set.
    set: SetKind,
}

/// The key that names the kind of the following value.
#[derive(Clone, Copy)]
enum Kind {
    String,
    Number,
    Binary,
    Bool,
    Null,
    List,
    Map,
    Set(SetKind),
}

impl<'de> WireReader<'de> {
    pub(super) fn new(scanner: Scanner<'de>) -> Self {
        Self {
            scanner,
            depth: 0,
            set: SetKind::String,
        }
    }

    pub(super) fn begin_item(&mut self) -> Result<(), DecodeError> {
        self.scanner.begin_object()
    }

    pub(super) fn into_scanner(self) -> Scanner<'de> {
        self.scanner
    }

    /// Consumes `{"S":` and the like.
    #[inline]
    fn kind(&mut self) -> Result<Kind, DecodeError> {
        let (kind, length) = match self.scanner.rest() {
            [b'{', b'"', b'S', b'"', b':', ..] => (Kind::String, 5),
            [b'{', b'"', b'N', b'"', b':', ..] => (Kind::Number, 5),
            [b'{', b'"', b'M', b'"', b':', ..] => (Kind::Map, 5),
            [b'{', b'"', b'L', b'"', b':', ..] => (Kind::List, 5),
            _ => return self.spaced_kind(),
        };
        self.scanner.advance(length);
        Ok(kind)
    }

    /// Consumes the key of a kind with white space around it, or of a rarer kind.
    fn spaced_kind(&mut self) -> Result<Kind, DecodeError> {
        self.scanner.require(b'{', "a DynamoDB value")?;
        self.scanner.skip_space();
        let key = self.scanner.string()?;
        self.scanner.require(b':', "`:`")?;
        Ok(match &*key {
            "S" => Kind::String,
            "N" => Kind::Number,
            "B" => Kind::Binary,
            "BOOL" => Kind::Bool,
            "NULL" => Kind::Null,
            "L" => Kind::List,
            "M" => Kind::Map,
            "SS" => Kind::Set(SetKind::String),
            "NS" => Kind::Set(SetKind::Number),
            "BS" => Kind::Set(SetKind::Binary),
            _ => return Err(self.scanner.unexpected("one of the ten DynamoDB kinds")),
        })
    }

    /// Consumes the `}` after a value.
    #[inline]
    fn end_value(&mut self) -> Result<(), DecodeError> {
        self.scanner.require(b'}', "`}` behind a DynamoDB value")
    }

    fn binary(&mut self) -> Result<Cow<'de, [u8]>, DecodeError> {
        let text = self.scanner.string()?;
        match BASE64.decode(text.as_bytes()) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(_) => Err(self.scanner.unexpected("base64 text before this")),
        }
    }

    fn null(&mut self) -> Result<(), DecodeError> {
        if self.scanner.boolean()? {
            Ok(())
        } else {
            Err(self.scanner.unexpected("`true` for a NULL"))
        }
    }

    /// Enters a list, map or set.
    fn deeper(&mut self) -> Result<(), DecodeError> {
        if self.depth >= MAX_NESTING_LEVELS {
            return Err(DecodeError::new(
                "at most 32 levels of nesting",
                "a value nested deeper",
            ));
        }
        self.depth += 1;
        Ok(())
    }

    /// Leaves a list, map or set. The item itself is not a value with a kind.
    #[inline]
    fn leave(&mut self) -> Result<(), DecodeError> {
        if self.depth > 0 {
            self.depth -= 1;
            self.end_value()?;
        }
        Ok(())
    }
}

impl<'de> Reader<'de> for WireReader<'de> {
    #[inline]
    fn next_attribute(&mut self) -> Result<Option<Cow<'de, str>>, DecodeError> {
        let name = self.scanner.next_key()?;
        if name.is_none() {
            self.leave()?;
        }
        Ok(name)
    }

    #[inline]
    fn next_element(&mut self) -> Result<bool, DecodeError> {
        let more = self.scanner.next_element()?;
        if !more {
            self.leave()?;
        }
        Ok(more)
    }

    fn next_member(&mut self) -> Result<Option<Value<'de>>, DecodeError> {
        if !self.scanner.next_element()? {
            self.leave()?;
            return Ok(None);
        }
        Ok(Some(match self.set {
            SetKind::String => Value::String(self.scanner.string()?),
            SetKind::Number => Value::Number(self.scanner.string()?),
            SetKind::Binary => Value::Binary(self.binary()?),
        }))
    }

    #[inline]
    fn value(&mut self) -> Result<Value<'de>, DecodeError> {
        let value = match self.kind()? {
            Kind::String => Value::String(self.scanner.string()?),
            Kind::Number => Value::Number(self.scanner.string()?),
            Kind::Binary => Value::Binary(self.binary()?),
            Kind::Bool => Value::Bool(self.scanner.boolean()?),
            Kind::Null => {
                self.null()?;
                Value::Null
            }
            Kind::List => {
                self.deeper()?;
                self.scanner.begin_array()?;
                return Ok(Value::List);
            }
            Kind::Map => {
                self.deeper()?;
                self.scanner.begin_object()?;
                return Ok(Value::Map);
            }
            Kind::Set(kind) => {
                self.deeper()?;
                self.scanner.begin_array()?;
                self.set = kind;
                return Ok(match kind {
                    SetKind::String => Value::StringSet,
                    SetKind::Number => Value::NumberSet,
                    SetKind::Binary => Value::BinarySet,
                });
            }
        };
        self.end_value()?;
        Ok(value)
    }

    fn skip(&mut self) -> Result<(), DecodeError> {
        self.scanner.skip_value()
    }
}
