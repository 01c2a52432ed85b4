//! Cursors: the end position of a page, as text that is safe to hand out.
//!
//! A cursor is `v1.` and base64url. It contains the key attributes of the last returned item. It is
//! bound to its query (model, index, direction, conditions), so a cursor of another query, or of
//! another tenant, is rejected.

mod position;
mod problem;
mod seal;

pub(crate) use position::{Fingerprint, Position};
pub use problem::CursorProblem;
pub(crate) use seal::CursorKey;

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const PREFIX: &str = "v1.";

/// The end position of a page. Opaque; pass it to the same query to continue from there.
///
/// Unless the client has a cursor key, the key values of an item can be read from it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(String);

impl Cursor {
    /// Makes the cursor of a position in a query.
    pub(crate) fn seal(
        position: &Position,
        query: Fingerprint,
        key: Option<&CursorKey>,
    ) -> Result<Self, CursorProblem> {
        let sealed = seal::seal(&position.to_bytes(), query, key)?;
        Ok(Self(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(sealed))))
    }

    /// Returns the position of a cursor's text in a query.
    pub(crate) fn open(
        text: &str,
        query: Fingerprint,
        key: Option<&CursorKey>,
    ) -> Result<Position, CursorProblem> {
        let bytes = seal::open(&decoded(text)?, query, key)?;
        Position::from_bytes(&bytes).ok_or(CursorProblem::Malformed)
    }

    /// Makes a cursor of text from elsewhere. It is validated when it is opened.
    pub(crate) fn from_text(text: String) -> Self {
        Self(text)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the bytes in a cursor's text.
fn decoded(text: &str) -> Result<Vec<u8>, CursorProblem> {
    let encoded = text.strip_prefix(PREFIX).ok_or(CursorProblem::Malformed)?;
    let decoded = URL_SAFE_NO_PAD.decode(encoded);
    decoded.map_err(|_| CursorProblem::Malformed)
}

impl Deref for Cursor {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor(..)")
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.0
    }
}

impl AsRef<str> for Cursor {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Fails for text that is no cursor at all. A page tells if it is one of its query.
impl TryFrom<String> for Cursor {
    type Error = CursorProblem;

    fn try_from(text: String) -> Result<Self, CursorProblem> {
        decoded(&text)?;
        Ok(Self(text))
    }
}

/// Does the same as `TryFrom<String>`.
impl FromStr for Cursor {
    type Err = CursorProblem;

    fn from_str(text: &str) -> Result<Self, CursorProblem> {
        text.to_owned().try_into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, CursorProblem};

    #[test]
    fn a_cursor_is_made_of_its_text_and_of_no_other() {
        let cursor: Cursor = "v1.AAAA".parse().unwrap();
        assert_eq!(String::from(cursor), "v1.AAAA");
        for text in ["", "v1", "v2.AAAA", "v1.a b", "AAAA"] {
            assert_eq!(text.parse::<Cursor>(), Err(CursorProblem::Malformed));
        }
    }
}
