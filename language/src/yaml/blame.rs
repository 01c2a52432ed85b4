//! Mistakes in YAML that the parser notices later than where they are.

use std::ops::Range;

/// The place of a mistake, the mistake, and the remedy.
pub(super) struct Blame {
    pub(super) place: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// Returns the cause of a parser error at this byte, if it is one of the common mistakes.
pub(super) fn find(text: &str, at: usize, reason: &str) -> Option<Blame> {
    if reason.contains("unknown anchor") {
        return Some(unknown_anchor(text, at));
    }
    if reason.contains("expected ','") {
        return brackets_behind_a_type(text, at);
    }
    if !reason.contains("mapping values") && !reason.contains("simple key") {
        return None;
    }
    let line = Line::around(text, at);
    if let Some(blame) = without_blank(&line) {
        return Some(blame);
    }
    let above = line.above()?;
    without_blank(&above)
        .or_else(|| without_colon(&above, &line))
        .or_else(|| too_far_right(&above, &line))
}

/// Returns the mistake of `{ type: string[] }`: in braces a bracket ends the text before it.
fn brackets_behind_a_type(text: &str, at: usize) -> Option<Blame> {
    let (before, rest) = text.split_at_checked(at)?;
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let name = &before[before.trim_end_matches(is_part).len()..];
    if name.is_empty() || !rest.starts_with("[]") {
        return None;
    }
    Some(Blame {
        place: at - name.len()..at + 2,
        message: format!("`{name}[]` is no text in braces"),
        help: format!("a list is written `list<{name}>`"),
    })
}

/// Returns the name and the rest of a key without a blank after its colon: `id` and `ulid` of
/// `id:ulid`.
pub(super) fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(':')?;
    let plain = name.trim_matches(['"', '\'']);
    let is_part = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let is_name = !plain.is_empty() && plain.chars().all(is_part);
    let is_value = rest.starts_with(|c: char| !c.is_whitespace() && c != ':' && c != '/');
    (is_name && is_value).then_some((name, rest))
}

/// Returns the message and the help for `id:ulid`.
pub(super) fn no_blank(name: &str, value: &str) -> (String, String) {
    let message = format!("there is no blank behind the colon of `{name}`");
    (message, format!("write `{name}: {value}`"))
}

/// A line without its indent, its comment and its break.
struct Line<'t> {
    text: &'t str,
    /// The start of the line, indent included.
    start: usize,
    indent: usize,
    content: &'t str,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Self {
        let is_break = |c: char| c == '\n' || c == '\r';
        let start = text[..at].rfind(is_break).map_or(0, |before| before + 1);
        let end = text[start..]
            .find(is_break)
            .map_or(text.len(), |length| start + length);
        let line = &text[start..end];
        let line = line.find(" #").map_or(line, |comment| &line[..comment]);
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        Self {
            text,
            start,
            indent,
            content,
        }
    }

    /// Returns the nearest line above that is not blank.
    fn above(&self) -> Option<Self> {
        let mut start = self.start;
        loop {
            let line = Self::around(self.text, start.checked_sub(1)?);
            if !line.content.is_empty() && !line.content.starts_with('#') {
                return Some(line);
            }
            start = line.start;
        }
    }

    /// Returns the place of the first bytes of the content, up to this length.
    fn place(&self, length: usize) -> Range<usize> {
        let start = self.start + self.indent;
        start..start + length
    }

    /// Returns its key and its value, if both are in this line.
    fn entry(&self) -> Option<(&'t str, &'t str)> {
        let (key, value) = self.content.split_once(": ")?;
        Some((key, value.trim_start()))
    }
}

fn without_blank(line: &Line<'_>) -> Option<Blame> {
    let (name, value) = split_at_colon(line.content)?;
    let (message, help) = no_blank(name, value);
    Some(Blame {
        place: line.place(line.content.len()),
        message,
        help,
    })
}

fn without_colon(above: &Line<'_>, line: &Line<'_>) -> Option<Blame> {
    let name = above.content;
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || "_-".contains(c));
    if !is_name || name.starts_with('-') || above.indent > line.indent {
        return None;
    }
    Some(Blame {
        place: above.place(name.len()),
        message: format!("there is no colon behind `{name}`"),
        help: format!("write `{name}:`"),
    })
}

fn too_far_right(above: &Line<'_>, line: &Line<'_>) -> Option<Blame> {
    let (key, value) = above.entry()?;
    let is_plain = !value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!']);
    if !is_plain || line.indent <= above.indent {
        return None;
    }
    let length = line.content.find(':')?;
    Some(Blame {
        place: line.place(length),
        message: format!(
            "this is indented further than `{key}` above, which has a value of its own"
        ),
        help: "indent all keys of a map alike; text of several lines with `: ` in it needs quotes"
            .to_owned(),
    })
}

fn unknown_anchor(text: &str, at: usize) -> Blame {
    let rest = &text[at..];
    let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
    let alias = &rest[..end.unwrap_or(rest.len())];
    let name = alias.trim_start_matches('*');
    Blame {
        place: at..at + alias.len(),
        message: format!("there is no anchor `&{name}` above this alias"),
        help: format!(
            "mark the value that it repeats with `&{name}`, or put quotes around text that begins \
             with `*`"
        ),
    }
}
