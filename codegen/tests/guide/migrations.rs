//! The chapter on migrations leaves nothing out.

use dynamite_schema::migration_json_schema;
use serde_json::Value;

use crate::coverage::{keys, rows, variants};
use crate::pages::{page, read};

#[test]
fn everything_that_stops_a_migration_is_listed() {
    let variants = variants(&read("migrate/src/error/refusal.rs"), "Refusal");
    let listed = rows(&page("migrations/errors.md").text, "refusal");
    let mut listed: Vec<_> = listed.split('`').skip(1).step_by(2).collect();
    let mut variants: Vec<_> = variants.iter().map(String::as_str).collect();
    listed.sort_unstable();
    variants.sort_unstable();
    assert_eq!(listed, variants);
}

/// The pages that describe steps.
const PAGES: [&str; 3] = ["steps.md", "computed-values.md", "indexes.md"];

#[test]
fn every_key_of_a_migration_is_described_with_an_example() {
    let schema: Value = serde_json::from_str(&migration_json_schema()).expect("it is JSON");
    let pages = PAGES.map(|name| page(&format!("migrations/{name}")).text);
    let text = pages.concat();
    let kinds = schema["$defs"].as_object().expect("definitions").values();
    let mut missing: Vec<_> = [&schema]
        .into_iter()
        .chain(kinds)
        .flat_map(keys)
        .filter(|key| {
            let is_named =
                text.contains(&format!("`{key}`")) || text.contains(&format!("`{key}: "));
            !is_named || !text.contains(&format!("{key}:"))
        })
        .collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "not in the guide: {missing:?}");
}
