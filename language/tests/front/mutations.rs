//! Schema files, and what damages them.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;

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
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../language/tests/schemas");
    ["pass", "fail"]
        .iter()
        .flat_map(|folder| entries(&fixtures.join(folder)))
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
    let mut paths = entries(folder);
    paths.retain(|path| path.extension().is_some_and(|it| it == "yaml"));
    paths
}

/// What a folder holds, sorted.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}
