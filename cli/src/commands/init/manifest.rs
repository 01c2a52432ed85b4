//! The project's Cargo.toml.

use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::checkout::Checkout;
use crate::failure::Failure;

/// A Cargo.toml with a package. Formatting and comments stay as they are.
pub(super) struct Manifest {
    pub(super) file: PathBuf,
    document: DocumentMut,
    /// `true` if it is still to be written.
    pub(super) new: bool,
}

/// The comment above the dependency on the runtime.
const SERVICE: &str = "\
# For `Client::from_env`, add the feature `aws`: credentials and HTTPS.
";

/// The comment above the same dependency of examples and tests.
const EMBEDDED: &str = "\
# `Client::embedded`, an engine for examples and tests: builds of the service do not contain it.
";

/// The keys of a dependency that say where its package is from, and its default features.
const SOURCE: [&str; 10] = [
    "package",
    "path",
    "git",
    "branch",
    "tag",
    "rev",
    "version",
    "registry",
    "workspace",
    "default-features",
];

/// A dependency of a project on another package.
struct Dependency {
    section: &'static str,
    name: &'static str,
    /// The comment lines above it.
    comment: &'static str,
    value: InlineTable,
    features: &'static [&'static str],
}

impl Manifest {
    pub(super) fn new(file: &Path, name: &str) -> Self {
        let mut package = Table::new();
        package.insert("name", toml_edit::value(name));
        package.insert("version", toml_edit::value("0.1.0"));
        package.insert("edition", toml_edit::value("2024"));
        let mut document = DocumentMut::new();
        document.insert("package", Item::Table(package));
        Self {
            file: file.to_path_buf(),
            document,
            new: true,
        }
    }

    pub(super) fn read(file: &Path, text: &str) -> Result<Self, Failure> {
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            Failure::new(format!(
                "{} is not valid TOML: {}",
                file.display(),
                error.message()
            ))
            .remedy("correct it first; `cargo check` shows the place")
        })?;
        let manifest = Self {
            file: file.to_path_buf(),
            document,
            new: false,
        };
        match manifest
            .package()
            .and_then(|package| package.get("name"))
            .and_then(Item::as_str)
        {
            Some("dynamite") => Err(Failure::new(format!(
                "the package of {} is called dynamite, as the runtime is in a program",
                file.display()
            ))
            .remedy("give the package another name")),
            Some(_) => Ok(manifest),
            None => Err(
                Failure::new(format!("{} has no [package]", file.display())).remedy(
                    "in a workspace, run `dynamite-gen init` in the folder of one of its packages",
                ),
            ),
        }
    }

    fn package(&self) -> Option<&dyn TableLike> {
        self.document.get("package")?.as_table_like()
    }

    /// Returns the path of the build script, unless the package declares that it has none.
    pub(super) fn build_script(&self) -> Option<PathBuf> {
        match self.package().and_then(|package| package.get("build")) {
            None => Some("build.rs".into()),
            Some(item) => match item.as_bool() {
                Some(true) => Some("build.rs".into()),
                Some(false) => None,
                None => item.as_str().map(PathBuf::from),
            },
        }
    }

    /// Returns `true` if the package declares its targets itself.
    pub(super) fn declares_targets(&self) -> bool {
        self.document.contains_key("lib") || self.document.contains_key("bin")
    }

    /// Adds the dependencies of generated models. Returns the steps left to the user, since an
    /// existing dependency is left as it is.
    pub(super) fn depend_on(
        &mut self,
        checkout: &Checkout,
        build_script: bool,
    ) -> Result<Vec<String>, Failure> {
        let mut dependencies = vec![runtime(checkout), tokio(), self.embedded(checkout)];
        if build_script {
            dependencies.push(codegen(checkout));
        }
        let mut by_hand = Vec::new();
        for dependency in dependencies {
            by_hand.extend(self.add(dependency)?);
        }
        Ok(by_hand)
    }

    /// The runtime with its engine, from where the package has the runtime already, if it has. Cargo
    /// adds the features of dev-dependencies only to what is built for examples and tests.
    fn embedded(&self, checkout: &Checkout) -> Dependency {
        let features = &["embedded"];
        let new = runtime(checkout);
        let existing = self.document.get("dependencies");
        let existing = existing.and_then(|section| section.get(new.name));
        let mut value = existing.map_or(new.value, source);
        value.insert("features", Value::Array(Array::from_iter(*features)));
        Dependency {
            section: "dev-dependencies",
            name: new.name,
            comment: EMBEDDED,
            value,
            features,
        }
    }

    fn add(&mut self, dependency: Dependency) -> Result<Option<String>, Failure> {
        let Dependency {
            section,
            name,
            comment,
            value,
            features,
        } = dependency;
        let new_section = || Item::Table(Table::new());
        let table = self
            .document
            .entry(section)
            .or_insert_with(new_section)
            .as_table_like_mut();
        let Some(table) = table else {
            return Err(Failure::new(format!(
                "`{section}` in {} is not a table",
                self.file.display()
            ))
            .remedy("correct it first; `cargo check` shows the place"));
        };
        if let Some(existing) = table.get(name) {
            return Ok(missing_features(existing, name, features));
        }
        // Like `cargo add`: a list in alphabetical order stays sorted.
        let sorted = table.iter().map(|(name, _)| name).is_sorted();
        table.insert(name, Item::Value(Value::InlineTable(value)));
        if let Some(mut key) = table.key_mut(name) {
            key.leaf_decor_mut().set_prefix(comment);
        }
        if sorted {
            table.sort_values();
        }
        Ok(None)
    }

    pub(super) fn text(&self) -> String {
        self.document.to_string()
    }
}

fn runtime(checkout: &Checkout) -> Dependency {
    let mut value = InlineTable::new();
    value.insert("package", "dynamite-runtime".into());
    value.insert("path", path(&checkout.package("runtime")));
    value.insert("default-features", false.into());
    Dependency {
        section: "dependencies",
        name: "dynamite",
        comment: SERVICE,
        value,
        features: &[],
    }
}

/// Returns what a dependency says of where its package is from.
fn source(dependency: &Item) -> InlineTable {
    let mut source = InlineTable::new();
    if let Some(version) = dependency.as_str() {
        source.insert("version", version.into());
    }
    for key in SOURCE {
        if let Some(value) = dependency.get(key).and_then(Item::as_value) {
            source.insert(key, value.clone().decorated(" ", ""));
        }
    }
    source
}

fn tokio() -> Dependency {
    let features = &["macros", "rt-multi-thread"];
    let mut value = InlineTable::new();
    value.insert("version", "1".into());
    value.insert("features", Value::Array(Array::from_iter(*features)));
    Dependency {
        section: "dependencies",
        name: "tokio",
        comment: "",
        value,
        features,
    }
}

fn codegen(checkout: &Checkout) -> Dependency {
    let mut value = InlineTable::new();
    value.insert("path", path(&checkout.package("codegen")));
    Dependency {
        section: "build-dependencies",
        name: "dynamite-codegen",
        comment: "",
        value,
        features: &[],
    }
}

fn path(path: &Path) -> Value {
    path.to_string_lossy().into_owned().into()
}

/// Returns the advice about features that a dependency lacks, as far as can be seen.
fn missing_features(existing: &Item, name: &str, wanted: &[&str]) -> Option<String> {
    let has = |feature: &str| {
        let features = existing.get("features").and_then(Item::as_array);
        features.is_some_and(|features| {
            features
                .iter()
                .any(|one| matches!(one.as_str(), Some(one) if one == feature || one == "full"))
        })
    };
    let missing: Vec<_> = wanted
        .iter()
        .filter(|feature| !has(feature))
        .map(|one| format!("{one:?}"))
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "see that the dependency `{name}` has the features {}",
            missing.join(", ")
        )
    })
}
