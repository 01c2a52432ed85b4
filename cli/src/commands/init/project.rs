//! The state of the project before anything is written.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::manifest::Manifest;
use crate::config::{Config, FILE_NAME};
use crate::failure::Failure;
use crate::files::{read_regular, refuse_stdout};

/// A cargo project, or a folder to become one.
pub(super) struct Project {
    pub(super) folder: PathBuf,
    pub(super) manifest: Manifest,
    /// Its `dynamite.toml`, if it has one.
    pub(super) config: Option<Config>,
}

impl Project {
    pub(super) fn look_at(folder: &Path) -> Result<Self, Failure> {
        refuse_stdout(folder)?;
        let manifest_file = folder.join("Cargo.toml");
        let manifest = match read_regular(&manifest_file) {
            Ok(text) => Manifest::read(&manifest_file, &text)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                refuse_foreign_files(folder)?;
                Manifest::new(&manifest_file, &package_name(folder)?)
            }
            Err(error) => {
                return Err(Failure::io("read", &manifest_file, &error)
                    .remedy("name the folder of a cargo project, or an empty one"));
            }
        };
        let config_file = folder.join(FILE_NAME);
        let config = config_file
            .exists()
            .then(|| Config::read(&config_file))
            .transpose()?;
        Ok(Self {
            folder: folder.to_path_buf(),
            manifest,
            config,
        })
    }

    /// Returns the folder of schema files.
    pub(super) fn schemas(&self) -> PathBuf {
        match &self.config {
            Some(config) => config.schemas.clone(),
            None => self.folder.join("schemas"),
        }
    }

    /// Returns the text of a file of the project, if it exists and is text.
    pub(super) fn text(&self, path: impl AsRef<Path>) -> Option<String> {
        read_regular(&self.folder.join(path)).ok()
    }
}

/// Refuses a folder that is not empty. A folder counts as empty if it holds no more than a fresh
/// repository does.
fn refuse_foreign_files(folder: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(Failure::io("read", folder, &error).remedy("name another folder"));
        }
    };
    let foreign = entries
        .flatten()
        .map(|entry| entry.file_name())
        .find(|name| {
            let name = name.to_string_lossy();
            !(name.starts_with('.') || name.starts_with("README") || name.starts_with("LICENSE"))
        });
    match foreign {
        None => Ok(()),
        Some(name) => Err(Failure::new(format!(
            "{} has no Cargo.toml, and is not empty: it holds {}",
            folder.display(),
            Path::new(&name).display()
        ))
        .remedy("run `cargo init` there first, or name an empty folder")),
    }
}

/// Names that a package cannot have: cargo reserves them, or the program could not distinguish the
/// package from a dependency of that name.
const TAKEN: [&str; 8] = [
    "build",
    "deps",
    "dynamite",
    "dynamite-codegen",
    "dynamite-runtime",
    "examples",
    "incremental",
    "tokio",
];

/// Returns a name for the package, made from the name of its folder.
fn package_name(folder: &Path) -> Result<String, Failure> {
    let absolute = fs::canonicalize(folder)
        .or_else(|_| std::path::absolute(folder))
        .map_err(|error| Failure::io("find", folder, &error).remedy("name another folder"))?;
    let base = absolute
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let name: String = base
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let name = name.trim_matches(['-', '_']);
    Ok(match name.chars().next() {
        None => "app".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("app-{name}"),
        Some(_) if TAKEN.contains(&name) => format!("{name}-app"),
        Some(_) => name.to_owned(),
    })
}
