//! How the parts of a key are escaped in its text.
//!
//! A part consists of characters that a path of a URL may hold and that web frameworks leave as they
//! are, so the text needs no percent-encoding, and a framework that decodes the path changes nothing.

use std::fmt::Write as _;

/// What stands between the parts of a key.
pub(super) const SEPARATOR: char = ',';

/// Begins an escape: two upper-case hexadecimal digits, a byte of the UTF-8, follow.
const ESCAPE: char = '~';

/// Returns the part with a `~HH` for each byte that is not kept.
pub(super) fn escape(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    for (at, byte) in part.bytes().enumerate() {
        if is_kept(at, byte) {
            text.push(char::from(byte));
        } else {
            push_escape(byte, &mut text);
        }
    }
    text
}

/// Returns the part that is escaped like this. It may have other, longer escapes too: the caller
/// compares.
///
/// # Errors
/// The reason why it is no escaped part.
pub(super) fn unescape(text: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character == ESCAPE {
            let (byte, behind) = escaped_byte(rest.as_str())
                .ok_or("a `~` without two upper-case hexadecimal digits behind it")?;
            bytes.push(byte);
            rest = behind.chars();
        } else {
            let at = bytes.len();
            let mut buffer = [0; 4];
            let encoded = character.encode_utf8(&mut buffer);
            if !encoded.bytes().all(|byte| is_kept(at, byte)) {
                return Err(has_to_be(encoded, &escape(encoded)));
            }
            bytes.extend_from_slice(encoded.as_bytes());
        }
    }
    String::from_utf8(bytes).map_err(|_| "the escaped bytes are not UTF-8".to_owned())
}

/// Says how something is written.
pub(super) fn has_to_be(found: &str, written: &str) -> String {
    format!("`{found}` has to be written as `{written}`")
}

/// Returns true for bytes that stand for themselves. A dot at the beginning does not: a part `..` of
/// a URL would lead to another path.
fn is_kept(at: usize, byte: u8) -> bool {
    match byte {
        b'.' => at > 0,
        b'-' | b'_' | b':' | b'@' => true,
        _ => byte.is_ascii_alphanumeric(),
    }
}

fn push_escape(byte: u8, text: &mut String) {
    text.push(ESCAPE);
    // Writing to a `String` does not fail.
    let _ = write!(text, "{byte:02X}");
}

/// Returns the byte whose digits the text begins with, and what is behind them.
fn escaped_byte(text: &str) -> Option<(u8, &str)> {
    let (digits, behind) = text.split_at_checked(2)?;
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    let digits = Some(digits).filter(|it| it.bytes().all(is_digit))?;
    let byte = u8::from_str_radix(digits, 16).ok()?;
    Some((byte, behind))
}

#[cfg(test)]
mod tests {
    use super::{escape, unescape};

    #[test]
    fn parts_are_escaped_so_that_they_read_back() {
        for (part, text) in [
            ("", ""),
            ("a-Z_0:9@b.c", "a-Z_0:9@b.c"),
            (".", "~2E"),
            ("..", "~2E."),
            ("a/b,c", "a~2Fb~2Cc"),
            ("~41", "~7E41"),
            ("%2F", "~252F"),
            ("é +", "~C3~A9~20~2B"),
        ] {
            assert_eq!(escape(part), text);
            assert_eq!(unescape(text).as_deref(), Ok(part));
        }
    }

    #[test]
    fn what_is_no_escape_is_an_error_that_says_what_is_wrong() {
        for text in ["~", "~4", "~4g", "~c3~a9", "~+1", "~é", "a~"] {
            let error = unescape(text).unwrap_err();
            assert!(
                error.contains("two upper-case hexadecimal digits"),
                "{text}"
            );
        }
        for text in ["~C3", "~FF", "~C3a"] {
            assert_eq!(
                unescape(text).unwrap_err(),
                "the escaped bytes are not UTF-8"
            );
        }
        for (text, character, escaped) in [
            ("a/b", "/", "~2F"),
            ("a é", " ", "~20"),
            ("é", "é", "~C3~A9"),
            (".a", ".", "~2E"),
            ("a%20", "%", "~25"),
        ] {
            let reason = format!("`{character}` has to be written as `{escaped}`");
            assert_eq!(unescape(text).unwrap_err(), reason);
        }
    }
}
