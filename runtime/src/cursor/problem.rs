//! Errors of cursors.

use std::fmt;

/// The reason why a cursor cannot be used. Detected before any request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CursorProblem {
    /// It is not a cursor, was truncated or altered, or was sealed with another key.
    Malformed,
    /// It belongs to another query: another model, index, direction or condition, or another
    /// partition.
    OtherQuery,
    /// It was made without a cursor key, and this client has one.
    NotSealed,
    /// It was made with a cursor key, and this client has none.
    Sealed,
    /// The operating system provided no random bytes to seal it with.
    NoRandomness,
}

impl fmt::Display for CursorProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => {
                "this is not a cursor of this client: it was altered, cut off, or sealed with \
                 another key; start again without a cursor"
            }
            Self::OtherQuery => {
                "this cursor belongs to another query (model, index, direction, conditions and \
                 their values have to be the same); start again without a cursor"
            }
            Self::NotSealed => {
                "this cursor was made without a cursor key and this client has one; start again \
                 without a cursor"
            }
            Self::Sealed => {
                "this cursor was made with a cursor key; give this client the same one, \
                 `with_cursor_key`"
            }
            Self::NoRandomness => "the operating system gave no random bytes to seal a cursor",
        })
    }
}

impl std::error::Error for CursorProblem {}
