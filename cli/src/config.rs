//! `dynamite.toml`: the folders of the schema and of the models.

use std::env;
use std::path::{Path, PathBuf};

use dynamite_schema::diagnostics::closest;
use toml_edit::{Document, Item, Table};

use crate::failure::Failure;
use crate::files::{may_be_folder, read_text};

/// The name of the configuration file.
pub(crate) const FILE_NAME: &str = "dynamite.toml";

/// The newest format of the configuration file that this command reads.
const FORMAT: i64 = 1;

const KEYS: [&str; 4] = ["format", "schemas", "out", "migrations"];

/// The contents of `dynamite.toml`, or the defaults without one. Paths are relative to the current
/// folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Config {
    /// The file, if there is one.
    pub(crate) file: Option<PathBuf>,
    /// The folder of schema files.
    pub(crate) schemas: PathBuf,
    /// The folder of checked-in models.
    pub(crate) out: Option<PathBuf>,
    /// The folder of migrations. It may not exist.
    pub(crate) migrations: PathBuf,
    /// `true` if the file names the folder of migrations.
    pub(crate) names_migrations: bool,
}

impl Config {
    /// Reads the named file, or the nearest one in or above the current folder.
    pub(crate) fn find(named: Option<&Path>) -> Result<Self, Failure> {
        if let Some(file) = named {
            return Self::read(file);
        }
        let folder = env::current_dir().map_err(|error| {
            Failure::new(format!("the current folder is unusable: {error}"))
                .remedy("change to a folder that exists")
        })?;
        match nearest(&folder) {
            Some(file) => Self::read(&file),
            None => Ok(Self {
                file: None,
                schemas: "schemas".into(),
                migrations: "migrations".into(),
                names_migrations: false,
                out: None,
            }),
        }
    }

    /// Reads this file.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let text = read_text(file).map_err(|error| {
            Failure::io("read", file, &error).remedy(
                if error.kind() == std::io::ErrorKind::NotFound {
                    "name an existing file with `--config`, or leave it out"
                } else {
                    "it has to be a text file in TOML that you may read"
                },
            )
        })?;
        let document = Document::parse(text.as_str()).map_err(|error| {
            let line = line_of(&text, error.span().map_or(0, |span| span.start));
            Failure::new(format!(
                "{}:{line}: {}",
                file.display(),
                error.message().trim_end()
            ))
            .remedy("correct the TOML of this line")
        })?;
        Keys {
            file,
            text: &text,
            table: document.as_table(),
        }
        .config()
    }

    /// Returns the folder of schema files, which must exist: named on the command line, or by the
    /// file.
    pub(crate) fn schema_folder(&self, named: Option<&Path>) -> Result<PathBuf, Failure> {
        let folder = named.unwrap_or(&self.schemas);
        if folder.is_dir() {
            return Ok(folder.to_path_buf());
        }
        let what = if folder.exists() {
            "is not a folder"
        } else {
            "does not exist"
        };
        Err(
            Failure::new(format!("the schema folder {} {what}", folder.display())).remedy(
                match (&self.file, named) {
                    (_, Some(_)) => {
                        "name the folder of the schema files with `--schemas`".to_owned()
                    }
                    (Some(file), None) => format!("correct `schemas` in {}", file.display()),
                    (None, None) => "run `dynamite-gen init` to start a schema here, or name its \
                                 folder with `--schemas`"
                        .to_owned(),
                },
            ),
        )
    }

    /// Returns the folder of migrations. It has to exist if it is named, on the command line or by the file.
    pub(crate) fn existing_migrations_folder(
        &self,
        named: Option<&Path>,
    ) -> Result<PathBuf, Failure> {
        let folder = self.migrations_folder(named);
        let is_named = named.is_some() || self.names_migrations;
        if is_named && !folder.is_dir() {
            return Err(Failure::new(format!(
                "the folder of migrations {} does not exist",
                folder.display()
            ))
            .remedy(
                "correct `--migrations` or `migrations` in dynamite.toml; `dynamite-gen migrate baseline` \
                 makes the folder",
            ));
        }
        Ok(folder)
    }

    /// Returns the folder of migrations, which may not exist: named on the command line, or by the file.
    pub(crate) fn migrations_folder(&self, named: Option<&Path>) -> PathBuf {
        named.unwrap_or(&self.migrations).to_path_buf()
    }

    /// Returns the folder of checked-in models: named on the command line, or by the file.
    pub(crate) fn out_folder(&self, named: Option<&Path>) -> Result<PathBuf, Failure> {
        let Some(folder) = named.or(self.out.as_deref()) else {
            return Err(
                Failure::new("there is no folder for the models").remedy(format!(
                    "name it with `--out src/models`, or add `out = \"src/models\"` to {}; a build \
                 script that calls `dynamite_codegen::build` needs neither",
                    self.file
                        .as_deref()
                        .unwrap_or(Path::new(FILE_NAME))
                        .display()
                )),
            );
        };
        may_be_folder(folder)?;
        Ok(folder.to_path_buf())
    }
}

/// Returns the nearest configuration file in or above a folder, relative to that folder.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    for ancestor in folder.ancestors() {
        if ancestor.join(FILE_NAME).is_file() {
            return Some(up.join(FILE_NAME));
        }
        up.push("..");
    }
    None
}

/// The keys of a file being read.
struct Keys<'a> {
    file: &'a Path,
    text: &'a str,
    table: &'a Table,
}

impl Keys<'_> {
    fn config(&self) -> Result<Config, Failure> {
        self.check_format()?;
        self.check_names()?;
        let root = self.file.parent().unwrap_or(Path::new(""));
        let schemas = self.path("schemas")?.unwrap_or_else(|| "schemas".into());
        let migrations = self.path("migrations")?;
        let names_migrations = migrations.is_some();
        let migrations = migrations.unwrap_or_else(|| "migrations".into());
        Ok(Config {
            file: Some(self.file.to_path_buf()),
            schemas: root.join(schemas),
            out: self.path("out")?.map(|out| root.join(out)),
            migrations: root.join(migrations),
            names_migrations,
        })
    }

    /// Checks the format before anything else: a newer format may have other keys.
    fn check_format(&self) -> Result<(), Failure> {
        let Some(item) = self.table.get("format") else {
            return Err(
                Failure::new(format!("{} does not say its format", self.file.display()))
                    .remedy(format!("add the line `format = {FORMAT}`")),
            );
        };
        match item.as_integer() {
            Some(FORMAT) => Ok(()),
            Some(newer) if newer > FORMAT => Err(self
                .wrong(
                    "format",
                    &format!("has format {newer}, which is newer than this command reads"),
                )
                .remedy(format!(
                    "update dynamite-gen; this one reads format {FORMAT}"
                ))),
            _ => Err(self
                .wrong("format", "has a format that never was")
                .remedy(format!("write `format = {FORMAT}`"))),
        }
    }

    fn check_names(&self) -> Result<(), Failure> {
        let Some((name, _)) = self.table.iter().find(|(name, _)| !KEYS.contains(name)) else {
            return Ok(());
        };
        let remedy = match closest(name, KEYS) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the keys are `{}`", KEYS.join("`, `")),
        };
        Err(self
            .wrong(name, &format!("has the unknown key `{name}`"))
            .remedy(remedy))
    }

    fn path(&self, name: &str) -> Result<Option<PathBuf>, Failure> {
        match self.table.get(name).map(Item::as_str) {
            None => Ok(None),
            Some(Some(path)) if !path.is_empty() => Ok(Some(path.into())),
            Some(_) => Err(self
                .wrong(name, &format!("has a `{name}` that is not a path"))
                .remedy(format!(
                    "write a folder in quotes, relative to this file: `{name} = \"folder\"`"
                ))),
        }
    }

    fn wrong(&self, name: &str, what: &str) -> Failure {
        let key = self.table.key(name).and_then(toml_edit::Key::span);
        let line = line_of(self.text, key.map_or(0, |span| span.start));
        Failure::new(format!("{}:{line}: {what}", self.file.display()))
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::write(&file, text).unwrap();
        Config::read(&file).map_err(|failure| {
            failure
                .to_string()
                .replace(&file.display().to_string(), "FILE")
        })
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        fs::write(&file, "format = 1\nschemas = \"db\"\nout = \"src/db\"\n").unwrap();
        let config = Config::read(&file).unwrap();
        assert_eq!(config.schemas, folder.path().join("db"));
        assert_eq!(config.out, Some(folder.path().join("src/db")));
    }

    #[test]
    fn a_newer_format_is_refused_before_its_keys() {
        let failure = read("out_of_the_future = true\nformat = 2\n").unwrap_err();
        assert!(
            failure.starts_with("FILE:2: has format 2, which is newer"),
            "{failure}"
        );
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_key_that_was_meant() {
        let failure = read("format = 1\nshemas = \"x\"\n").unwrap_err();
        assert_eq!(
            failure,
            "FILE:2: has the unknown key `shemas`; did you mean `schemas`?"
        );
    }

    #[test]
    fn wrong_values_are_refused() {
        for text in [
            "",
            "format = \"1\"",
            "format = 0",
            "format = 1\nout = 3",
            "format = 1\nschemas = \"\"",
            "format = ",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_nearest_file_upwards_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(folder.path().join(FILE_NAME), "format = 1").unwrap();
        assert_eq!(nearest(&deep), Some(Path::new("../..").join(FILE_NAME)));
        fs::write(folder.path().join("a").join(FILE_NAME), "format = 1").unwrap();
        assert_eq!(nearest(&deep), Some(Path::new("..").join(FILE_NAME)));
    }
}
