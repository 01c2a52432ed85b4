//! Reads JSON (RFC 8259), with exact numbers.

use std::collections::BTreeMap;

use crate::Number;
use crate::expr::{FunctionError, Value};
use crate::limits::MAX_NESTING_LEVELS;

const MALFORMED: FunctionError = FunctionError::Malformed {
    what: "JSON",
    remedy: "correct it, or test it with `matches` first",
};

/// Reads one value. A key that is repeated in an object is an error.
pub(in crate::expr) fn read(text: &str) -> Result<Value, FunctionError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(MAX_NESTING_LEVELS)?;
    reader.skip_blanks();
    if reader.at == text.len() {
        Ok(value)
    } else {
        Err(MALFORMED)
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let blank = |c| matches!(c, ' ' | '\t' | '\n' | '\r');
        self.at = self.text.len() - self.rest().trim_start_matches(blank).len();
    }

    /// Takes a token, if it comes next.
    fn takes(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn value(&mut self, levels: usize) -> Result<Value, FunctionError> {
        self.skip_blanks();
        for (word, value) in [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
        ] {
            if self.takes(word) {
                return Ok(value);
            }
        }
        let inside = levels.checked_sub(1).ok_or(FunctionError::TooDeep);
        if self.takes("[") {
            self.list(inside?)
        } else if self.takes("{") {
            self.object(inside?)
        } else if self.takes("\"") {
            self.string().map(Value::from)
        } else {
            self.number().map(Value::Number)
        }
    }

    fn list(&mut self, levels: usize) -> Result<Value, FunctionError> {
        let mut items = Vec::new();
        self.skip_blanks();
        if self.takes("]") {
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value(levels)?);
            self.skip_blanks();
            if self.takes("]") {
                return Ok(Value::list(items));
            }
            self.expect(",")?;
        }
    }

    fn object(&mut self, levels: usize) -> Result<Value, FunctionError> {
        let mut entries = BTreeMap::new();
        self.skip_blanks();
        if self.takes("}") {
            return Ok(Value::map(entries));
        }
        loop {
            self.skip_blanks();
            self.expect("\"")?;
            let key = self.string()?;
            self.skip_blanks();
            self.expect(":")?;
            if entries.insert(key, self.value(levels)?).is_some() {
                return Err(MALFORMED);
            }
            self.skip_blanks();
            if self.takes("}") {
                return Ok(Value::map(entries));
            }
            self.expect(",")?;
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), FunctionError> {
        if self.takes(token) {
            Ok(())
        } else {
            Err(MALFORMED)
        }
    }

    /// Reads the rest of a string, after its quote.
    fn string(&mut self) -> Result<String, FunctionError> {
        let mut string = String::new();
        loop {
            let rest = self.rest();
            let special = |c: char| c == '"' || c == '\\' || c < ' ';
            let end = rest.find(special).ok_or(MALFORMED)?;
            string.push_str(&rest[..end]);
            self.at += end;
            if self.takes("\"") {
                return Ok(string);
            }
            self.expect("\\")?;
            string.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Result<char, FunctionError> {
        let c = self.rest().chars().next().ok_or(MALFORMED)?;
        self.at += c.len_utf8();
        Ok(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode(),
            _ => return Err(MALFORMED),
        })
    }

    /// Reads four hexadecimal digits, or two times four for a character beyond U+FFFF.
    fn unicode(&mut self) -> Result<char, FunctionError> {
        let first = self.unit()?;
        let code = if (0xD800..0xDC00).contains(&first) && self.takes("\\u") {
            let second = self.unit()?.wrapping_sub(0xDC00);
            if second >= 0x400 {
                return Err(MALFORMED);
            }
            0x1_0000 + ((first - 0xD800) << 10) + second
        } else {
            first
        };
        char::from_u32(code).ok_or(MALFORMED)
    }

    fn unit(&mut self) -> Result<u32, FunctionError> {
        let digits = self.rest().get(..4).ok_or(MALFORMED)?;
        if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(MALFORMED);
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| MALFORMED)
    }

    fn number(&mut self) -> Result<Number, FunctionError> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let number = &rest[..end];
        self.at += end;
        let whole = number.strip_prefix('-').unwrap_or(number);
        let is_plain = |after: &str| !after.starts_with(|c: char| c.is_ascii_digit());
        let starts_well = match whole.strip_prefix('0') {
            Some(after) => is_plain(after),
            None => whole.starts_with(|c: char| c.is_ascii_digit()),
        };
        let point = whole.split_once('.');
        let ends_well = point.is_none_or(|(_, it)| it.starts_with(|c: char| c.is_ascii_digit()));
        if !(starts_well && ends_well) {
            return Err(MALFORMED);
        }
        match Number::parse(number.as_bytes()) {
            Err(crate::NumberError::Syntax) => Err(MALFORMED),
            other => Ok(other?),
        }
    }
}
