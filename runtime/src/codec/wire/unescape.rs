//! Strings with escapes.

/// Reads a string up to and including its closing quote. Returns the text and the number of bytes
/// consumed.
///
/// Returns `None` if the string has no end, a control character or an invalid escape.
pub(super) fn unescape(quoted: &str) -> Option<(String, usize)> {
    let mut text = String::with_capacity(quoted.len().min(256));
    let mut rest = quoted;
    loop {
        let run = rest.find(|next: char| next == '"' || next == '\\' || next < ' ')?;
        text.push_str(rest.get(..run)?);
        rest = rest.get(run..)?;
        if let Some(after) = rest.strip_prefix('"') {
            return Some((text, quoted.len() - after.len()));
        }
        let (character, after) = escape(rest.strip_prefix('\\')?)?;
        text.push(character);
        rest = after;
    }
}

/// Returns the character of an escape, and the text after it.
fn escape(text: &str) -> Option<(char, &str)> {
    let mut rest = text.chars();
    let character = match rest.next()? {
        'u' => return unicode(rest.as_str()),
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        itself @ ('"' | '\\' | '/') => itself,
        _ => return None,
    };
    Some((character, rest.as_str()))
}

/// Reads a Unicode escape. Characters beyond 16 bits are written as two escapes.
fn unicode(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, rest));
    }
    let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, rest))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}
