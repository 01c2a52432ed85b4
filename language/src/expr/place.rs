//! Places of expressions in files.

use super::syntax::At;
use crate::source::{FileId, Sources, Span};

/// The text of an expression, and where it stands.
#[derive(Clone, Debug)]
pub struct ExpressionText<'t> {
    text: &'t str,
    place: Place,
}

/// How the text of an expression corresponds to the bytes of its file.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Byte for byte, from here.
    Verbatim { file: FileId, start: usize },
    /// Each byte, and the end, at the byte of the file with this number.
    Mapped { file: FileId, bytes: Vec<usize> },
    /// Nobody knows how: everything is said of the whole place.
    Whole(Span),
}

impl<'t> ExpressionText<'t> {
    /// Returns the text of a file that is one expression.
    pub fn of_file(file: FileId, text: &'t str) -> Self {
        let place = Place::Verbatim { file, start: 0 };
        Self { text, place }
    }

    /// Returns the value of a YAML scalar that stands at a place, with or without quotes, or as a
    /// block. A place inside the expression is found again in the file by walking along both; if
    /// they differ in more than quotes, escapes and line breaks, it is the place of the scalar.
    pub fn in_scalar(sources: &Sources, span: Span, text: &'t str) -> Self {
        let file = &sources.file(span.file).text;
        let written = file.get(span.start as usize..span.end as usize);
        let bytes = written.and_then(|written| walk(written, text));
        let place = match bytes {
            Some(mut bytes) => {
                let file = span.file;
                for byte in &mut bytes {
                    *byte += span.start as usize;
                }
                Place::Mapped { file, bytes }
            }
            None => Place::Whole(span),
        };
        Self { text, place }
    }

    /// Returns the text of an expression that is made for something else in a file: everything is said
    /// of that.
    #[cfg(feature = "migrations")]
    pub(crate) fn made_for(span: Span, text: &'t str) -> Self {
        let place = Place::Whole(span);
        Self { text, place }
    }

    /// Returns where it stands in its file.
    #[cfg(feature = "migrations")]
    pub(crate) fn span(&self) -> Span {
        let (start, end) = (0, self.text.len());
        self.place.span(At { start, end })
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }
}

impl Place {
    /// Returns where a part of the expression stands in its file.
    pub(super) fn span(&self, at: At) -> Span {
        let number = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        let (file, start, end) = match self {
            Self::Whole(span) => return *span,
            Self::Verbatim { file, start } => (*file, start + at.start, start + at.end),
            Self::Mapped { file, bytes } => {
                let byte = |at: usize| bytes.get(at).or(bytes.last()).copied().unwrap_or(0);
                // The end follows the last byte, not the line break and indentation behind it.
                let end = match at.end.checked_sub(1).filter(|last| *last >= at.start) {
                    Some(last) => byte(last) + 1,
                    None => byte(at.end),
                };
                (*file, byte(at.start), end)
            }
        };
        let (start, end) = (number(start), number(end.max(start)));
        Span { file, start, end }
    }
}

/// Returns for each byte of a value, and for its end, the byte of the scalar that it was read from.
///
/// The place of a block is that of its content, which may begin with a quote.
fn walk(written: &str, text: &str) -> Option<Vec<usize>> {
    let style = Style::of(written);
    walk_as(style, written, text).or_else(|| walk_as(Style::Plain, written, text))
}

fn walk_as(style: Style, written: &str, text: &str) -> Option<Vec<usize>> {
    let mut at = style.start(written)?;
    let mut bytes = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        let (skipped, length) = style.step(written.get(at..)?, c)?;
        let from = at + skipped;
        bytes.extend((0..c.len_utf8()).map(|byte| from + byte.min(length.saturating_sub(1))));
        at = from + length;
    }
    bytes.push(at.min(written.len()));
    let is_quoted = matches!(style, Style::Single | Style::Double);
    (!is_quoted || at + 1 == written.len()).then_some(bytes)
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Single,
    Double,
    Block,
}

impl Style {
    fn of(written: &str) -> Self {
        match written.as_bytes().first() {
            Some(b'\'') => Self::Single,
            Some(b'"') => Self::Double,
            Some(b'|' | b'>') => Self::Block,
            _ => Self::Plain,
        }
    }

    /// Returns the first byte of the content.
    fn start(self, written: &str) -> Option<usize> {
        match self {
            Self::Plain => Some(0),
            Self::Single | Self::Double => Some(1),
            Self::Block => Some(written.find('\n')? + 1),
        }
    }

    /// Returns the bytes to skip, and the length of what the next character was read from.
    fn step(self, rest: &str, c: char) -> Option<(usize, usize)> {
        if self == Self::Single && c == '\'' {
            return rest.starts_with("''").then_some((0, 2));
        }
        if self == Self::Double && rest.starts_with('\\') {
            let escaped = match c {
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                '"' => "\\\"",
                '\\' => "\\\\",
                '/' => "\\/",
                _ => return None,
            };
            return rest.starts_with(escaped).then_some((0, 2));
        }
        if rest.starts_with(c) && c != ' ' {
            return Some((0, c.len_utf8()));
        }
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        if rest[..blanks].contains('\n') && matches!(c, ' ' | '\n') {
            // A folded break stands for one blank or break; what follows it is indentation.
            return Some((0, blanks));
        }
        if rest.is_empty() && c == '\n' {
            // The last break of a block, which is not part of the place.
            return Some((0, 0));
        }
        if rest.starts_with(c) {
            return Some((0, 1));
        }
        // The indentation of a line.
        let behind = &rest[blanks..];
        behind.starts_with(c).then_some((blanks, c.len_utf8()))
    }
}
