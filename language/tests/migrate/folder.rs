//! Folders of migrations.

use std::fs;
use std::path::Path;

use dynamite_schema::diff::compare;
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::MigrationFolder;
use tempfile::TempDir;

use crate::{schema, shown};

const FIRST: &str = "models: { User: { key: id, fields: { id: ulid, role: Role } }, \
                     Old: { key: id, fields: { id: ulid } } }\ntypes: { Role: { enum: [a] } }";

const SECOND: &str = "models: { User: { key: id, fields: { id: ulid, role: string } }, \
                      New: { key: id, fields: { id: ulid } } }";

fn write(folder: &Path, number: u32, schema: &Schema) -> Vec<String> {
    let before = MigrationFolder::read(folder).expect("a folder");
    let files = before.snapshot_of(schema, number);
    for file in &files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, &file.text).expect("a file");
    }
    files.into_iter().map(|file| file.path).collect()
}

fn read(folder: &TempDir) -> MigrationFolder {
    MigrationFolder::read(folder.path()).expect("a folder")
}

#[test]
fn a_snapshot_holds_what_has_changed_and_what_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(read(&folder).is_new());
    let (first, second) = (schema(FIRST), schema(SECOND));
    assert_eq!(
        write(folder.path(), 0, &first),
        [
            "snapshots/0000/Old.yaml",
            "snapshots/0000/User.yaml",
            "snapshots/0000/types/Role.yaml"
        ]
    );
    assert_eq!(write(folder.path(), 3, &first), [""; 0]);
    assert_eq!(
        write(folder.path(), 5, &second),
        [
            "snapshots/0005/New.yaml",
            "snapshots/0005/Old.yaml",
            "snapshots/0005/User.yaml",
            "snapshots/0005/types/Role.yaml"
        ]
    );
    let schemas = read(&folder).schemas();
    for (number, schema) in [(0, &first), (4, &first), (5, &second), (99, &second)] {
        let stored = schemas.at(number).expect("a snapshot");
        let stored = stored.as_ref().map_err(shown).expect("a schema");
        assert!(compare(schema, stored).is_empty(), "{number}");
        assert_eq!(stored.models.len(), schema.models.len(), "{number}");
    }
    let before = schemas.before(5).expect("a snapshot");
    let before = before.as_ref().expect("a schema");
    assert!(compare(&first, before).is_empty());
    assert!(schemas.before(0).is_none());
    let last = read(&folder).last_schema().expect("a snapshot");
    assert!(compare(&second, &last.expect("a schema")).is_empty());
}

#[test]
fn migrations_are_in_the_order_of_their_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [
        "0010_b.yaml",
        "0002_a.yml",
        "0010_a.yaml",
        "readme.md",
        "misnamed.yaml",
        ".hidden.yaml",
        "12345_z.yaml",
    ] {
        fs::write(folder.path().join(name), name).expect("a file");
    }
    let read = read(&folder);
    let names = read.migrations.iter().map(|it| it.name.as_str());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["0002_a", "0010_a", "0010_b", "12345_z"]
    );
    assert_eq!(read.misnamed, ["misnamed.yaml"]);
    assert_eq!(read.next_number(), 12_346);
    let same: Vec<_> = read.same_numbers().into_iter().flatten().collect();
    let same: Vec<_> = same.iter().map(|name| name.as_str()).collect();
    assert_eq!(same, ["0010_a", "0010_b"]);
    assert_eq!(read.migrations[0].text, "0002_a.yml");
}

#[test]
fn line_breaks_of_another_system_change_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = schema(FIRST);
    write(folder.path(), 0, &first);
    let path = folder.path().join("snapshots/0000/User.yaml");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace('\n', "\r\n")).expect("a file");
    assert_eq!(write(folder.path(), 1, &first), [""; 0]);
}

#[test]
fn a_folder_that_is_not_there_is_empty_and_a_file_is_no_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("migrations");
    let read = MigrationFolder::read(&path).expect("nothing");
    assert!(read.is_new() && read.migrations.is_empty());
    assert_eq!(read.next_number(), 1);
    fs::write(&path, "").expect("a file");
    let unreadable = MigrationFolder::read(&path).expect_err("a file");
    assert_eq!(unreadable.path, path);
}

#[test]
fn a_snapshot_that_strands_items_needs_a_migration() {
    let folder = tempfile::tempdir().expect("a folder");
    let changed = FIRST.replace("role: Role", "role: Role, city: string");
    for (number, text) in [(0, FIRST), (1, FIRST), (2, changed.as_str())] {
        write(folder.path(), number, &schema(text));
    }
    let missing = |folder: &TempDir| {
        let folder = read(folder);
        folder.without_migration(&folder.schemas())
    };
    assert_eq!(missing(&folder), [2]);
    fs::write(folder.path().join("0002_city.yaml"), "").expect("a file");
    assert_eq!(missing(&folder), [0_u32; 0]);
}
