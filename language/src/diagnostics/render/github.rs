//! Commands that a GitHub workflow shows beside the changed lines.

use std::fmt::Write as _;

use super::place::Places;
use crate::diagnostics::Diagnostics;

pub(super) fn render(diagnostics: &Diagnostics, places: &mut Places<'_>) -> String {
    let mut text = String::new();
    for one in diagnostics {
        let _ = write!(text, "::{} ", one.severity.name());
        if let Some(span) = one.span() {
            let (start, end) = (places.start(span), places.end(span));
            let path = property(&places.path(span.file));
            let _ = write!(text, "file={path},line={},endLine={}", start.line, end.line);
            let _ = write!(text, ",col={},", start.column);
            // Across lines an end column has no meaning to GitHub.
            if start.line == end.line {
                let _ = write!(text, "endColumn={},", end.column);
            }
        }
        let help = one
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("\nhelp: {help}"));
        let message = escaped(&format!("{}{help}", one.message));
        let _ = writeln!(text, "title={}::{message}", one.code);
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
