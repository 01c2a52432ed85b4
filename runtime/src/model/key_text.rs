//! The text form of keys, for URLs and logs: one part as it is, two parts joined by `/`.

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Key, Model};
use crate::codec::KeyAttribute;

/// A part of a key that has a text form.
pub trait KeyPart: Sized {
    /// Returns the text.
    fn to_text(&self) -> String;

    /// Reads the text. The error says what is wrong with it.
    fn from_text(text: &str) -> Result<Self, String>;
}

/// Strings, numbers, ids, times and enums: the text in which Rust displays them.
impl<T: KeyAttribute<Value = T> + Display + FromStr<Err: Display>> KeyPart for T {
    fn to_text(&self) -> String {
        self.to_string()
    }

    fn from_text(text: &str) -> Result<Self, String> {
        T::parse(text)
    }
}

/// Bytes: base64url without padding.
impl KeyPart for Vec<u8> {
    fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        let bytes = URL_SAFE_NO_PAD.decode(text);
        bytes.map_err(|error| format!("not base64url: {error}"))
    }
}

/// Writes the only part of a key.
pub fn fmt_key(part: &impl KeyPart, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(&part.to_text())
}

/// Writes both parts of a key, with `%` and `/` inside them as `%25` and `%2F`.
pub fn fmt_key_pair(
    partition: &impl KeyPart,
    sort: &impl KeyPart,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut text = String::new();
    escape(&partition.to_text(), &mut text)?;
    text.push('/');
    escape(&sort.to_text(), &mut text)?;
    f.pad(&text)
}

fn escape(part: &str, text: &mut String) -> fmt::Result {
    for character in part.chars() {
        match character {
            '%' | '/' => write!(text, "%{:02X}", u32::from(character))?,
            _ => text.push(character),
        }
    }
    Ok(())
}

/// Reads a key of one part.
///
/// # Errors
/// If the text is not of the type of the part.
pub fn parse_key<K: Key + From<P>, P: KeyPart>(text: &str) -> Result<K, KeyTextError> {
    parse_part::<K, P>(0, text).map(K::from)
}

/// Reads a key of two parts.
///
/// # Errors
/// If there are not two parts, one has a `%` that does not begin an escape, or one is not of its
/// type.
pub fn parse_key_pair<K, P, S>(text: &str) -> Result<K, KeyTextError>
where
    K: Key + From<(P, S)>,
    P: KeyPart,
    S: KeyPart,
{
    let both = text.split_once('/');
    let (partition, sort) = both
        .filter(|(_, sort)| !sort.contains('/'))
        .ok_or_else(|| KeyTextError::of::<K>(None, "not two parts joined by `/`"))?;
    let partition = parse_part::<K, P>(0, &unescaped::<K>(0, partition)?)?;
    let sort = parse_part::<K, S>(1, &unescaped::<K>(1, sort)?)?;
    Ok(K::from((partition, sort)))
}

fn parse_part<K: Key, P: KeyPart>(index: usize, text: &str) -> Result<P, KeyTextError> {
    P::from_text(text).map_err(|reason| KeyTextError::of::<K>(Some(index), reason))
}

fn unescaped<K: Key>(index: usize, text: &str) -> Result<Cow<'_, str>, KeyTextError> {
    unescape(text).ok_or_else(|| {
        let reason = "a `%` without two hexadecimal digits of UTF-8 behind it";
        KeyTextError::of::<K>(Some(index), reason)
    })
}

/// Returns the text without escapes; `None` for a `%` that does not begin one.
fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let ([high, low], behind) = rest.split_first_chunk::<2>()?;
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
        rest = behind;
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The reason why a text is not a key. Keys with a sensitive part have no text form, so the reason
/// may name characters of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTextError {
    model: &'static str,
    part: Option<&'static str>,
    reason: String,
}

impl KeyTextError {
    #[cold]
    fn of<K: Key>(part: Option<usize>, reason: impl Into<String>) -> Self {
        let model = <K::Model as Model>::DESCRIPTOR;
        Self {
            model: model.name,
            part: part.and_then(|index| model.table.key_names().nth(index)),
            reason: reason.into(),
        }
    }

    /// Returns the name of the model.
    pub fn model(&self) -> &'static str {
        self.model
    }

    /// Returns the attribute of the part that cannot be read; `None` if there are not as many parts
    /// as the key has.
    pub fn part(&self) -> Option<&'static str> {
        self.part
    }
}

impl Display for KeyTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not the text of a {} key: ", self.model)?;
        if let Some(part) = self.part {
            write!(f, "`{part}` is ")?;
        }
        write!(f, "{}", self.reason)
    }
}

impl std::error::Error for KeyTextError {}

#[cfg(test)]
mod tests {
    use super::{escape, unescape};

    #[test]
    fn parts_are_escaped_so_that_they_read_back() {
        for part in ["", "a", "/", "%", "%2F", "a/b%c", "é/%é", "%%//"] {
            let mut text = String::new();
            escape(part, &mut text).unwrap();
            assert!(!text.contains('/'), "{text}");
            assert_eq!(unescape(&text).as_deref(), Some(part));
        }
    }

    #[test]
    fn a_percent_sign_begins_an_escape() {
        assert_eq!(unescape("%c3%A9").as_deref(), Some("é"));
        for text in ["%", "%2", "%+1", "%zz", "%é", "%FF"] {
            assert_eq!(unescape(text), None, "{text}");
        }
    }
}
