//! The guide says which lints generated code allows.

use std::collections::BTreeSet;

use crate::pages::read;

/// The lints that generated code allows.
fn allowed() -> BTreeSet<String> {
    let root = read("codegen/tests/golden/shop/models/mod.rs");
    let (_, list) = root.split_once("#![allow(").expect("what is allowed");
    let (list, _) = list.split_once("reason").expect("why");
    let lints = list.split(',').map(|lint| lint.trim().to_owned());
    lints.filter(|lint| !lint.is_empty()).collect()
}

/// The lints that the guide lists.
fn listed() -> BTreeSet<String> {
    let page = read("docs/src/schema/files.md");
    let (_, part) = page.split_once("allow these:").expect("the list");
    let (list, _) = part
        .split_once("A crate cannot")
        .expect("what follows from it");
    list.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_guide_lists_the_lints_that_generated_code_allows() {
    assert_eq!(listed(), allowed());
}
