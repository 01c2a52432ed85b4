//! `dynamite-gen explain`.

use dynamite_schema::diagnostics::{self, Explanation};
use serde_json::{Value, json};
use textwrap::{Options, WordSplitter};

use crate::arguments::{Explain, Format};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::{HEADING, Report, print, print_json};

/// Maximum width of a line: longer ones are hard to read, however wide the terminal.
const WIDEST: usize = 100;

pub(crate) fn run(options: &Explain, report: &Report) -> Result<Outcome, Failure> {
    if options.code.is_empty() {
        diagnostics::codes().try_for_each(|explanation| line(explanation, report))?;
    } else {
        // `DM 101` is two arguments.
        one(find(&options.code.join(" "))?, report)?;
    }
    Ok(Outcome::Clean)
}

fn find(code: &str) -> Result<&'static Explanation, Failure> {
    diagnostics::explain(code).ok_or_else(|| {
        let known = diagnostics::codes().map(|explanation| explanation.code.name());
        let remedy = match diagnostics::closest(code, known) {
            Some(meant) => format!("did you mean {meant}? `dynamite-gen explain` lists all codes"),
            None => "`dynamite-gen explain` lists all codes".to_owned(),
        };
        Failure::new(format!("there is no problem with the code {code:?}")).remedy(remedy)
    })
}

/// Prints the whole explanation.
fn one(explanation: &Explanation, report: &Report) -> Result<(), Failure> {
    match report.format() {
        Format::Human => print(&wrapped(&explanation.to_string(), width())),
        Format::Github => print(&explanation.to_string()),
        Format::Short | Format::Json => line(explanation, report),
    }
}

/// Returns the width of the terminal, limited for readability; 80 if there is none.
fn width() -> usize {
    textwrap::termwidth().min(WIDEST)
}

/// Returns Markdown with wrapped paragraphs, and its examples unchanged.
fn wrapped(markdown: &str, width: usize) -> String {
    let options = Options::new(width)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let mut in_example = false;
    let mut text = String::with_capacity(markdown.len());
    for line in markdown.lines() {
        let is_fence = line.starts_with("```");
        in_example ^= is_fence;
        if in_example || is_fence {
            text.push_str(line);
        } else {
            text.push_str(&textwrap::fill(line, &options));
        }
        text.push('\n');
    }
    text
}

/// Prints an explanation as an entry of the list.
fn line(explanation: &Explanation, report: &Report) -> Result<(), Failure> {
    let (code, title) = (explanation.code.name(), explanation.code.title());
    match report.format() {
        Format::Json => print_json(&object(explanation)),
        Format::Short => print(&format!("{code}: {title}\n")),
        Format::Human | Format::Github => {
            report.styled(&format!("{HEADING}{code}{HEADING:#}  {title}\n"))
        }
    }
}

fn object(explanation: &Explanation) -> Value {
    let example = explanation.example;
    json!({
        "kind": "explanation",
        "code": explanation.code.name(),
        "title": explanation.code.title(),
        "meaning": explanation.meaning,
        "before": example.and_then(|example| example.kind.around()).map(|[before, _]| before),
        "after": example.and_then(|example| example.kind.around()).map(|[_, after]| after),
        "wrong": example.map(|example| example.wrong),
        "right": example.map(|example| example.right),
    })
}
