//! What several tests need.

use std::fs;
use std::path::{Path, PathBuf};

use dynamite_schema::diagnostics::Diagnostics;
use dynamite_schema::source::{Sources, Span};
use dynamite_schema::{Checked, check};

/// Checks one file.
pub(crate) fn check_text(text: &str) -> Result<Checked, Diagnostics> {
    let mut sources = Sources::default();
    sources.add("schema.yaml", text);
    check(sources)
}

/// All diagnostics of one file: errors, or the warnings of a schema that is accepted.
pub(crate) fn diagnostics_of(text: &str) -> Diagnostics {
    match check_text(text) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    }
}

/// The files and folders of a fixture folder, sorted.
pub(crate) fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/schemas").join(folder);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the fixture folder exists")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds fixtures", folder.display());
    paths
}

/// `line:column`, worked out apart from the renderer.
pub(crate) fn position(sources: &Sources, span: Span) -> String {
    let text = &sources.file(span.file).text[..span.start as usize];
    let line = text.matches('\n').count() + 1;
    let column = text.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("{line}:{column}")
}

/// Everything diagnostics say, briefly.
pub(crate) fn summary(diagnostics: &Diagnostics) -> String {
    let mut lines = Vec::new();
    for one in diagnostics {
        lines.push(format!(
            "{}[{}]: {}",
            one.severity.name(),
            one.code,
            one.message
        ));
        for label in &one.labels {
            lines.push(format!(
                "    {} {}",
                place(diagnostics.sources(), label.span),
                label.text
            ));
        }
        lines.extend(one.help.iter().map(|help| format!("    help: {help}")));
    }
    lines
        .iter()
        .flat_map(|line| [line.trim_end(), "\n"])
        .collect()
}

/// The position, with the file if there are several.
fn place(sources: &Sources, span: Span) -> String {
    let position = position(sources, span);
    if sources.files().len() == 1 {
        return position;
    }
    format!("{}:{position}", sources.file(span.file).path)
}
