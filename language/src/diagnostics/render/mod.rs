//! Diagnostics as text.

mod github;
mod human;
mod json;
mod place;
mod short;

use super::{Diagnostics, Severity};

/// The output format of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: the source line, marked.
    #[default]
    Human,
    /// One line each: `path:line:column: error[DM101]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Commands for the log of a GitHub workflow.
    Github,
}

/// Settings that are known to the caller but not to the schema.
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderOptions<'a> {
    /// Prefix of every path: the path from the current folder to the schema folder.
    pub prefix: &'a str,
    /// `true` for ANSI colours, in the human format.
    pub color: bool,
}

pub(super) fn render(
    diagnostics: &Diagnostics,
    format: Format,
    options: &RenderOptions<'_>,
) -> String {
    let mut places = place::Places::new(diagnostics.sources(), options);
    match format {
        Format::Human => human::render(diagnostics, &mut places, options.color),
        Format::Short => short::render(diagnostics, &mut places),
        Format::Json => json::render(diagnostics, &mut places),
        Format::Github => github::render(diagnostics, &mut places),
    }
}

/// Renders each error on its own, for people.
pub(super) fn errors(diagnostics: &Diagnostics, options: &RenderOptions<'_>) -> Vec<String> {
    let mut places = place::Places::new(diagnostics.sources(), options);
    human::each(diagnostics, &mut places, options.color)
        .filter(|(severity, _)| *severity == Severity::Error)
        .map(|(_, text)| text)
        .collect()
}
