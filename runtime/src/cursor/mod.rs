//! Cursors: where a page ended, as text that is safe to hand out.
//!
//! A cursor is `v1.` and base64url. Inside are the key attributes of the last returned item.
//! It is bound to the query it came from (model, index, direction, conditions), so that one
//! query's cursor, or another tenant's, is refused by the next.

mod position;
mod problem;
mod seal;

pub(crate) use position::{Fingerprint, Position};
pub use problem::CursorProblem;
pub(crate) use seal::CursorKey;

use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const PREFIX: &str = "v1.";

/// Where a page ended. Opaque; give it to the same query to go on from there.
///
/// Unless the client has a cursor key, the key values of an item can be read out of it.
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

    /// The position that a cursor's text stands for in a query.
    pub(crate) fn open(
        text: &str,
        query: Fingerprint,
        key: Option<&CursorKey>,
    ) -> Result<Position, CursorProblem> {
        let encoded = text.strip_prefix(PREFIX).ok_or(CursorProblem::Malformed)?;
        let sealed = URL_SAFE_NO_PAD
            .decode(encoded)
            .map_err(|_| CursorProblem::Malformed)?;
        let bytes = seal::open(&sealed, query, key)?;
        Position::from_bytes(&bytes).ok_or(CursorProblem::Malformed)
    }

    /// A cursor that somebody else made; whether it is one shows when it is opened.
    pub(crate) fn from_text(text: String) -> Self {
        Self(text)
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
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
