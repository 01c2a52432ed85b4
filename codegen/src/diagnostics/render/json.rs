//! One JSON object a line, for programs.

use super::place::Places;
use crate::diagnostics::{Diagnostic, Diagnostics, Label};
use crate::json::{array, object, string};

pub(super) fn render(diagnostics: &Diagnostics, places: &mut Places<'_>) -> String {
    diagnostics
        .iter()
        .map(|one| render_one(one, places) + "\n")
        .collect()
}

fn render_one(one: &Diagnostic, places: &mut Places<'_>) -> String {
    let labels: Vec<_> = one
        .labels
        .iter()
        .map(|label| render_label(label, places))
        .collect();
    object([
        ("kind", string("diagnostic")),
        ("severity", string(one.severity.name())),
        ("code", string(one.code.name())),
        ("message", string(&one.message)),
        ("labels", array(labels)),
        (
            "help",
            one.help
                .as_deref()
                .map_or_else(|| "null".to_owned(), string),
        ),
    ])
}

fn render_label(label: &Label, places: &mut Places<'_>) -> String {
    let (start, end) = (places.start(label.span), places.end(label.span));
    object([
        ("file", string(&places.path(label.span.file))),
        ("line", start.line.to_string()),
        ("column", start.column.to_string()),
        ("end_line", end.line.to_string()),
        ("end_column", end.column.to_string()),
        ("text", string(&label.text)),
    ])
}
