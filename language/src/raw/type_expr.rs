//! Type expressions: `string`, `ulid?`, `list<map<Profile>>`.

use crate::diagnostics::{Diagnostic, catalogue};
use crate::source::{Span, Spanned};

/// DynamoDB nests documents 32 deep, so a deeper type could hold no value.
const MAX_DEPTH: usize = 32;

/// A type as written.
#[derive(Clone, Debug)]
pub(crate) struct TypeExpr {
    /// `string`, `list`, `Profile`.
    pub(crate) name: Spanned<String>,
    /// The part between `<` and `>`.
    pub(crate) argument: Option<Box<TypeExpr>>,
    /// `true` if `?` follows.
    pub(crate) optional: bool,
}

/// Reads a type. `span` is the place of the whole text.
pub(super) fn parse(text: &str, span: Span) -> Result<TypeExpr, Diagnostic> {
    let mut reader = Reader {
        text,
        at: 0,
        whole: span,
    };
    let ty = reader.expression(1)?;
    reader.skip_spaces();
    if reader.at == text.len() {
        Ok(ty)
    } else {
        Err(reader.unexpected("the end"))
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    whole: Span,
}

impl Reader<'_> {
    fn expression(&mut self, depth: usize) -> Result<TypeExpr, Diagnostic> {
        if depth > MAX_DEPTH {
            return Err(catalogue::type_too_deep(self.whole, MAX_DEPTH));
        }
        let name = self.name()?;
        let argument = if self.take('<') {
            let argument = self.expression(depth + 1)?;
            if !self.take('>') {
                return Err(self.unexpected("`>`"));
            }
            Some(Box::new(argument))
        } else {
            None
        };
        Ok(TypeExpr {
            name,
            argument,
            optional: self.take('?'),
        })
    }

    fn name(&mut self) -> Result<Spanned<String>, Diagnostic> {
        self.skip_spaces();
        let rest = &self.text[self.at..];
        let length = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        if length == 0 {
            return Err(self.unexpected("a type"));
        }
        let span = self.place(self.at, self.at + length);
        self.at += length;
        Ok(Spanned::new(rest[..length].to_owned(), span))
    }

    fn take(&mut self, expected: char) -> bool {
        self.skip_spaces();
        let found = self.text[self.at..].starts_with(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn skip_spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn unexpected(&self, expected: &str) -> Diagnostic {
        let found = self.text[self.at..].chars().next();
        let width = found.map_or(0, char::len_utf8);
        catalogue::type_syntax(
            self.place(self.at, self.at + width),
            expected,
            found,
            self.text.trim(),
        )
    }

    /// Returns `true` if the file has the text as it is here, alone or in quotes, and not one that
    /// is longer by as many bytes for another reason: a line break is read as a space, with the
    /// indentation behind it, and two escapes are shorter than what they stand for. With ASCII alone, every
    /// place is at least one between two characters.
    fn is_as_written(&self, extra: usize) -> bool {
        match extra {
            0 => !self.text.contains(['\u{2028}', '\u{2029}']),
            2 => self.text.is_ascii() || !self.text.contains(char::is_whitespace),
            _ => false,
        }
    }

    /// Returns the place of a part. Text with escapes or line breaks is another one in the file than
    /// here, so its parts have no places of their own.
    fn place(&self, start: usize, end: usize) -> Span {
        let written = (self.whole.end - self.whole.start) as usize;
        let Some(quotes) = written
            .checked_sub(self.text.len())
            .filter(|extra| self.is_as_written(*extra))
        else {
            return self.whole;
        };
        let offset = |at: usize| {
            self.whole.start
                + u32::try_from(at + quotes / 2)
                    .unwrap_or(0)
                    .min(self.whole.end - self.whole.start)
        };
        Span {
            start: offset(start),
            end: offset(end),
            ..self.whole
        }
    }
}

impl std::fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        if let Some(argument) = &self.argument {
            write!(f, "<{argument}>")?;
        }
        f.write_str(if self.optional { "?" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Sources;

    /// A line break, and an escape that is shorter than what it stands for, move what is behind them.
    #[test]
    fn places_are_in_the_file_whatever_the_text_was_in_it() {
        for ty in [
            "string¡\n       x",
            "string¡\n        x",
            "a¡\n       ¡b¡",
            "\"ab\\L¡\\n\"",
            "\"\\L\\L¡\"",
            "\"str¡ng\"",
            "list< ¡ >",
        ] {
            let text = format!("models:\n  A:\n    key: id\n    fields:\n      id: {ty}\n");
            let mut sources = Sources::default();
            sources.add("schema.yaml", text.as_str());
            let problems = crate::check(sources).expect_err(ty);
            for label in problems.iter().flat_map(|problem| &problem.labels) {
                let place = label.span.start as usize..label.span.end as usize;
                assert!(text.get(place.clone()).is_some(), "{ty}: {place:?}");
            }
        }
    }
}
