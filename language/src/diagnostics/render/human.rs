//! Human-readable format: the marked source line.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::Places;
use crate::diagnostics::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::FileId;

/// Lines further apart than this are shown separately.
const MAX_GAP: usize = 6;

/// Maximum length of a line that is shown: a longer one was not written by hand.
const MAX_LINE: usize = 2_000;

pub(super) fn render(diagnostics: &Diagnostics, places: &mut Places<'_>, color: bool) -> String {
    let mut text: String = each(diagnostics, places, color)
        .map(|(_, text)| text + "\n\n")
        .collect();
    if diagnostics.has_more() {
        text += "and more: these are the first\n";
    }
    text
}

/// Renders the diagnostics one after the other, without line feeds around each.
pub(super) fn each(
    diagnostics: &Diagnostics,
    places: &mut Places<'_>,
    color: bool,
) -> impl Iterator<Item = (Severity, String)> {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    diagnostics
        .iter()
        .map(move |one| (one.severity, render_one(one, places, &renderer)))
}

fn render_one(one: &Diagnostic, places: &mut Places<'_>, renderer: &Renderer) -> String {
    let level = match one.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(
        level
            .primary_title(one.message.as_str())
            .id(one.code.name()),
    );
    for excerpt in excerpts(one, places) {
        group = excerpt.add_to(group, places);
    }
    if let Some(help) = &one.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// Lines of one file with the labels on them.
struct Excerpt<'d> {
    file: FileId,
    first_line: usize,
    last_line: usize,
    labels: Vec<(bool, &'d Label)>,
}

/// Returns the excerpts of a diagnostic, the primary place first, with places near each other
/// combined.
fn excerpts<'d>(one: &'d Diagnostic, places: &mut Places<'_>) -> Vec<Excerpt<'d>> {
    let mut excerpts: Vec<Excerpt<'d>> = Vec::new();
    for (position, label) in one.labels.iter().enumerate() {
        let (first, last) = (places.start(label.span).line, places.end(label.span).line);
        let marked = (position == 0, label);
        let near = excerpts.iter_mut().find(|excerpt| {
            excerpt.file == label.span.file
                && first <= excerpt.last_line + MAX_GAP
                && excerpt.first_line <= last + MAX_GAP
        });
        match near {
            Some(excerpt) => {
                excerpt.first_line = excerpt.first_line.min(first);
                excerpt.last_line = excerpt.last_line.max(last);
                excerpt.labels.push(marked);
            }
            None => excerpts.push(Excerpt {
                file: label.span.file,
                first_line: first,
                last_line: last,
                labels: vec![marked],
            }),
        }
    }
    excerpts
}

impl<'d> Excerpt<'d> {
    /// Only the lines themselves are passed, because the renderer reads all it is given.
    fn add_to(self, group: Group<'d>, places: &mut Places<'_>) -> Group<'d> {
        let start = places.line(self.file, self.first_line).start;
        let end = places.line(self.file, self.last_line).end;
        let path = places.path(self.file);
        if end - start > MAX_LINE * (self.last_line - self.first_line + 1) {
            let at = places.start(self.labels[0].1.span);
            return group.element(Origin::path(path).line(at.line).char_column(at.column));
        }
        // A carriage return is no text, and would be shown as a symbol. Positions do not change.
        let text = &places.sources.file(self.file).text[start..end];
        let text = text.replace("\r\n", " \n").replace('\r', "\n");
        let mut snippet = Snippet::source(text).path(path).line_start(self.first_line);
        for (is_primary, label) in self.labels {
            let kind = if is_primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let from = (label.span.start as usize).clamp(start, end) - start;
            let to = (label.span.end as usize).clamp(start, end) - start;
            let text = (!label.text.is_empty()).then_some(label.text.as_str());
            snippet = snippet.annotation(kind.span(from..to).label(text));
        }
        group.element(snippet)
    }
}
