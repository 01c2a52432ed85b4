//! Generated files in a folder of the project.

use std::fs;
use std::path::Path;

use dynamite_codegen::Config;
use dynamite_codegen::files::Files;
use dynamite_codegen::output::folder::{Entry, FolderError, Reason, State, compare, update};

const TWO_MODELS: &str = "
models:
  User: { key: id, fields: { id: ulid } }
  Order: { key: id, fields: { id: ulid } }
";

const ONE_MODEL: &str = "
models:
  User: { key: id, fields: { id: ulid, name: string } }
";

fn generated(schema: &str) -> Files {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shop.yaml"), schema).unwrap();
    Config::new(folder.path()).generate().unwrap().files
}

fn check(files: &Files, folder: &Path) -> Result<Vec<Entry>, FolderError> {
    let mut entries = compare(files, folder)?;
    entries.retain(|entry| entry.state() != State::Current);
    Ok(entries)
}

fn write(files: &Files, folder: &Path) -> Result<(), FolderError> {
    update(&compare(files, folder)?, folder)
}

fn paths(differences: &[Entry]) -> Vec<&str> {
    differences.iter().map(|one| one.path.as_str()).collect()
}

fn exists(folder: &Path, path: &str) -> bool {
    folder.join(path).exists()
}

#[test]
fn a_written_folder_does_not_differ() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models");
    let files = generated(TWO_MODELS);
    assert_eq!(paths(&check(&files, &models).unwrap()).len(), files.len());
    write(&files, &models).unwrap();
    assert!(check(&files, &models).unwrap().is_empty());
}

#[test]
fn changed_missing_and_orphaned_files_are_found() {
    let folder = tempfile::tempdir().unwrap();
    write(&generated(TWO_MODELS), folder.path()).unwrap();
    fs::remove_file(folder.path().join("tables.rs")).unwrap();
    let differences = check(&generated(ONE_MODEL), folder.path()).unwrap();
    assert_eq!(
        paths(&differences),
        ["mod.rs", "order.rs", "tables.rs", "user.rs"]
    );
    assert_eq!(differences[1].state(), State::Orphan);
    assert_eq!(differences[2].state(), State::Missing);
    assert_eq!(differences[3].state(), State::Changed);
}

#[test]
fn files_of_a_model_that_is_gone_are_removed_and_those_of_others_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    write(&generated(TWO_MODELS), folder.path()).unwrap();
    fs::write(folder.path().join("mine.rs"), "// Mine.\n").unwrap();
    write(&generated(ONE_MODEL), folder.path()).unwrap();
    assert!(!exists(folder.path(), "order.rs"));
    assert!(exists(folder.path(), "mine.rs"));
    assert!(
        check(&generated(ONE_MODEL), folder.path())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_file_of_someone_else_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("user.rs"), "// Mine.\n").unwrap();
    let error = write(&generated(ONE_MODEL), folder.path()).unwrap_err();
    assert!(matches!(error.reason, Reason::Foreign), "{error}");
    assert!(!exists(folder.path(), "mod.rs"), "nothing is written");
}

#[test]
fn line_ends_of_a_checkout_do_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let files = generated(ONE_MODEL);
    write(&files, folder.path()).unwrap();
    let user = folder.path().join("user.rs");
    let text = fs::read_to_string(&user).unwrap().replace('\n', "\r\n");
    fs::write(&user, text).unwrap();
    assert!(check(&files, folder.path()).unwrap().is_empty());
}

#[test]
fn unchanged_files_are_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let files = generated(ONE_MODEL);
    files.write_if_changed(folder.path()).unwrap();
    let user = folder.path().join("user.rs");
    let written = fs::metadata(&user).unwrap().modified().unwrap();
    let earlier = written - std::time::Duration::from_secs(60);
    fs::File::options()
        .write(true)
        .open(&user)
        .unwrap()
        .set_modified(earlier)
        .unwrap();
    files.write_if_changed(folder.path()).unwrap();
    assert_eq!(fs::metadata(&user).unwrap().modified().unwrap(), earlier);
}
