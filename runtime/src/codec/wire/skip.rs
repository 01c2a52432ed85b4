//! Skipping values.

use super::Scanner;
use crate::codec::DecodeError;

/// Maximum nesting of JSON: DynamoDB's 32 levels take two each, and a response adds a few.
const NESTING: usize = 128;

impl Scanner<'_> {
    /// Skips a value at this depth.
    pub(super) fn skip_nested(&mut self, depth: usize) -> Result<(), DecodeError> {
        if depth > NESTING {
            return Err(self.unexpected("JSON that is nested less deep"));
        }
        match self.peek() {
            Some(b'{') => self.skip_object(depth),
            Some(b'[') => self.skip_array(depth),
            Some(b'"') => self.string().map(drop),
            Some(b't' | b'f') => self.boolean().map(drop),
            Some(b'n') if self.take(b"null") => Ok(()),
            _ => self.skip_number(),
        }
    }

    fn skip_object(&mut self, depth: usize) -> Result<(), DecodeError> {
        self.begin_object()?;
        while self.next_key()?.is_some() {
            self.skip_nested(depth + 1)?;
        }
        Ok(())
    }

    fn skip_array(&mut self, depth: usize) -> Result<(), DecodeError> {
        self.begin_array()?;
        while self.next_element()? {
            self.skip_nested(depth + 1)?;
        }
        Ok(())
    }

    fn skip_number(&mut self) -> Result<(), DecodeError> {
        self.take(b"-");
        if !self.take(b"0") {
            self.skip_digits()?;
        }
        if self.take(b".") {
            self.skip_digits()?;
        }
        if self.take_if(|byte| matches!(byte, b'e' | b'E')) {
            self.take_if(|byte| matches!(byte, b'+' | b'-'));
            self.skip_digits()?;
        }
        Ok(())
    }

    fn skip_digits(&mut self) -> Result<(), DecodeError> {
        if !self.take_if(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected("a JSON value"));
        }
        while self.take_if(|byte| byte.is_ascii_digit()) {}
        Ok(())
    }
}
