//! Compares with another YAML library: it reads the same texts as the same trees, except for those
//! listed.

#[path = "../../../../fuzz/inputs.rs"]
mod inputs;
mod listed;
mod readings;
mod same;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use inputs::inputs;
use listed::{FILES, KINDS};
use readings::Readings;

/// The folders of the repository that contain schema files.
const FOLDERS: [&str; 4] = [
    "schemas",
    "examples",
    "codegen/tests/golden",
    "language/tests/schemas",
];

#[test]
fn schema_files_are_read_alike() {
    let mut listed: BTreeSet<_> = FILES.iter().map(|(path, ..)| *path).collect();
    let mut alike = 0;
    for path in files() {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let readings = Readings::of(&text);
        let found = readings.difference();
        let entry = FILES.iter().find(|(listed, ..)| *listed == path);
        let expected = entry.map(|(_, difference, _)| *difference);
        assert_eq!(found, expected, "{path} ({entry:?}): {readings:?}");
        listed.remove(path.as_str());
        alike += usize::from(readings.is_tree());
    }
    assert!(listed.is_empty(), "listed, and not there: {listed:?}");
    assert!(alike > 50, "{alike} trees");
}

#[test]
fn what_fuzzing_found_is_read_alike() {
    let mut unseen: BTreeSet<_> = KINDS.iter().map(|(reason, _)| *reason).collect();
    let mut alike = 0;
    for (name, bytes) in inputs("schema") {
        // The target receives the text up to the first byte that is not text.
        let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let readings = Readings::of(text);
        if let Some(difference) = readings.difference() {
            let of_kind = KINDS.iter().filter(|(_, is)| is(&readings, difference));
            let reasons: Vec<_> = of_kind.map(|(reason, _)| *reason).collect();
            assert!(reasons.len() == 1, "{name}: {reasons:?} {readings:?}");
            unseen.remove(reasons[0]);
        }
        alike += usize::from(readings.is_tree());
    }
    assert!(unseen.is_empty(), "listed, and not found: {unseen:?}");
    assert!(alike > 30, "{alike} trees");
}

fn root() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap()
}

/// Returns the schema files of the repository, as paths from its root.
fn files() -> Vec<String> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|path| root().join(path)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|it| it == "yaml" || it == "yml")
            {
                let path = path.strip_prefix(root()).unwrap();
                files.push(path.display().to_string().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}
