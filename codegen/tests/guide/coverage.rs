//! The guide leaves nothing out.

use std::collections::BTreeMap;

use dynamite_schema::ir::Scalar;
use dynamite_schema::{diagnostics, json_schema};
use serde_json::Value;

use crate::pages::{Page, page, pages, read};

/// Where each kind of map of a schema file is described: a page, and its part below a heading.
const PLACES: [(&str, &str, &str); 22] = [
    ("serde", "schema/serde.md", "## Serde"),
    ("model", "schema/models.md", "# Models, keys and tables"),
    ("composite_key", "schema/models.md", "## Keys"),
    ("field", "schema/fields.md", "# Fields"),
    ("nested_field", "schema/fields.md", "# Fields"),
    ("unique", "operations/unique.md", "# Unique fields"),
    (
        "unique_fields",
        "schema/models.md",
        "## Fields that are unique together",
    ),
    ("stored_as", "schema/fields.md", "## Stored forms"),
    (
        "retyped_from",
        "migrations/phases.md",
        "## Another type or stored form",
    ),
    ("rust_default", "schema/fields.md", "## Defaults"),
    ("rust_normalize", "schema/rules.md", "## Normalization"),
    (
        "check",
        "schema/rules.md",
        "## Several checks, and messages",
    ),
    ("index", "schema/indexes.md", "# Indexes"),
    ("relation", "schema/relations.md", "# Relations"),
    ("nested_type", "schema/declared-types.md", "## Nested types"),
    ("enum", "schema/declared-types.md", "## Enums"),
    ("enum_value", "schema/declared-types.md", "## Enums"),
    ("union", "schema/declared-types.md", "## Unions"),
    ("variant", "schema/declared-types.md", "## Unions"),
    (
        "untagged_union",
        "schema/declared-types.md",
        "## Untagged unions",
    ),
    (
        "scalar_variant",
        "schema/declared-types.md",
        "## Untagged unions",
    ),
    ("rust_type", "schema/declared-types.md", "## Rust types"),
];

fn catalogue() -> Value {
    serde_json::from_str(&json_schema()).expect("the JSON Schema is JSON")
}

/// The keys of a kind of map, by what the catalogue says of them.
pub(crate) fn keys(definition: &Value) -> Vec<String> {
    let forms = definition["anyOf"].as_array().cloned();
    let forms = forms.unwrap_or_else(|| vec![definition.clone()]);
    let properties = forms
        .iter()
        .filter_map(|form| form["properties"].as_object());
    properties.flat_map(|keys| keys.keys().cloned()).collect()
}

/// The text below a heading, up to the next heading of its level or above.
fn part(page: &Page, heading: &str) -> String {
    let level = heading.split(' ').next().unwrap_or_default().len();
    let mut in_code = false;
    let mut is_end = move |line: &str| {
        in_code ^= line.starts_with("```");
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        !in_code && (1..=level).contains(&hashes)
    };
    let mut lines = page.text.lines().skip_while(|line| *line != heading);
    assert_eq!(lines.next(), Some(heading), "in {}", page.path.display());
    let lines: Vec<_> = lines.take_while(|line| !is_end(line)).collect();
    lines.join("\n")
}

#[test]
fn every_kind_of_map_has_a_place_in_the_reference() {
    let catalogue = catalogue();
    let kinds = catalogue["$defs"].as_object().expect("definitions");
    let with_keys = kinds.iter().filter(|(_, kind)| !keys(kind).is_empty());
    let mut kinds: Vec<_> = with_keys.map(|(id, _)| id.as_str()).collect();
    let mut described: Vec<_> = PLACES.iter().map(|(id, ..)| *id).collect();
    kinds.sort_unstable();
    described.sort_unstable();
    assert_eq!(kinds, described);
}

/// The specification of what is stored has every form that a schema can name.
#[test]
fn every_stored_form_is_in_the_specification() {
    let specification = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/storage-format.md");
    let text = std::fs::read_to_string(specification).unwrap();
    let table: Vec<_> = text.lines().filter(|line| line.starts_with('|')).collect();
    let words = Scalar::ALL.iter().flat_map(|scalar| scalar.form_names());
    let mut missing: Vec<_> = words
        .chain(&["{ epoch_s_or_never: ", "{ iso_offset: "])
        .filter(|word| {
            !table
                .iter()
                .any(|row| row.contains(&format!("`as: {word}")))
        })
        .collect();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_key_of_a_schema_file_is_described_with_an_example() {
    let catalogue = catalogue();
    let mut missing = Vec::new();
    let mut look = |keys: Vec<String>, text: &str, place: &str| {
        for key in keys {
            let described =
                text.contains(&format!("`{key}`")) || text.contains(&format!("`{{ {key}: "));
            let shown = text.contains(&format!("{key}:"));
            if !described || !shown {
                missing.push(format!("`{key}` of {place}"));
            }
        }
    };
    look(keys(&catalogue), &page("schema/files.md").text, "a file");
    for (id, path, heading) in PLACES {
        let text = part(&page(path), heading);
        look(keys(&catalogue["$defs"][id]), &text, id);
    }
    assert!(missing.is_empty(), "not in the reference: {missing:?}");
}

#[test]
fn every_word_that_a_key_may_hold_is_described() {
    let reference: String = pages()
        .into_iter()
        .filter(|page| page.path.starts_with("schema"))
        .map(|page| page.text)
        .collect();
    let mut words = Vec::new();
    collect_words(&catalogue(), &mut words);
    assert!(words.len() > 25, "{words:?}");
    words.retain(|word| !reference.contains(&format!("`{word}`")));
    assert!(words.is_empty(), "not in the reference: {words:?}");
}

/// Every word of every `enum` of a JSON Schema.
fn collect_words(schema: &Value, words: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Array(listed)) = members.get("enum") {
                words.extend(listed.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            members.values().for_each(|it| collect_words(it, words));
        }
        Value::Array(items) => items.iter().for_each(|it| collect_words(it, words)),
        _ => {}
    }
}

#[test]
fn every_diagnostic_is_listed_with_its_title_and_no_other() {
    let text = page("schema/diagnostics.md").text;
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `DM"));
    let listed: Vec<_> = rows
        .map(|row| {
            let mut cells = row.split(" | ");
            let code = cells.next().unwrap_or_default().trim_end_matches('`');
            (
                format!("DM{code}"),
                cells.next().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let known: Vec<_> = diagnostics::codes()
        .map(|it| (it.code.name().to_owned(), it.code.title().to_owned()))
        .collect();
    assert!(known.len() > 50, "{} codes", known.len());
    assert_eq!(listed, known);
}

/// The enums of errors, where they are declared, and the first words of the tables that list them,
/// below a heading.
const ERRORS: [(&str, &str, &str, &str); 7] = [
    (
        "Category",
        "runtime/src/error/category.rs",
        "## Answers of a service",
        "category",
    ),
    ("ErrorKind", "runtime/src/error/kind.rs", "# Errors", "kind"),
    (
        "Outcome",
        "runtime/src/error/mod.rs",
        "## Outcome of a failed write",
        "outcome",
    ),
    (
        "EncodeProblem",
        "runtime/src/codec/error/encode.rs",
        "## Values that cannot be stored",
        "problem",
    ),
    (
        "ExpressionError",
        "runtime/src/expr/error.rs",
        "## Values that cannot be stored",
        "error",
    ),
    (
        "CursorProblem",
        "runtime/src/cursor/problem.rs",
        "## Cursors",
        "problem",
    ),
    (
        "AccessPathProblem",
        "runtime/src/planner/problem.rs",
        "## Finding",
        "problem",
    ),
];

#[test]
fn every_kind_of_error_is_listed_with_its_cause() {
    let errors = page("errors.md");
    for (name, file, heading, table) in ERRORS {
        let listed = rows(&part(&errors, heading), table);
        let variants = variants(&read(file), name);
        assert!(variants.len() > 2, "{name}: {variants:?}");
        for variant in variants {
            assert!(
                listed.contains(&format!("`{variant}`")),
                "{name}::{variant} has no row below {heading:?}"
            );
        }
    }
}

/// The first cells of the tables that begin with this word.
pub(crate) fn rows(text: &str, table: &str) -> String {
    let mut listed = String::new();
    let mut inside = false;
    for line in text.lines() {
        let cell = line.split(" | ").next().unwrap_or_default();
        inside = line.starts_with('|') && (inside || cell == format!("| {table}"));
        if inside {
            listed.push_str(cell);
        }
    }
    listed
}

/// The variants of an enum in a Rust file.
pub(crate) fn variants(file: &str, name: &str) -> Vec<String> {
    let file = syn::parse_file(file).expect("a Rust file");
    let mut enums: BTreeMap<_, _> = BTreeMap::new();
    for item in file.items {
        if let syn::Item::Enum(item) = item {
            let variants = item.variants.into_iter().map(|it| it.ident.to_string());
            enums.insert(item.ident.to_string(), variants.collect());
        }
    }
    enums
        .remove(name)
        .unwrap_or_else(|| panic!("there is an enum {name}"))
}

#[test]
fn every_page_with_rust_in_it_is_among_the_doc_tests() {
    let doc_tests = read("src/guide.rs");
    for page in pages() {
        let has_rust = page.blocks().iter().any(|it| it.info.starts_with("rust"));
        let included = doc_tests.contains(&format!("docs/src/{}\"", page.path.display()));
        assert_eq!(has_rust, included, "{}", page.path.display());
    }
}
