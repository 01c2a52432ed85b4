//! The guide lists every function as the table has it, and its expressions are right.

use std::fs;
use std::path::{Path, PathBuf};

use dynamite_schema::expr::{ExampleFields, functions_markdown};

use crate::{compile, diagnostics};

const MARK: &str = "<!-- The functions; generated from their table. -->\n\n";

fn page(name: &str) -> PathBuf {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/src/migrations");
    Path::new(pages).join(name)
}

#[test]
fn the_guide_has_every_function_as_it_is() {
    let page = page("functions.md");
    let text = fs::read_to_string(&page).expect("the page");
    let (before, functions) = text.split_once(MARK).expect("the mark");
    let expected = functions_markdown();
    if std::env::var_os("DYNAMITE_BLESS").is_some() {
        fs::write(page, format!("{before}{MARK}{expected}")).expect("the page can be rewritten");
    } else {
        assert!(functions == expected, "run this test with DYNAMITE_BLESS=1");
    }
}

/// The blocks marked `expression`, a line each.
#[test]
fn the_expressions_of_the_guide_are_right() {
    let text = fs::read_to_string(page("expressions.md")).expect("the page");
    let mut lines = 0;
    for block in text.split("```text,expression\n").skip(1) {
        let (block, _) = block.split_once("```").expect("the end of the block");
        for line in block.lines() {
            lines += 1;
            let problems = diagnostics(line, &ExampleFields);
            assert!(compile(line, &ExampleFields).is_ok(), "{line}: {problems}");
        }
    }
    assert!(lines > 8, "{lines}");
}
