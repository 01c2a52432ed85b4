//! `docs/parity.md` and `docs/guarantees.md` name tests that are there; the former names every promise of
//! this suite.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item};

/// The list of promises.
const PARITY: &str = "docs/parity.md";

/// The lists that name tests.
const LISTS: [&str; 2] = [PARITY, "docs/guarantees.md"];

/// The links of a list: names of tests, and the files they are in.
fn links(list: &str) -> Vec<(String, String)> {
    let list = fs::read_to_string(root().join(list)).unwrap();
    let links = list.split('[').skip(1).filter_map(|link| {
        let (name, rest) = link.split_once("](../")?;
        let (file, _) = rest.split_once(')')?;
        Some((name.to_owned(), file.to_owned()))
    });
    links.filter(|(_, file)| !file.contains("/port/")).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the tests of a file, however they are annotated.
fn tests_of(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path);
    let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = syn::parse_file(&text);
    tests(
        &file
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            .items,
    )
}

fn tests(items: &[Item]) -> Vec<String> {
    let mut names = Vec::new();
    for item in items {
        match item {
            Item::Fn(function) if function.attrs.iter().any(is_test) => {
                names.push(function.sig.ident.to_string());
            }
            Item::Mod(module) => {
                let inside = module.content.iter().flat_map(|(_, items)| tests(items));
                names.extend(inside);
            }
            _ => {}
        }
    }
    names
}

/// An attribute like `#[test]` and `#[tokio::test(start_paused = true)]`.
fn is_test(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|segment| segment.ident == "test")
}

/// The files of this suite, except this one, which promises nothing to users.
fn suite() -> Vec<PathBuf> {
    let mut folders = vec![root().join("tests/harms")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("listed.rs") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn tests_are_found_however_they_are_annotated() {
    let file = syn::parse_file(
        r##"
        #[test]
        fn plain() {}
        #[tokio::test(start_paused = true)]
        async fn with_arguments() {}
        #[allow(dead_code)]
        #[tokio::test]
        /// Documented.
        #[allow(unused)]
        async fn between_others() {}
        mod inside {
            #[test] fn of_a_module() {}
        }
        fn helper() {}
        #[cfg(test)]
        fn another_helper() {}
        const TEXT: &str = "#[test]\nfn text() {}";
        "##,
    );
    let expected = ["plain", "with_arguments", "between_others", "of_a_module"];
    assert_eq!(tests(&file.unwrap().items), expected);
}

#[test]
fn what_is_named_is_a_test() {
    for list in LISTS {
        let links = links(list);
        assert!(links.len() > 30, "{} links in {list}", links.len());
        for (name, file) in links {
            let is_there = tests_of(&root().join(&file)).contains(&name);
            assert!(is_there, "no test `{name}` in {file}");
        }
    }
}

#[test]
fn every_promise_is_named() {
    let links = links(PARITY);
    let mut promises = 0;
    for path in suite() {
        let file = path.strip_prefix(root()).unwrap().to_str().unwrap();
        let file = file.replace('\\', "/");
        for name in tests_of(&path) {
            promises += 1;
            let link = (name, file.clone());
            assert!(links.contains(&link), "{} is not in docs/parity.md", link.0);
        }
    }
    assert!(promises > 30, "{promises} promises");
}
