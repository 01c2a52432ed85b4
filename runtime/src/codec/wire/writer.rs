//! Writing items as DynamoDB JSON.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::quoted::push_quoted;
use crate::codec::size::Measure;
use crate::codec::{EncodeError, SetKind, Writer};

/// Writes an item as compact JSON, with attributes in the order of writing.
#[derive(Debug)]
pub struct WireWriter {
    out: String,
    measure: Measure,
    /// `true` if a comma must precede the next member of the open container.
    comma: bool,
    in_set: bool,
}

impl WireWriter {
    /// Makes a writer of an item.
    pub fn new() -> Self {
        Self::append_to(String::new())
    }

    /// Makes a writer of an item that is appended to this text.
    pub fn append_to(mut text: String) -> Self {
        text.push('{');
        Self {
            out: text,
            measure: Measure::default(),
            comma: false,
            in_set: false,
        }
    }

    /// Returns the size of the item so far, as DynamoDB counts it.
    pub fn stored_bytes(&self) -> usize {
        self.measure.bytes()
    }

    /// Returns the text, unless the item is larger than 400 KB.
    pub fn finish(mut self) -> Result<String, EncodeError> {
        self.measure.check_item()?;
        self.out.push('}');
        Ok(self.out)
    }

    /// Writes the prefix of a value: a comma between members, and the kind, which set members do
    /// not have.
    fn begin(&mut self, kind: &str) {
        if self.comma {
            self.out.push(',');
        }
        if !self.in_set {
            self.out.push_str("{\"");
            self.out.push_str(kind);
            self.out.push_str("\":");
        }
    }

    fn end(&mut self) {
        if !self.in_set {
            self.out.push('}');
        }
        self.comma = true;
    }

    fn scalar(&mut self, kind: &str, text: &str) {
        self.begin(kind);
        self.out.push_str(text);
        self.end();
    }

    fn begin_container(&mut self, kind: &str, bracket: char) {
        self.begin(kind);
        self.out.push(bracket);
        self.comma = false;
    }

    fn end_container(&mut self, bracket: char) {
        self.out.push(bracket);
        self.end();
    }
}

impl Default for WireWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer for WireWriter {
    fn attribute(&mut self, name: &str) {
        self.measure.name(name);
        if self.comma {
            self.out.push(',');
        }
        push_quoted(&mut self.out, name);
        self.out.push(':');
        self.comma = false;
    }

    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        self.measure.text(value.len())?;
        self.begin("S");
        push_quoted(&mut self.out, value);
        self.end();
        Ok(())
    }

    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        self.measure.number(text)?;
        self.begin("N");
        push_quoted(&mut self.out, text);
        self.end();
        Ok(())
    }

    fn binary(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.measure.text(value.len())?;
        self.begin("B");
        self.out.push('"');
        BASE64.encode_string(value, &mut self.out);
        self.out.push('"');
        self.end();
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), EncodeError> {
        self.measure.flag()?;
        self.scalar("BOOL", if value { "true" } else { "false" });
        Ok(())
    }

    fn null(&mut self) -> Result<(), EncodeError> {
        self.measure.flag()?;
        self.scalar("NULL", "true");
        Ok(())
    }

    fn begin_list(&mut self, _: usize) -> Result<(), EncodeError> {
        self.measure.begin_container()?;
        self.begin_container("L", '[');
        Ok(())
    }

    fn end_list(&mut self) {
        self.measure.end_container();
        self.end_container(']');
    }

    fn begin_map(&mut self) -> Result<(), EncodeError> {
        self.measure.begin_container()?;
        self.begin_container("M", '{');
        Ok(())
    }

    fn end_map(&mut self) {
        self.measure.end_container();
        self.end_container('}');
    }

    fn begin_set(&mut self, kind: SetKind, len: usize) -> Result<(), EncodeError> {
        self.measure.begin_set(len)?;
        self.begin_container(kind.name(), '[');
        self.in_set = true;
        Ok(())
    }

    fn end_set(&mut self) {
        self.measure.end_set();
        self.in_set = false;
        self.end_container(']');
    }
}
