//! JSON text. What is written here is small and fixed in shape; a library would be the largest
//! part of a user's build script.

/// A string as JSON, quotes included.
pub(crate) fn string(text: &str) -> String {
    use std::fmt::Write as _;
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            // The separators are legal in JSON, and end a line for some who read it by lines.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

/// An array of JSON values on one line.
pub(crate) fn array(values: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", values.into_iter().collect::<Vec<_>>().join(","))
}

/// An object of JSON values on one line.
pub(crate) fn object<'k>(members: impl IntoIterator<Item = (&'k str, String)>) -> String {
    let members = members
        .into_iter()
        .map(|(key, value)| format!("{}:{value}", string(key)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn escapes_what_json_forbids() {
        assert_eq!(
            string("a\"b\\c\n\u{1}\u{2028}é"),
            "\"a\\\"b\\\\c\\n\\u0001\\u2028é\""
        );
    }
}
