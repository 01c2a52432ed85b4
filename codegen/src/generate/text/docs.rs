//! Doc comments of generated items.
//!
//! Text of the schema keeps its Markdown, but can neither end the comment nor become a doctest,
//! HTML or a link.

use super::tokens::Tokens;

/// The documentation of one item, line by line.
#[derive(Default)]
pub(crate) struct Docs(Vec<String>);

impl Docs {
    /// The documentation in the schema, or the generator's where there is none.
    pub(crate) fn of(schema: Option<&str>, otherwise: &str) -> Self {
        match schema {
            Some(text) if !text.trim().is_empty() => Self(text.trim().lines().map(inert).collect()),
            _ => Self(vec![otherwise.to_owned()]),
        }
    }

    /// The documentation in the schema followed by the generator's, or the latter alone.
    pub(crate) fn with(schema: Option<&str>, generated: String) -> Self {
        match schema {
            Some(text) if !text.trim().is_empty() => Self::of(schema, "").paragraph(generated),
            _ => Self(vec![generated]),
        }
    }

    /// Adds a paragraph of the generator's.
    pub(crate) fn paragraph(mut self, text: String) -> Self {
        self.0.push(String::new());
        self.0.push(text);
        self
    }

    /// The doc comments, one a line.
    pub(crate) fn into_tokens(self) -> Tokens {
        Tokens::comments(&self.0)
    }
}

/// One line of the generator's.
pub(crate) fn line(text: impl Into<String>) -> Tokens {
    Docs(vec![text.into()]).into_tokens()
}

/// A text of the schema as inline code.
pub(crate) fn code(text: &str) -> String {
    let text = comment(text);
    if text.contains('`') || text.trim().is_empty() {
        // No number of backticks around it is safe in every position.
        return format!("\"{}\"", inert(&text));
    }
    format!("`{text}`")
}

/// A text of the schema in a line comment.
pub(super) fn comment(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A line of Markdown without anything that Rust or rustdoc would interpret.
///
/// Code spans, emphasis, headings and lists stay. Code blocks need three backticks or tildes,
/// or an indent of four, and get neither; brackets and angle brackets are literal.
fn inert(line: &str) -> String {
    let (indent, text) = normalised(line);
    let mut inert = " ".repeat(indent);
    let mut rest = text.as_str();
    while let Some(start) = rest.find('`') {
        let (before, code) = rest.split_at(start);
        push_escaped(&mut inert, before);
        let backticks = run_length(code);
        if let Some(end) = code_span_end(code, backticks) {
            inert.push_str(&code[..end]);
            rest = &code[end..];
        } else {
            inert.push_str(&"\\`".repeat(backticks));
            rest = &code[backticks..];
        }
    }
    push_escaped(&mut inert, rest);
    inert
}

/// Text outside of code spans, without the characters that could start something.
fn push_escaped(inert: &mut String, text: &str) {
    for character in text.chars() {
        if matches!(character, '\\' | '[' | ']' | '<' | '~') {
            inert.push('\\');
        }
        inert.push(character);
    }
}

/// Indent and text of a line: at most three blanks of the first, runs of one in the second, so
/// that nothing is indented as code is.
fn normalised(line: &str) -> (usize, String) {
    let text: Vec<String> = line.split_whitespace().map(comment).collect();
    let indent = line
        .chars()
        .take_while(|character| character.is_whitespace())
        .count();
    (indent.min(3), text.join(" "))
}

fn run_length(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// The end of the code span that these backticks start: behind the next run of as many. A span is
/// looked for in its own line only, so that none can begin in one line and end in another.
fn code_span_end(text: &str, backticks: usize) -> Option<usize> {
    if backticks > 2 {
        return None;
    }
    let mut end = backticks;
    while let Some(found) = text[end..].find('`') {
        let length = run_length(&text[end + found..]);
        end += found + length;
        if length == backticks {
            return Some(end);
        }
    }
    None
}

/// The character, unless it is one that cannot be seen, breaks a line, or turns the direction
/// of text, none of which a comment may hold.
fn visible(character: char) -> char {
    match character {
        '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        control if control.is_control() => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_that_does_nothing_stays() {
        for line in ["# Title", "- a *b* `c[0]` ``d ` e``", "1. one", "a > b & c"] {
            assert_eq!(inert(line), line);
        }
    }

    #[test]
    fn code_blocks_links_and_html_do_not() {
        let cases = [
            ("```rust", r"\`\`\`rust"),
            ("~~~", r"\~\~\~"),
            ("        let x = 1;", "   let x = 1;"),
            ("-      let x = 1;", "- let x = 1;"),
            ("\t\tlet x = 1;", "  let x = 1;"),
            ("[x](y) <b>", r"\[x\](y) \<b>"),
            ("an unpaired ` one", r"an unpaired \` one"),
            (r"\```", r"\\\`\`\`"),
        ];
        for (line, expected) in cases {
            assert_eq!(inert(line), expected, "{line}");
        }
    }

    #[test]
    fn names_become_code_whatever_they_hold() {
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code("a`b"), "\"a\\`b\"");
        assert_eq!(code("a\nb"), "`a\u{fffd}b`");
        assert_eq!(code(""), "\"\"");
    }
}
