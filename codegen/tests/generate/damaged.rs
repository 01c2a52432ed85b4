//! Whatever happens to a schema file, the answer is a schema or errors with places in the file.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::assert_answered;
use crate::mutations::{apply, mutation, originals};

/// What YAML, and what looks for mistakes in it, takes notice of.
const PIECES: &[&str] = &[
    "models", "User", "é", "名", "a", ":", ": ", " ", "  ", "\n", "\n  ", "\r", "\r\n", "*", "&",
    "{", "}", "[", "]", ",", "- ", "#", " #", "\"", "'", "|", ">", "~", "null", "?", "!", "\t",
    "<<",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_schema_is_accepted_or_explained(
        original in any::<Index>(),
        mutations in prop::collection::vec(mutation(), 1..6),
    ) {
        let originals = originals();
        let text = mutations.iter().fold(original.get(&originals).clone(), |text, mutation| {
            apply(&text, mutation)
        });
        assert_answered(&text);
    }

    #[test]
    fn any_text_is_accepted_or_explained(text in "(?s).{0,200}") {
        assert_answered(&text);
    }

    #[test]
    fn any_pieces_of_yaml_are_accepted_or_explained(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30),
    ) {
        assert_answered(&pieces.concat());
    }

    #[test]
    fn any_name_is_accepted_or_explained(name in any::<String>(), doc in any::<String>()) {
        let (name, doc) = (quoted(&name), quoted(&doc));
        assert_answered(&format!(
            "models:\n  User:\n    doc: {doc}\n    key: id\n    fields:\n      id: ulid\n      \
             {name}: {{ type: string, default: {doc} }}\n      other: {{ type: string, attribute: {name} }}\n\
             types:\n  Role: {{ enum: [{name}], doc: {doc} }}\n"
        ));
    }
}

/// A double-quoted YAML scalar.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    ["\"", &escaped.collect::<Vec<_>>().concat(), "\""].concat()
}
