//! Snapshots: the stored side of a schema, as files.

use std::fs;
use std::path::{Path, PathBuf};

use dynamite_schema::diagnostics::{Format, RenderOptions};
use dynamite_schema::ir::Schema;
use dynamite_schema::snapshot::{SnapshotFile, snapshot};
use dynamite_schema::source::Sources;

fn checked(sources: Sources) -> Schema {
    let checked = dynamite_schema::check(sources);
    let shown =
        checked.map_err(|problems| problems.render(Format::Short, &RenderOptions::default()));
    shown.expect("a schema without errors").schema
}

fn of_files(files: impl IntoIterator<Item = SnapshotFile>) -> Schema {
    let mut sources = Sources::default();
    for file in files {
        sources.add(file.path, file.text);
    }
    checked(sources)
}

fn of_folder(folder: &Path) -> Schema {
    checked(dynamite_schema::load(folder).expect("a folder of schemas"))
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn people() -> String {
    fs::read_to_string(here("tests/snapshots/schema/people.yaml")).expect("the schema")
}

fn of_text(text: &str) -> Vec<SnapshotFile> {
    let path = "people.yaml".to_owned();
    let text = text.to_owned();
    snapshot(&of_files([SnapshotFile { path, text }]))
}

/// All schemas of the repository that are correct.
fn folders() -> Vec<PathBuf> {
    let golden = fs::read_dir(here("../codegen/tests/golden")).expect("golden files");
    let golden = golden.map(|entry| entry.expect("an entry").path().join("schema"));
    let others = [
        "../schemas",
        "../tests/schemas",
        "../examples/web-service/schemas",
    ];
    let others = others.into_iter().map(here);
    golden.chain(others).filter(|path| path.is_dir()).collect()
}

#[test]
fn a_snapshot_is_a_schema_with_the_same_snapshot() {
    let folders = folders();
    assert!(folders.len() > 10, "{folders:?}");
    for folder in folders {
        let first = snapshot(&of_folder(&folder));
        let second = snapshot(&of_files(first.clone()));
        assert_eq!(first, second, "{}", folder.display());
    }
}

#[test]
fn it_holds_what_stored_items_depend_on() {
    let folder = here("tests/snapshots/expected");
    let files = of_text(&people());
    if std::env::var_os("DYNAMITE_BLESS").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for file in &files {
            let path = folder.join(&file.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, &file.text).expect("a file");
        }
    }
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    let sources = dynamite_schema::load(&folder).expect("files");
    let expected: Vec<_> = sources
        .files()
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(paths, expected);
    for (file, expected) in files.iter().zip(sources.files()) {
        assert_eq!(*file.text, *expected.text, "{}", file.path);
    }
}

#[test]
fn what_stored_items_do_not_depend_on_is_left_out() {
    let text = people();
    let of_all = of_text(&text);
    for (part, other) in [
        ("doc: Left out.", "doc: Another."),
        (", max_length: 9", ""),
        ("default: admin, ", ""),
        ("default: generate, ", ""),
    ] {
        assert!(text.contains(part), "{part}");
        assert_eq!(of_text(&text.replace(part, other)), of_all, "{part}");
    }
}

#[test]
fn the_order_of_declarations_makes_no_difference() {
    let text = people();
    let [seen, dies] = [
        "      seen: { type: timestamp, as: { iso_offset: \"+02:00\" } }\n",
        "      dies: timestamp?\n",
    ];
    let swapped = text
        .replace(seen, "")
        .replace(dies, &format!("{dies}{seen}"));
    assert_ne!(text, swapped);
    assert_eq!(of_text(&text), of_text(&swapped));
}

#[test]
fn what_they_do_depend_on_makes_a_difference() {
    let text = people();
    let of_all = of_text(&text);
    for (part, other) in [
        ("normalize: [trim, lowercase], ", ""),
        ("as: lower", "as: upper"),
        ("among: live, ", ""),
        ("sensitive: true, ", ""),
        ("absent: 0.5", "absent: 1.0"),
        ("unknown: keep", "unknown: drop"),
        ("ttl: dies", ""),
        ("attribute: tenant", "attribute: t"),
        ("project: [home, pay]", "project: all"),
    ] {
        assert!(text.contains(part), "{part}");
        assert_ne!(of_text(&text.replace(part, other)), of_all, "{part}");
    }
}

#[test]
fn a_field_in_any_phase_is_what_it_is_after_it() {
    let text = people();
    let settled = "secret: { type: string, sensitive: true, ";
    assert!(text.contains(settled));
    let of_all = of_text(&text);
    for (attribute, phases) in [
        ("", &["expand", "switch", "contract"] as &[_]),
        ("attribute: zz, ", &["expand", "switch", "contract"]),
    ] {
        let after = text.replace(settled, &format!("{settled}{attribute}"));
        assert_eq!(of_text(&after) == of_all, attribute.is_empty());
        for phase in phases {
            let rename = format!("{settled}{attribute}renamed_from: a, phase: {phase}, ");
            let during = text.replace(settled, &rename);
            assert_eq!(of_text(&during), of_text(&after), "{rename}");
        }
    }
    let rate = "rate: { type: f64, absent: 0.5 }";
    let after = text.replace(rate, "rate: date?");
    for phase in ["expand", "switch", "contract"] {
        let retype = format!(
            "rate: {{ type: date?, retyped_from: {{ attribute: a, type: string }}, phase: {phase} }}"
        );
        let during = text.replace(rate, &retype);
        assert_eq!(of_text(&during), of_text(&after), "{retype}");
    }
}

#[test]
fn a_field_of_a_nested_type_in_any_phase_of_a_rename_is_what_it_is_after_it() {
    let of = |field: &str| {
        of_text(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, home: Home }} }} }}\n\
             types: {{ Home: {{ zip: u8, city: {{ type: string{field} }} }} }}"
        ))
    };
    for phase in ["expand", "switch", "contract"] {
        assert_eq!(of(&format!(", renamed_from: town, phase: {phase}")), of(""));
    }
}

#[test]
fn an_index_in_any_phase_of_a_rename_is_what_it_is_after_it() {
    let of = |field: &str, [by_mail, by_name]: [&str; 2]| {
        let fields = format!("id: ulid, name: string, mail: {{ type: string{field} }}");
        let by_mail = format!("by_mail: {{ partition: mail, name: mail_2{by_mail} }}");
        let by_name = format!("by_name: {{ partition: name, project: [mail]{by_name} }}");
        of_text(&format!(
            "models: {{ User: {{ key: id, fields: {{ {fields} }}, indexes: {{ {by_mail}, {by_name} }} }} }}"
        ))
    };
    let after = of("", ["", ""]);
    for phase in ["expand", "switch", "contract"] {
        let field = format!(", renamed_from: email, phase: {phase}");
        let during = of(
            &field,
            [", renamed_from: by_mail", ", renamed_from: name_1"],
        );
        assert_eq!(during, after, "{phase}");
    }
}

#[test]
fn a_field_since_a_migration_has_its_default_where_it_is_absent() {
    let text = people();
    let settled = "rate: { type: f64, absent: 0.5 }";
    assert!(text.contains(settled));
    let since = text.replace(settled, "rate: { type: f64, default: 0.5, since: 2 }");
    assert_eq!(of_text(&since), of_text(&text));
    let both = text.replace(
        settled,
        "rate: { type: f64, default: 1.0, absent: 0.5, since: 2 }",
    );
    assert_eq!(of_text(&both), of_text(&text));
}
