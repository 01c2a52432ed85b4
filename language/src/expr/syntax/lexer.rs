//! Text to tokens.

use super::token::{SYMBOLS, Token, TokenKind};
use super::{At, SyntaxError};

/// What other languages write, and what to write here.
const ELSEWHERE: [(&str, &str); 8] = [
    ("==", "equality is `=`"),
    ("=>", "a function of an item is written `item -> …`"),
    ("&&", "both conditions are joined by `and`"),
    ("||", "conditions are joined by `or`, strings by `concat`"),
    ("??", "the first value that is not null is `coalesce(a, b)`"),
    ("<>", "inequality is `!=`"),
    ("?", "a choice is written `if(condition, value, otherwise)`"),
    ("!", "the opposite of a condition is `not condition`"),
];

/// Splits text into tokens; the last is the end.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next()?;
        let is_end = token.kind == TokenKind::End;
        tokens.push(token);
        if is_end {
            return Ok(tokens);
        }
    }
}

/// Returns `true` if a name may begin with this character.
pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Returns `true` if a name may go on with this character.
pub(super) fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Takes so many bytes.
    fn take(&mut self, bytes: usize) -> &'t str {
        let start = self.at;
        self.at += bytes;
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        self.take(rest.find(|c| !holds(c)).unwrap_or(rest.len()))
    }

    fn next(&mut self) -> Result<Token, SyntaxError> {
        self.take_while(char::is_whitespace);
        let start = self.at;
        let kind = match self.rest().chars().next() {
            None => TokenKind::End,
            Some(c) if c.is_ascii_digit() => self.number()?,
            Some(c) if starts_name(c) => {
                TokenKind::Word(self.take_while(continues_name).to_owned())
            }
            Some('"') => TokenKind::String(self.escaped_string()?),
            Some('\'') => TokenKind::String(self.quoted('\'')?),
            Some('`') => TokenKind::Quoted(self.quoted('`')?),
            Some('$') => self.constant()?,
            Some(c) => self.symbol(c)?,
        };
        let end = self.at;
        let at = At { start, end };
        Ok(Token { kind, at })
    }

    fn symbol(&mut self, c: char) -> Result<TokenKind, SyntaxError> {
        let rest = self.rest();
        if let Some((found, help)) = ELSEWHERE.iter().find(|(it, _)| rest.starts_with(it))
            && !rest.starts_with("!=")
        {
            let message = format!("`{found}` is no operator");
            return Err(self.error(found.len(), message).help(*help));
        }
        let symbol = SYMBOLS.iter().find(|it| rest.starts_with(**it));
        let Some(symbol) = symbol else {
            let shown = c.escape_debug();
            return Err(self.error(c.len_utf8(), format!("`{shown}` means nothing here")));
        };
        self.take(symbol.len());
        Ok(TokenKind::Symbol(symbol))
    }

    fn constant(&mut self) -> Result<TokenKind, SyntaxError> {
        self.take(1);
        let name = self.take_while(continues_name);
        if name.is_empty() {
            self.at -= 1;
            return Err(self.error(1, "a constant has no name".to_owned()));
        }
        Ok(TokenKind::Constant(name.to_owned()))
    }

    fn number(&mut self) -> Result<TokenKind, SyntaxError> {
        let start = self.at;
        let digit = |c: char| c.is_ascii_digit();
        self.take_while(digit);
        if self.rest().starts_with('.') && self.rest()[1..].starts_with(digit) {
            self.take(1);
            self.take_while(digit);
        }
        if let Some(after) = self.rest().strip_prefix(['e', 'E']) {
            let signed = after.strip_prefix(['+', '-']).unwrap_or(after);
            if signed.starts_with(digit) {
                self.take(1 + after.len() - signed.len());
                self.take_while(digit);
            }
        }
        if self.rest().starts_with(continues_name) {
            self.take_while(continues_name);
            let length = self.at - start;
            self.at = start;
            let error = self.error(length, "a number is malformed".to_owned());
            return Err(error.help("a name that begins with a digit stands in backticks"));
        }
        Ok(TokenKind::Number(self.text[start..self.at].to_owned()))
    }

    /// Reads text between two quotes, which is written as two inside.
    fn quoted(&mut self, quote: char) -> Result<String, SyntaxError> {
        let start = self.at;
        let mut text = String::new();
        self.take(1);
        loop {
            text.push_str(self.take_while(|c| c != quote));
            self.take(1);
            if self.at > self.text.len() {
                return Err(self.unclosed(start));
            }
            if !self.rest().starts_with(quote) {
                return Ok(text);
            }
            text.push_str(self.take(1));
        }
    }

    /// Reads text between double quotes, with escapes.
    fn escaped_string(&mut self) -> Result<String, SyntaxError> {
        let start = self.at;
        let mut text = String::new();
        self.take(1);
        loop {
            text.push_str(self.take_while(|c| c != '"' && c != '\\'));
            match self.rest().chars().next() {
                None => return Err(self.unclosed(start)),
                Some('"') => {
                    self.take(1);
                    return Ok(text);
                }
                Some(_) => text.push(self.escape()?),
            }
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let rest = &self.rest()[1..];
        let (c, length) = match rest.chars().next() {
            Some('n') => ('\n', 2),
            Some('r') => ('\r', 2),
            Some('t') => ('\t', 2),
            Some(c @ ('"' | '\\')) => (c, 2),
            Some('u') => {
                let code = rest[1..]
                    .strip_prefix('{')
                    .and_then(|it| it.split_once('}'));
                let digits = code.map_or("", |(code, _)| code);
                let is_hex = digits.len() <= 6 && digits.bytes().all(|it| it.is_ascii_hexdigit());
                let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex);
                match code.and_then(char::from_u32) {
                    Some(c) => (c, 4 + digits.len()),
                    None => return Err(self.unknown_escape(2)),
                }
            }
            other => return Err(self.unknown_escape(1 + other.map_or(0, char::len_utf8))),
        };
        self.take(length);
        Ok(c)
    }

    fn unknown_escape(&self, length: usize) -> SyntaxError {
        let error = self.error(length, "this escape is unknown".to_owned());
        error.help("escapes are `\\\"`, `\\\\`, `\\n`, `\\r`, `\\t` and `\\u{1F600}`; between single quotes, backslashes stand for themselves")
    }

    fn unclosed(&self, start: usize) -> SyntaxError {
        let end = self.text.len();
        SyntaxError::new(At { start, end }, "a quote is not closed")
    }

    /// An error at the next bytes.
    fn error(&self, length: usize, message: String) -> SyntaxError {
        let (start, end) = (self.at, self.at + length);
        SyntaxError::new(At { start, end }, message)
    }
}
