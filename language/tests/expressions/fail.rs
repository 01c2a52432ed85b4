//! Expressions that are wrong, with what is said about them.
//!
//! Each line of a file in `tests/expressions/fail` is an expression; the lines behind it that begin
//! with `#` are its diagnostics. `DYNAMITE_BLESS=1` rewrites them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use dynamite_schema::diagnostics::codes;
use dynamite_schema::expr::ExampleFields;

use crate::diagnostics;

/// What is said of an expression, a line each.
fn said(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &diagnostics(text, &ExampleFields) {
        lines.push(format!(
            "# {}[{}]: {}",
            one.severity.name(),
            one.code,
            one.message
        ));
        for label in &one.labels {
            let place = &text[label.span.start as usize..label.span.end as usize];
            lines.push(format!("#     at `{place}`: {}", label.text));
        }
        lines.extend(one.help.iter().map(|help| format!("#     help: {help}")));
    }
    lines
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/expressions/fail").expect("the folder of fixtures");
    let mut files: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_wrong_expression_gets_the_expected_diagnostics() {
    let bless = std::env::var_os("DYNAMITE_BLESS").is_some();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a fixture");
        let mut expected = String::new();
        for expression in text.lines().filter(|line| !line.starts_with('#')) {
            let said = if expression.is_empty() {
                Vec::new()
            } else {
                said(expression)
            };
            assert!(
                expression.is_empty() || !said.is_empty(),
                "accepted: {expression}"
            );
            expected.extend([expression, "\n"]);
            expected.extend(said.iter().flat_map(|line| [line.as_str(), "\n"]));
        }
        if bless {
            fs::write(&file, &expected).expect("the fixture can be rewritten");
        } else {
            assert_eq!(text, expected, "{}", file.display());
        }
    }
}

#[test]
fn every_code_of_expressions_has_a_fixture() {
    let mut seen = BTreeSet::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a fixture");
        let expressions = text.lines().filter(|line| !line.starts_with('#'));
        for expression in expressions {
            seen.extend(
                diagnostics(expression, &ExampleFields)
                    .iter()
                    .map(|one| one.code),
            );
        }
    }
    let of_expressions = codes()
        .map(|it| it.code)
        .filter(|it| it.name().starts_with("DM8"));
    assert_eq!(seen, of_expressions.collect());
}
