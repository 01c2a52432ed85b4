//! Whatever happens to a schema file, the answer is a schema or errors with places in the file.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;

use crate::answer::assert_answered;
use crate::support::fixtures;

/// One accident.
#[derive(Clone, Debug)]
pub(crate) enum Mutation {
    DeleteLine(Index),
    RepeatLine(Index),
    SwapLines(Index, Index),
    Truncate(Index),
    Insert(Index, String),
    Remove(Index),
    Indent(Index),
    /// The value of a line.
    Value(Index, &'static str),
}

/// Values that are right somewhere and wrong nearly everywhere.
const VALUES: &[&str] = &[
    "",
    "x",
    "7",
    "true",
    "[]",
    "[x]",
    "[[x]]",
    "{}",
    "{ x: y }",
    "{ type: string? }",
    "{ type: [x], default: [x] }",
    "{ fields: { x: Profile } }",
    "{ enum: [x], catch_all: ALL }",
    "{ union: { x: {} } }",
    "{ rust: x, key: number }",
    "{ partition: id, sort: id }",
    "list<map<Profile>>?",
    "\"\\u200B\"",
];

/// What YAML, and what looks for mistakes in it, takes notice of.
const PIECES: &[&str] = &[
    "models", "User", "é", "名", "a", ":", ": ", " ", "  ", "\n", "\n  ", "\r", "\r\n", "*", "&",
    "{", "}", "[", "]", ",", "- ", "#", " #", "\"", "'", "|", ">", "~", "null", "?", "!", "\t",
    "<<",
];

pub(crate) fn mutation() -> impl Strategy<Value = Mutation> {
    let index = any::<Index>;
    let piece = prop_oneof![
        "[-{}\\[\\]:,?&*!|>'\"%@`#<~ \t\n]{1,3}",
        "\\PC{1,4}",
        any::<String>().prop_map(|text| text.chars().take(3).collect()),
        Just("\u{202E}".to_owned()),
        Just("\0".to_owned()),
    ];
    prop_oneof![
        index().prop_map(Mutation::DeleteLine),
        index().prop_map(Mutation::RepeatLine),
        (index(), index()).prop_map(|(a, b)| Mutation::SwapLines(a, b)),
        index().prop_map(Mutation::Truncate),
        (index(), piece).prop_map(|(at, text)| Mutation::Insert(at, text)),
        index().prop_map(Mutation::Remove),
        index().prop_map(Mutation::Indent),
        (index(), prop::sample::select(VALUES)).prop_map(|(at, value)| Mutation::Value(at, value)),
    ]
}

pub(crate) fn apply(text: &str, mutation: &Mutation) -> String {
    let boundaries: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let boundary = |index: &Index| *index.get(&boundaries);
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let line = |index: &Index| index.index(text.split_inclusive('\n').count());
    match mutation {
        Mutation::DeleteLine(at) => drop(lines.remove(line(at))),
        Mutation::RepeatLine(at) => lines.insert(line(at), lines[line(at)]),
        Mutation::SwapLines(a, b) => lines.swap(line(a), line(b)),
        Mutation::Indent(at) => lines.insert(line(at), "  "),
        Mutation::Value(at, value) => {
            let at = line(at);
            let (name, _) = lines[at].split_once(':').unwrap_or((lines[at], ""));
            let changed = format!("{name}: {value}\n");
            lines[at] = &changed;
            return lines.concat();
        }
        Mutation::Truncate(at) => return text[..boundary(at)].to_owned(),
        Mutation::Insert(at, piece) => {
            let (before, after) = text.split_at(boundary(at));
            return format!("{before}{piece}{after}");
        }
        Mutation::Remove(at) => {
            let (before, after) = text.split_at(boundary(at));
            let mut after = after.chars();
            after.next();
            return format!("{before}{}", after.as_str());
        }
    }
    lines.concat()
}

/// Right schemas, and wrong ones: a second mistake must not make the first one worse.
pub(crate) fn originals() -> Vec<String> {
    ["pass", "fail"]
        .iter()
        .flat_map(|folder| fixtures(folder))
        .flat_map(|path| {
            if path.is_dir() {
                files_of(&path)
            } else {
                vec![path]
            }
        })
        .map(|path| fs::read_to_string(path).expect("a fixture"))
        .filter(|text| text.len() < 20_000)
        .collect()
}

/// The schema files of a fixture that is a folder.
fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a fixture");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    paths.sort();
    paths
}

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
