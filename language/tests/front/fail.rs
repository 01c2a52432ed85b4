//! Schemas that are wrong, with what is said about them.
//!
//! A file of `tests/schemas/fail` ends in a comment with the expected diagnostics; a folder holds
//! them in the file `expected`. `DYNAMITE_BLESS=1` rewrites both.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dynamite_schema::diagnostics::{Diagnostics, codes};
use dynamite_schema::{check, load};

use crate::expected::{Differences, bless};
use crate::support::{diagnostics_of, fixtures, summary};

pub(crate) const MARK: &str = "\n# Expected:\n";

fn diagnostics_at(path: &Path) -> Diagnostics {
    if path.is_dir() {
        let checked = load(path).and_then(check);
        return checked.map_or_else(|problems| problems, |checked| checked.warnings);
    }
    diagnostics_of(&fs::read_to_string(path).expect("a fixture"))
}

fn compare(path: &Path, found: &str, differences: &mut Differences) {
    let (file, before, expected) = if path.is_dir() {
        let file = path.join("expected");
        let expected = fs::read_to_string(&file).unwrap_or_default();
        (file, String::new(), expected)
    } else {
        let text = fs::read_to_string(path).expect("a fixture");
        let (schema, expected) = text.split_once(MARK).unwrap_or((&text, ""));
        let expected: Vec<_> = expected
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line))
            .collect();
        let expected = lines(&expected, "");
        (path.to_owned(), schema.to_owned(), expected)
    };
    if bless() && expected != found {
        let comment = lines(&found.lines().collect::<Vec<_>>(), "# ");
        let text = if path.is_dir() {
            found.to_owned()
        } else {
            format!("{before}{MARK}{comment}")
        };
        fs::write(file, text).expect("the fixture can be rewritten");
    } else {
        differences.compare(&path.display().to_string(), &expected, found);
    }
}

pub(crate) fn lines(lines: &[&str], before: &str) -> String {
    lines.iter().flat_map(|line| [before, line, "\n"]).collect()
}

#[test]
fn every_wrong_schema_gets_the_expected_diagnostics() {
    let mut differences = Differences::default();
    for path in fixtures("fail") {
        compare(&path, &summary(&diagnostics_at(&path)), &mut differences);
    }
    differences.assert_none();
}

#[test]
fn every_code_has_a_fixture() {
    let seen: BTreeSet<_> = fixtures("fail")
        .iter()
        .flat_map(|path| {
            diagnostics_at(path)
                .iter()
                .map(|one| one.code)
                .collect::<Vec<_>>()
        })
        .collect();
    // These are about files that no fixture can be: see the tests of reading folders.
    let of_files = ["DM001", "DM002", "DM003", "DM004"];
    let missing: Vec<_> = codes()
        .map(|explanation| explanation.code)
        .filter(|code| !seen.contains(code) && !of_files.contains(&code.name()))
        // Those of expressions and of migrations have fixtures of their own.
        .filter(|code| !code.name().starts_with("DM8") && !code.name().starts_with("DM9"))
        .collect();
    assert!(missing.is_empty(), "without a fixture: {missing:?}");
    let unexplained: Vec<_> = seen
        .iter()
        .filter(|code| !codes().any(|known| known.code == **code))
        .collect();
    assert!(
        unexplained.is_empty(),
        "without an explanation: {unexplained:?}"
    );
}
