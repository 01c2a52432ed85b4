//! Removal of a member from a JSON object.

use crate::codec::{DecodeError, Scanner};

/// Passes the value of `member` to `take`, and returns the object without it. Returns `None` if the
/// body is not a JSON object.
pub(super) fn without_member<'b>(
    body: &'b [u8],
    member: &str,
    mut take: impl FnMut(&mut Scanner<'b>) -> Result<(), DecodeError>,
) -> Option<Vec<u8>> {
    let mut scanner = Scanner::new(body).ok()?;
    let mut rest = Vec::with_capacity(256);
    rest.push(b'{');
    scanner.begin_object().ok()?;
    while let Some(key) = scanner.next_key().ok()? {
        if key == member {
            take(&mut scanner).ok()?;
            continue;
        }
        let start = scanner.offset();
        scanner.skip_value().ok()?;
        if rest.len() > 1 {
            rest.push(b',');
        }
        rest.push(b'"');
        rest.extend_from_slice(key.as_bytes());
        rest.extend_from_slice(b"\":");
        rest.extend_from_slice(body.get(start..scanner.offset())?);
    }
    scanner.end().ok()?;
    rest.push(b'}');
    Some(rest)
}
