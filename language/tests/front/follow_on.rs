//! One mistake is one problem: nothing is said of what only follows from it.

use std::fs;

use crate::support::{diagnostics_of, summary};

/// The schema with one declaration after the other made wrong.
fn with_each_value(wrong: &str) -> Vec<String> {
    let text = shop();
    let lines: Vec<&str> = text.lines().collect();
    let declares = |line: &str| line.starts_with("      ") && line.contains(": ");
    let places = (0..lines.len()).filter(|at| declares(lines[*at]));
    let broken = places.map(|at| {
        let (name, _) = lines[at].split_once(": ").unwrap_or_default();
        let line = format!("{name}: {wrong}");
        [&lines[..at], &[&line], &lines[at + 1..]]
            .concat()
            .join("\n")
    });
    broken.collect()
}

fn shop() -> String {
    fs::read_to_string("tests/schemas/pass/shop.yaml").expect("a fixture")
}

fn assert_one_problem_each(texts: &[String], codes: &[&str]) {
    assert!(texts.len() > 20, "the schema has such places");
    for text in texts {
        let problems = diagnostics_of(text);
        let found: Vec<_> = problems.iter().map(|one| one.code.name()).collect();
        let is_one = found.len() == 1 && codes.contains(&found[0]);
        assert!(is_one, "{text}\n{}", summary(&problems));
    }
}

#[test]
fn of_a_field_of_an_unknown_type_or_an_index_over_an_unknown_field() {
    assert_one_problem_each(&with_each_value("Nonsense"), &["DM301", "DM401", "DM103"]);
}

#[test]
fn of_a_declaration_of_the_wrong_shape() {
    assert_one_problem_each(&with_each_value("[1]"), &["DM103"]);
}

#[test]
fn of_a_key_that_does_not_exist() {
    let text = shop();
    let places = text.match_indices("{ ").map(|(at, found)| at + found.len());
    let broken = places.map(|at| {
        let (before, after) = text.split_at(at);
        // Where fields are declared, it is a field of a malformed type.
        format!("{before}no_such_key: <, {after}")
    });
    assert_one_problem_each(&broken.collect::<Vec<_>>(), &["DM101", "DM302"]);
}

/// The schema with one line after the other changed, and the number of the line.
fn with_each_line(change: impl Fn(&str) -> Option<String>) -> Vec<(usize, String)> {
    let text = shop();
    let lines: Vec<&str> = text.lines().collect();
    let changed = lines.iter().enumerate().filter_map(|(at, line)| {
        let line = change(line).filter(|_| !line.trim_start().starts_with('#'))?;
        let text = [&lines[..at], &[&line], &lines[at + 1..]].concat();
        Some((at + 1, text.join("\n")))
    });
    changed.collect()
}

fn assert_said_at_the_line(texts: &[(usize, String)], least: usize) {
    assert!(texts.len() > least, "{} such lines", texts.len());
    for (line, text) in texts {
        let problems = diagnostics_of(text);
        let found: Vec<_> = problems.iter().map(|one| one.code.name()).collect();
        let shown = summary(&problems);
        assert_eq!(found, ["DM010"], "{text}\n{shown}");
        assert!(shown.contains(&format!("    {line}:")), "{text}\n{shown}");
    }
}

#[test]
fn a_colon_without_a_blank_is_said_where_it_is() {
    let texts = with_each_line(|line| {
        let (key, value) = line.split_once(": ")?;
        let is_block = key
            .trim_start()
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_');
        // What is a block text with a blank is something else without.
        (is_block && value != "|").then(|| format!("{key}:{}", value.trim_start()))
    });
    assert_said_at_the_line(&texts, 20);
}

#[test]
fn a_missing_colon_is_said_where_it_is() {
    let texts = with_each_line(|line| line.strip_suffix(':').map(str::to_owned));
    assert_said_at_the_line(&texts, 5);
}
