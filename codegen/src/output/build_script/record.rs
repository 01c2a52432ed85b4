//! Hashes of the inputs and the text of each generated file, by which unchanged files are skipped.
//!
//! A cache beside the list of generated files. Without it, or if another generator has written it,
//! everything is generated.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::path::Path;
use std::time::UNIX_EPOCH;
use std::{env, fs};

use rustc_hash::FxHasher;

use crate::disk;

/// The name of the cache.
pub(super) const RECORD: &str = "generated-inputs.txt";

/// The hashes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hashes {
    /// Of the inputs.
    inputs: u64,
    /// Of the text.
    text: u64,
}

impl Hashes {
    pub(super) fn new(inputs: u64, text: &str) -> Self {
        Self {
            inputs,
            text: hash(text.as_bytes()),
        }
    }
}

/// The cache.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The identity of this generator. Without one, nothing can be reused.
    generator: Option<String>,
    files: BTreeMap<String, Hashes>,
}

impl Record {
    /// Reads the cache of a folder. It is empty if it is missing, invalid, or of another generator.
    pub(super) fn read(folder: &Path) -> Self {
        let generator = generator();
        let text = disk::read(&folder.join(RECORD)).ok().flatten();
        let text = text.and_then(|bytes| String::from_utf8(bytes).ok());
        let files = text.and_then(|text| parse(&text, generator.as_deref()?));
        Self {
            generator,
            files: files.unwrap_or_default(),
        }
    }

    /// An empty cache of the same generator.
    pub(super) fn successor(&self) -> Self {
        Self {
            generator: self.generator.clone(),
            files: BTreeMap::new(),
        }
    }

    /// The text of the cache.
    pub(super) fn to_text(&self) -> String {
        let mut text = self.generator.clone().unwrap_or_default();
        text.push('\n');
        for (name, hashes) in &self.files {
            let _ = writeln!(text, "{:016x} {:016x} {name}", hashes.inputs, hashes.text);
        }
        text
    }

    /// Adds a file, unless there is one of that name.
    pub(super) fn add(&mut self, name: &str, hashes: Hashes) -> bool {
        self.files.insert(name.to_owned(), hashes).is_none()
    }

    /// The names of the files.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The hashes of a file that was generated from these inputs, and has not changed since.
    pub(super) fn unchanged(&self, folder: &Path, name: &str, inputs: u64) -> Option<Hashes> {
        let hashes = self
            .files
            .get(name)
            .filter(|hashes| hashes.inputs == inputs)?;
        let text = fs::read(folder.join(name)).ok()?;
        (hash(&text) == hashes.text).then_some(*hashes)
    }
}

/// The files of a cache that this generator has written.
fn parse(text: &str, generator: &str) -> Option<BTreeMap<String, Hashes>> {
    let mut lines = text.lines();
    if lines.next()? != generator {
        return None;
    }
    let files = lines.map(|line| {
        let mut words = line.splitn(3, ' ');
        let mut hash = || u64::from_str_radix(words.next()?, 16).ok();
        let (inputs, text) = (hash()?, hash()?);
        Some((words.next()?.to_owned(), Hashes { inputs, text }))
    });
    files.collect()
}

/// A hash that is the same in every run of this program.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// The identity of the generator, templates and code: the version, and the size and time of the
/// program that contains it, which is linked again whenever any of them changes. None if the system
/// does not provide them.
fn generator() -> Option<String> {
    let program = fs::metadata(env::current_exe().ok()?).ok()?;
    let linked = program.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!(
        "# dynamite-codegen {version} {} {}",
        program.len(),
        linked.as_nanos()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written_by_this_generator_only() {
        let mut record = Record {
            generator: generator(),
            files: BTreeMap::new(),
        };
        assert!(record.add("user.rs", Hashes::new(1, "text")));
        assert!(!record.add("user.rs", Hashes::new(2, "text")));
        let text = record.to_text();
        let generator = generator().unwrap();
        assert_eq!(parse(&text, &generator), Some(record.files));
        assert_eq!(parse(&text, "another"), None);
        assert_eq!(parse(&format!("{text}x"), &generator), None);
    }
}
