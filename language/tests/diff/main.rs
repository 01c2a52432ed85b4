//! Comparison of schemas: what becomes of stored items.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dynamite_schema::diagnostics::{Format, RenderOptions};
use dynamite_schema::diff::{Effect, compare};
use dynamite_schema::ir::Schema;
use dynamite_schema::snapshot::snapshot;
use dynamite_schema::source::Sources;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn checked(sources: Sources) -> Schema {
    let checked = dynamite_schema::check(sources);
    let shown =
        checked.map_err(|problems| problems.render(Format::Short, &RenderOptions::default()));
    shown.expect("a schema without errors").schema
}

fn of_file(path: &Path) -> Schema {
    let mut sources = Sources::default();
    sources.add("schema.yaml", fs::read_to_string(path).expect("a schema"));
    checked(sources)
}

/// The changes as text, one a line: the effect, `!` if older programs cannot go on, and the words.
fn listed(old: &Schema, new: &Schema) -> String {
    let mut text = String::new();
    for change in compare(old, new) {
        let effect = match change.effect() {
            Effect::None => "none",
            Effect::Leftover => "leftover",
            Effect::Table => "table",
            Effect::Stranded => "stranded",
        };
        let older = if change.breaks_older_programs() {
            "!"
        } else {
            ""
        };
        writeln!(text, "{effect}{older}: {change}").expect("text");
    }
    text
}

#[test]
fn every_difference_is_found_with_its_effect() {
    for case in fs::read_dir(here("tests/diff/cases")).expect("cases") {
        let folder = case.expect("a case").path();
        let [old, new] = ["old.yaml", "new.yaml"].map(|file| of_file(&folder.join(file)));
        let found = listed(&old, &new);
        let path = folder.join("expected.txt");
        if std::env::var_os("DYNAMITE_BLESS").is_some() {
            fs::write(&path, &found).expect("a file");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, expected, "{}", folder.display());
    }
}

/// All schemas of the repository that are correct.
fn folders() -> Vec<PathBuf> {
    let golden = fs::read_dir(here("../codegen/tests/golden")).expect("golden files");
    let golden = golden.map(|entry| entry.expect("an entry").path().join("schema"));
    let others = ["../schemas", "../tests/schemas"].into_iter().map(here);
    golden.chain(others).filter(|path| path.is_dir()).collect()
}

#[test]
fn a_schema_does_not_differ_from_itself_and_not_from_its_snapshot() {
    let folders = folders();
    assert!(folders.len() > 10, "{folders:?}");
    for folder in folders {
        let schema = checked(dynamite_schema::load(&folder).expect("schemas"));
        let mut sources = Sources::default();
        for file in snapshot(&schema) {
            sources.add(file.path, file.text);
        }
        let stored = checked(sources);
        for (old, new) in [(&schema, &schema), (&schema, &stored), (&stored, &schema)] {
            assert_eq!(listed(old, new), "", "{}", folder.display());
        }
    }
}

/// A field in each phase is compared by the attribute that it has in the end.
#[test]
fn phases_of_a_rename_differ_from_the_schema_before_and_not_from_the_one_after() {
    let of = |field: &str| {
        let mut sources = Sources::default();
        let text = format!("models: {{ User: {{ key: id, fields: {{ id: ulid, {field} }} }} }}");
        sources.add("schema.yaml", text);
        checked(sources)
    };
    let before = of("name: { type: string, unique: true }");
    let after = of("full_name: { type: string, unique: { guard: name } }");
    let renamed = listed(&before, &after);
    assert!(renamed.contains("full_name"), "{renamed}");
    for phase in ["expand", "switch", "contract"] {
        let during = of(&format!(
            "full_name: {{ type: string, renamed_from: name, phase: {phase}, unique: {{ guard: name }} }}"
        ));
        // As long as both attributes are written, older programs can read what is.
        let expected = match phase {
            "contract" => renamed.clone(),
            _ => renamed.replace("leftover!", "leftover"),
        };
        assert_eq!(listed(&before, &during), expected, "{phase}");
        assert_eq!(listed(&during, &after), "", "{phase}");
        assert_eq!(listed(&after, &during), "", "{phase}");
    }
}

#[test]
fn phases_of_an_index_are_no_differences_and_older_programs_query_theirs() {
    let of = |field: &str, index: &str| {
        let mut sources = Sources::default();
        let text = format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, mail: {{ type: string{field} }} }}, \
             indexes: {{ by_mail: {{ partition: mail{index} }} }} }} }}"
        );
        sources.add("schema.yaml", text);
        checked(sources)
    };
    let before = of(", attribute: email", "");
    let after = of("", ", name: by_mail_2");
    let changed = listed(&before, &after);
    assert!(changed.contains("by_mail"), "{changed}");
    for phase in ["expand", "switch", "contract"] {
        let field = format!(", renamed_from: email, phase: {phase}");
        let during = of(&field, ", name: by_mail_2, renamed_from: by_mail");
        // As long as both attributes are written, older programs can read what is.
        let expected = match phase {
            "contract" => changed.clone(),
            _ => changed.replace("stranded!", "stranded"),
        };
        assert_eq!(listed(&before, &during), expected, "{phase}");
        assert_eq!(listed(&during, &after), "", "{phase}");
        assert_eq!(listed(&after, &during), "", "{phase}");
    }
}

/// As long as both forms are written, older programs can read what is.
#[test]
fn phases_of_another_form_differ_from_the_schema_before_and_not_from_the_one_after() {
    let of = |field: &str| {
        let mut sources = Sources::default();
        let text = format!("models: {{ User: {{ key: id, fields: {{ id: ulid, {field} }} }} }}");
        sources.add("schema.yaml", text);
        checked(sources)
    };
    let before = of("age: string");
    let after = of("age: { type: u8, attribute: age_number }");
    let retyped = listed(&before, &after);
    assert_eq!(retyped.matches('!').count(), 2, "{retyped}");
    for phase in ["expand", "switch", "contract"] {
        let during = of(&format!(
            "age: {{ type: u8, attribute: age_number, retyped_from: {{ attribute: age, type: string }}, phase: {phase} }}"
        ));
        let expected = match phase {
            "contract" => retyped.clone(),
            _ => retyped.replace('!', ""),
        };
        assert_eq!(listed(&before, &during), expected, "{phase}");
        assert_eq!(listed(&during, &after), "", "{phase}");
        assert_eq!(listed(&after, &during), "", "{phase}");
    }
}
