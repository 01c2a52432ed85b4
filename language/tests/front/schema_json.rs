//! The JSON Schema that editors use.

use std::fs;

use dynamite_schema::{json_schema, load, migration_json_schema};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::editor;
use crate::expected::{Differences, bless};
use crate::mutations::{apply, mutation, originals};
use crate::support::check_text;

#[test]
fn the_checked_in_json_schemas_are_fresh() {
    let mut differences = Differences::default();
    for (path, fresh) in [
        ("../schemas/dynamite.schema.json", json_schema()),
        (
            "../schemas/dynamite-migration.schema.json",
            migration_json_schema(),
        ),
    ] {
        if bless() {
            fs::write(path, &fresh).expect("the JSON Schema can be rewritten");
        }
        let checked_in = fs::read_to_string(path).unwrap_or_default();
        differences.compare(path, &checked_in, &fresh);
    }
    differences.assert_none();
}

/// Editors take what is taken here, and know the same keys.
fn assert_agreed(text: &str) {
    let Some(taken) = editor::accepts(text) else {
        return;
    };
    match check_text(text) {
        Ok(_) => assert!(taken, "refused by editors only:\n{text}"),
        Err(problems) => {
            let unknown = problems.iter().any(|one| match one.code.name() {
                "DM101" => true,
                // A planned key, and not a planned form of a value.
                "DM102" => one.message.starts_with('`'),
                _ => false,
            });
            assert!(!(taken && unknown), "a key that editors know:\n{text}");
        }
    }
}

#[test]
fn editors_agree_about_every_fixture() {
    for text in originals() {
        assert_agreed(&text);
    }
}

#[test]
fn editors_accept_the_examples() {
    for folder in [
        "../schemas",
        "../tests/schemas",
        "../examples/checked-in/schemas",
        "../examples/existing-tables/schemas",
        "../examples/migrations/schemas",
        "../examples/web-service/schemas",
        "../codegen/tests/golden",
    ] {
        let sources = load(folder.as_ref()).expect("schema files");
        for file in sources.files() {
            assert_eq!(editor::accepts(&file.text), Some(true), "{}", file.path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn editors_agree_about_damaged_schemas(
        original in any::<Index>(),
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let originals = originals();
        let text = mutations.iter().fold(original.get(&originals).clone(), |text, mutation| {
            apply(&text, mutation)
        });
        assert_agreed(&text);
    }
}
