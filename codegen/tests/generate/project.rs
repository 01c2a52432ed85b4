//! A project with schemas, and folders for their models.

use std::fs;
use std::path::PathBuf;

use dynamite_codegen::Config;
use dynamite_codegen::output::folder::{Entry, FolderError, ModelFolder, State};

/// A project of one or more schemas, and folders for models.
pub(crate) struct Project(tempfile::TempDir);

impl Project {
    pub(crate) fn new(schema: &str) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        project.write("schemas/shop.yaml", schema);
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// Generates from the schema in a folder into another.
    pub(crate) fn generate_from(&self, schemas: &str, models: &str) -> Result<(), FolderError> {
        let (schemas, models) = (self.path(schemas), self.path(models));
        let files = Config::new(&schemas).generate().unwrap().files;
        ModelFolder::new(models, schemas).update(&files).map(drop)
    }

    pub(crate) fn generate(&self) -> Result<(), FolderError> {
        self.generate_from("schemas", "models")
    }

    /// What is not as generated.
    pub(crate) fn check(&self) -> Result<Vec<Entry>, FolderError> {
        let (schemas, models) = (self.path("schemas"), self.path("models"));
        let files = Config::new(&schemas).generate().unwrap().files;
        let mut entries = ModelFolder::new(models, schemas).compare(&files)?;
        entries.retain(|entry| entry.state() != State::Current);
        Ok(entries)
    }

    /// Every file of the models with its text.
    pub(crate) fn models(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(self.path("models")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        let file = |name: String| {
            let text = self.read(&format!("models/{name}"));
            (name, text)
        };
        names.into_iter().map(file).collect()
    }
}
