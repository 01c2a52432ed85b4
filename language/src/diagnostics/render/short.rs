//! One line each, for editors and `grep`.

use std::fmt::Write as _;

use super::place::Places;
use crate::diagnostics::Diagnostics;

pub(super) fn render(diagnostics: &Diagnostics, places: &mut Places<'_>) -> String {
    let mut text = String::new();
    for one in diagnostics {
        if let Some(span) = one.span() {
            let start = places.start(span);
            let path = places.path(span.file);
            let _ = write!(text, "{path}:{}:{}: ", start.line, start.column);
        }
        let _ = writeln!(
            text,
            "{}[{}]: {}",
            one.severity.name(),
            one.code,
            one.message
        );
    }
    text
}
