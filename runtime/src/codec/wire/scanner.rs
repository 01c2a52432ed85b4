//! A scanner of JSON text.

use std::borrow::Cow;

use memchr::memchr2;

use super::WireReader;
use super::unescape::unescape;
use crate::codec::DecodeError;

/// A position in a JSON text, with methods to read on from there.
///
/// Strict: invalid JSON is an error. Nothing is copied, except strings with escapes.
///
/// ```
/// use dynamite::codec::wire::Scanner;
///
/// let mut scanner = Scanner::new(br#"{"Count": 2, "Items": [{}, {}]}"#)?;
/// scanner.begin_object()?;
/// while let Some(key) = scanner.next_key()? {
///     let start = scanner.offset();
///     scanner.skip_value()?;
///     println!("{key} is at {start}..{}", scanner.offset());
/// }
/// scanner.end()?;
/// # Ok::<(), dynamite::codec::DecodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scanner<'de> {
    text: &'de str,
    at: usize,
    /// `true` directly after an opening bracket, where no comma may follow.
    opened: bool,
    /// `true` if the text has control characters. Only then are strings checked for them: they are
    /// allowed between values, but not in strings.
    controls: bool,
}

impl<'de> Scanner<'de> {
    /// Makes a scanner at the start of this text. Fails if the text is not UTF-8.
    pub fn new(text: &'de [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(text).map_err(|error| {
            DecodeError::new(
                "UTF-8 text",
                format!("other bytes at {}", error.valid_up_to()),
            )
        })?;
        Ok(Self::of_text(text))
    }

    /// Makes a scanner at the start of valid UTF-8.
    pub(crate) fn of_text(text: &'de str) -> Self {
        Self {
            text,
            at: 0,
            opened: false,
            controls: has_controls(text.as_bytes()),
        }
    }

    /// Returns the position in bytes.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Returns the next byte that is not white space, without consuming it.
    pub fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.byte()
    }

    /// Enters an object. Continue with [`next_key`](Self::next_key).
    pub fn begin_object(&mut self) -> Result<(), DecodeError> {
        self.require(b'{', "an object")?;
        self.opened = true;
        Ok(())
    }

    /// Returns the next key of the current object, whose value must then be read or skipped, or
    /// `None` at its end.
    #[inline]
    pub fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, DecodeError> {
        if !self.next_member(b'}', "`,` or `}`")? {
            return Ok(None);
        }
        let key = self.string()?;
        self.require(b':', "`:`")?;
        Ok(Some(key))
    }

    /// Enters an array. Continue with [`next_element`](Self::next_element).
    pub fn begin_array(&mut self) -> Result<(), DecodeError> {
        self.require(b'[', "an array")?;
        self.opened = true;
        Ok(())
    }

    /// Returns `true` if the current array has another element, which must then be read or skipped.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, DecodeError> {
        self.next_member(b']', "`,` or `]`")
    }

    /// Reads a string.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'de, str>, DecodeError> {
        self.require(b'"', "a string")?;
        let start = self.at;
        match memchr2(b'"', b'\\', self.rest()) {
            Some(length) if self.rest().get(length) == Some(&b'"') => {
                self.at = start + length + 1;
                self.plain(start, start + length)
            }
            _ => self.escaped(start),
        }
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        self.skip_space();
        if self.take(b"true") {
            Ok(true)
        } else if self.take(b"false") {
            Ok(false)
        } else {
            Err(self.unexpected("`true` or `false`"))
        }
    }

    /// Skips any value.
    pub fn skip_value(&mut self) -> Result<(), DecodeError> {
        self.skip_nested(0)
    }

    /// Reads an item, which is an object of attributes.
    ///
    /// The outer error means that the text is not JSON; nothing more can be read from it. The inner
    /// one means that this item is not as expected; the scanner is then after it.
    ///
    /// ```
    /// use dynamite::codec::{Reader, wire::Scanner};
    ///
    /// let mut scanner = Scanner::new(br#"[{"id": {"N": "1"}}]"#)?;
    /// scanner.begin_array()?;
    /// while scanner.next_element()? {
    ///     let name = scanner.item(|reader| {
    ///         let name = reader.next_attribute()?;
    ///         reader.skip()?;
    ///         reader.next_attribute()?;
    ///         Ok(name)
    ///     })?;
    ///     assert_eq!(name?.as_deref(), Some("id"));
    /// }
    /// # Ok::<(), dynamite::codec::DecodeError>(())
    /// ```
    pub fn item<T>(
        &mut self,
        read: impl FnOnce(&mut WireReader<'de>) -> Result<T, DecodeError>,
    ) -> Result<Result<T, DecodeError>, DecodeError> {
        let mut reader = WireReader::new(self.clone());
        match reader.begin_item().and_then(|()| read(&mut reader)) {
            Ok(item) => {
                *self = reader.into_scanner();
                Ok(Ok(item))
            }
            Err(error) => {
                self.skip_value()?;
                Ok(Err(error))
            }
        }
    }

    /// Fails if anything but white space follows.
    pub fn end(&mut self) -> Result<(), DecodeError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end of the text")),
        }
    }

    /// Returns `true` if a member follows in a container that ends with `close`. Otherwise consumes
    /// `close`.
    #[inline]
    fn next_member(&mut self, close: u8, expected: &'static str) -> Result<bool, DecodeError> {
        let first = std::mem::replace(&mut self.opened, false);
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Consumes this byte, or fails.
    #[inline]
    pub(super) fn require(&mut self, byte: u8, expected: &'static str) -> Result<(), DecodeError> {
        if self.byte() != Some(byte) {
            self.skip_space();
            if self.byte() != Some(byte) {
                return Err(self.unexpected(expected));
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Consumes these bytes, if they are next.
    #[inline]
    pub(super) fn take(&mut self, bytes: &[u8]) -> bool {
        let next = self.rest().starts_with(bytes);
        if next {
            self.at += bytes.len();
        }
        next
    }

    /// Consumes the next byte, if it is wanted.
    pub(super) fn take_if(&mut self, wanted: impl FnOnce(u8) -> bool) -> bool {
        let next = self.byte().is_some_and(wanted);
        if next {
            self.at += 1;
        }
        next
    }

    /// Skips bytes that have been checked in [`rest`](Self::rest).
    #[inline]
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    #[inline]
    pub(super) fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.at += 1;
        }
    }

    #[inline]
    pub(super) fn rest(&self) -> &'de [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Returns a string without escapes.
    #[inline]
    fn plain(&self, start: usize, end: usize) -> Result<Cow<'de, str>, DecodeError> {
        // The ends are ASCII quotes, so the slice is on character boundaries.
        let text = self.text.get(start..end).unwrap_or_default();
        if self.controls && has_controls(text.as_bytes()) {
            return Err(self.unexpected("a string without control characters"));
        }
        Ok(Cow::Borrowed(text))
    }

    /// Reads a string from `start` that has escapes or no end.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<Cow<'de, str>, DecodeError> {
        let (text, length) = unescape(self.text.get(start..).unwrap_or_default())
            .ok_or_else(|| self.unexpected("a JSON string"))?;
        self.at = start + length;
        Ok(Cow::Owned(text))
    }

    /// Makes the error for unexpected text.
    #[cold]
    pub(super) fn unexpected(&self, expected: &'static str) -> DecodeError {
        let found = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            Some(next) => format!("{next:?} at byte {} of the text", self.at),
            None => "the end of the text".to_owned(),
        };
        DecodeError::new(expected, found)
    }
}

/// Has no early exit, so that the compiler can vectorize it.
fn has_controls(bytes: &[u8]) -> bool {
    bytes.iter().copied().fold(u8::MAX, u8::min) < b' '
}
