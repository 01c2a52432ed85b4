//! JSON text. The output is small and fixed in shape; a library for it would be one of the larger
//! parts of a user's build script.

use std::fmt;

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(usize),
    Text(String),
    Array(Vec<Json>),
    /// Members in the order in which they are written.
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::Array(texts.into_iter().map(Self::text).collect())
    }

    pub(crate) fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(
            members
                .into_iter()
                .map(|(key, value)| (key.into(), value))
                .collect(),
        )
    }

    /// Returns the text on several lines, for people.
    pub(crate) fn pretty(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut text, Some(0));
        text
    }

    /// Writes the text. With an indentation, containers that hold containers are spread over lines.
    fn write(&self, out: &mut impl fmt::Write, indent: Option<usize>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(value) => write!(out, "{value}"),
            Self::Text(text) => write_string(out, text),
            Self::Array(items) => {
                let indent = indent.filter(|_| items.iter().any(Self::is_container));
                write_all(out, ['[', ']'], indent, items, |out, item, indent| {
                    item.write(out, indent)
                })
            }
            Self::Object(members) => write_all(
                out,
                ['{', '}'],
                indent,
                members,
                |out, (key, value), indent| {
                    write_string(out, key)?;
                    out.write_str(if indent.is_some() { ": " } else { ":" })?;
                    value.write(out, indent)
                },
            ),
        }
    }

    fn is_container(&self) -> bool {
        matches!(self, Self::Array(_) | Self::Object(_))
    }
}

/// On one line.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None)
    }
}

fn write_all<W: fmt::Write, T>(
    out: &mut W,
    [open, close]: [char; 2],
    indent: Option<usize>,
    items: &[T],
    write: impl Fn(&mut W, &T, Option<usize>) -> fmt::Result,
) -> fmt::Result {
    let inner = indent.filter(|_| !items.is_empty()).map(|depth| depth + 1);
    out.write_char(open)?;
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            out.write_char(',')?;
        }
        break_line(out, inner)?;
        write(out, item, inner)?;
    }
    break_line(out, inner.map(|depth| depth - 1))?;
    out.write_char(close)
}

fn break_line(out: &mut impl fmt::Write, indent: Option<usize>) -> fmt::Result {
    match indent {
        Some(depth) => write!(out, "\n{:width$}", "", width = depth * 2),
        None => Ok(()),
    }
}

fn write_string(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            // The separators are legal in JSON, but some programs that read it by lines end a line
            // there.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn escapes_what_json_forbids() {
        let text = Json::text("a\"b\\c\n\u{1}\u{2028}é").to_string();
        assert_eq!(text, "\"a\\\"b\\\\c\\n\\u0001\\u2028é\"");
    }

    #[test]
    fn spreads_containers_over_lines() {
        let json = Json::object([
            ("a", Json::texts(["x", "y"])),
            ("b", Json::object([("c", Json::Null)])),
            ("d", Json::Array(vec![Json::Object(Vec::new())])),
        ]);
        let pretty = "{\n  \"a\": [\"x\",\"y\"],\n  \"b\": {\n    \"c\": null\n  },\n  \"d\": [\n    {}\n  ]\n}";
        assert_eq!(json.pretty(), pretty);
        assert_eq!(
            json.to_string(),
            "{\"a\":[\"x\",\"y\"],\"b\":{\"c\":null},\"d\":[{}]}"
        );
    }
}
