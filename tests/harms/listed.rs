//! `docs/parity.md` names tests that are there, and every promise of this suite.

use std::fs;
use std::path::Path;

/// The links of the list: names of tests, and the files they are in.
fn links() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("docs/parity.md")).unwrap();
    let links = list.split('[').skip(1).filter_map(|link| {
        let (name, rest) = link.split_once("](../")?;
        let (file, _) = rest.split_once(')')?;
        Some((name.to_owned(), file.to_owned()))
    });
    links.filter(|(_, file)| !file.contains("/port/")).collect()
}

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn what_is_named_is_a_test() {
    let links = links();
    assert!(links.len() > 50, "{} links", links.len());
    for (name, file) in links {
        let declared = text(&file).contains(&format!("fn {name}()"));
        assert!(declared, "no test `{name}` in {file}");
    }
}

#[test]
fn every_promise_is_named() {
    let links = links();
    for file in [
        "data_loss",
        "filters",
        "hooks",
        "keys_and_indexes",
        "operations",
        "own_work",
        "reads",
        "relations",
        "transactions",
    ] {
        let file = format!("tests/harms/{file}.rs");
        for test in text(&file).split("#[tokio::test]\nasync fn ").skip(1) {
            let (name, _) = test.split_once('(').unwrap();
            let link = (name.to_owned(), file.clone());
            assert!(links.contains(&link), "{name} is not in docs/parity.md");
        }
    }
}
