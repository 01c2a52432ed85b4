//! One JSON object a line, for programs.

use std::fmt::Write as _;

use super::place::Places;
use crate::diagnostics::{Diagnostic, Diagnostics, Label};
use crate::json::Json;

pub(super) fn render(diagnostics: &Diagnostics, places: &mut Places<'_>) -> String {
    let mut text = String::new();
    for one in diagnostics {
        let _ = writeln!(text, "{}", render_one(one, places));
    }
    text
}

fn render_one(one: &Diagnostic, places: &mut Places<'_>) -> Json {
    let labels = one
        .labels
        .iter()
        .map(|label| render_label(label, places))
        .collect();
    Json::object([
        ("kind", Json::text("diagnostic")),
        ("severity", Json::text(one.severity.name())),
        ("code", Json::text(one.code.name())),
        ("message", Json::text(&one.message)),
        ("labels", Json::Array(labels)),
        ("help", one.help.as_ref().map_or(Json::Null, Json::text)),
    ])
}

fn render_label(label: &Label, places: &mut Places<'_>) -> Json {
    let (start, end) = (places.start(label.span), places.end(label.span));
    Json::object([
        ("file", Json::text(places.path(label.span.file))),
        ("line", Json::Number(start.line)),
        ("column", Json::Number(start.column)),
        ("end_line", Json::Number(end.line)),
        ("end_column", Json::Number(end.column)),
        ("text", Json::text(&label.text)),
    ])
}
