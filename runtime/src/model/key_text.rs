//! The text form of keys, for URLs and logs: one part as it is, two parts escaped and joined by `,`.

use std::fmt::{self, Display};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::key_escape::{SEPARATOR, escape, has_to_be, unescape};
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

/// Writes the only part of a key: its text, as it is. A link has to percent-encode it.
pub fn fmt_key(part: &impl KeyPart, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(&part.to_text())
}

/// Writes both parts of a key, escaped and joined by a comma.
pub fn fmt_key_pair(
    partition: &impl KeyPart,
    sort: &impl KeyPart,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut text = escape(&partition.to_text());
    text.push(SEPARATOR);
    text.push_str(&escape(&sort.to_text()));
    f.pad(&text)
}

/// Reads a key of one part.
///
/// # Errors
/// If the text is not of the type of the part.
pub fn parse_key<K: Key + From<P>, P: KeyPart>(text: &str) -> Result<K, KeyTextError> {
    let part = P::from_text(text).map_err(|reason| KeyTextError::of::<K>(Some(0), reason))?;
    Ok(K::from(part))
}

/// Reads a key of two parts. A key has one text: every other one is an error.
///
/// # Errors
/// If there are not two parts, one is not of its type, or one is written in another way than
/// [`fmt_key_pair`] writes it.
pub fn parse_key_pair<K, P, S>(text: &str) -> Result<K, KeyTextError>
where
    K: Key + From<(P, S)>,
    P: KeyPart,
    S: KeyPart,
{
    let both = text.split_once(SEPARATOR);
    let (partition, sort) = both
        .filter(|(_, sort)| !sort.contains(SEPARATOR))
        .ok_or_else(|| KeyTextError::of::<K>(None, "not two parts joined by `,`"))?;
    Ok(K::from((
        parse_part::<K, P>(0, partition)?,
        parse_part::<K, S>(1, sort)?,
    )))
}

fn parse_part<K: Key, P: KeyPart>(index: usize, escaped: &str) -> Result<P, KeyTextError> {
    let error = |reason: String| KeyTextError::of::<K>(Some(index), reason);
    let text = unescape(escaped).map_err(error)?;
    let part = P::from_text(&text).map_err(error)?;
    let written = escape(&part.to_text());
    if written == escaped {
        Ok(part)
    } else {
        Err(error(has_to_be(escaped, &written)))
    }
}

/// The reason why a text is not a key.
///
/// A key of one part has the text of the part, as it is: a link has to percent-encode it. A key of two
/// parts has a text that a link can hold as it is: both parts joined by `,`, with `~` and two upper-case
/// hexadecimal digits for each byte that is neither a letter or digit of ASCII nor one of `-._:@`, and
/// for a `.` at the beginning of a part. Each key has one such text.
///
/// Keys with a sensitive part have no text form, so the reason
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
        write!(f, "not the text of a key of {}: ", self.model)?;
        if let Some(part) = self.part {
            write!(f, "`{part}`: ")?;
        }
        write!(f, "{}", self.reason)
    }
}

impl std::error::Error for KeyTextError {}
