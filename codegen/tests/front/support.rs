//! What several tests need.

use std::fs;
use std::path::{Path, PathBuf};

use dynamite_codegen::diagnostics::Diagnostics;
use dynamite_codegen::source::{Sources, Span};
use dynamite_codegen::{Checked, check};

/// Whether expected results are to be rewritten.
pub(crate) fn bless() -> bool {
    std::env::var_os("DYNAMITE_BLESS").is_some()
}

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
    use std::fmt::Write as _;
    let sources = diagnostics.sources();
    let several = sources.files().len() > 1;
    let mut text = String::new();
    for one in diagnostics {
        writeln!(
            text,
            "{}[{}]: {}",
            one.severity.name(),
            one.code,
            one.message
        )
        .unwrap();
        for label in &one.labels {
            let path = if several {
                &sources.file(label.span.file).path
            } else {
                ""
            };
            let place = position(sources, label.span);
            let line = format!(
                "    {path}{}{place} {}",
                if several { ":" } else { "" },
                label.text
            );
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        if let Some(help) = &one.help {
            writeln!(text, "    help: {help}").unwrap();
        }
    }
    text
}
