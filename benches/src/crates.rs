//! A workspace of crates with the same models in them: what `check_cost` compares.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dynamite_codegen::files::Files;
use dynamite_codegen::generate::{Layout, generate};
use dynamite_codegen::write_if_changed;
use dynamite_schema::diagnostics::{Format, RenderOptions};
use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;

use crate::{Fallible, cut};

/// Each is a crate.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// Nothing at all.
    Empty,
    /// The plain structs and enums with serde's derives.
    Serde,
    /// The structs and enums, and how they are read and written.
    Codec,
    /// Whatever is generated.
    Everything,
}

impl Content {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Empty, Self::Serde, Self::Codec, Self::Everything];

    /// The name of the crate.
    pub const fn package(self) -> &'static str {
        match self {
            Self::Empty => "check-empty",
            Self::Serde => "check-serde",
            Self::Codec => "check-codec",
            Self::Everything => "check-everything",
        }
    }

    /// The root of the crate.
    pub fn root(self, folder: &Path) -> PathBuf {
        self.sources(folder).join("lib.rs")
    }

    fn sources(self, folder: &Path) -> PathBuf {
        folder.join(self.package()).join("src")
    }
}

/// Writes all crates into a folder, as a workspace that has this repository's versions. What is
/// there already is removed.
///
/// # Errors
/// If the schema is refused, or the folder cannot be written.
pub fn write(folder: &Path, sources: Sources) -> Fallible<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let checked = dynamite_schema::check(sources)
        .map_err(|problems| problems.render(Format::Short, &RenderOptions::default()))?;
    let files = generate(&checked.schema, Layout::CheckedIn)?;
    for content in Content::ALL {
        let sources = content.sources(folder);
        fs::create_dir_all(&sources)?;
        fs::write(sources.with_file_name("Cargo.toml"), manifest(content))?;
        match content {
            Content::Empty => fs::write(sources.join("lib.rs"), "")?,
            Content::Serde => write_serde(&sources, &checked.schema, &files)?,
            Content::Codec => write_codec(&sources, &checked.schema, &files)?,
            Content::Everything => {
                fs::write(sources.join("lib.rs"), "pub mod models;\n")?;
                for (name, text) in files.iter() {
                    write_if_changed(&sources.join("models").join(name), text)?;
                }
            }
        }
    }
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    fs::write(folder.join("Cargo.toml"), workspace(&repository))?;
    Ok(())
}

fn write_serde(sources: &Path, schema: &Schema, files: &Files) -> Fallible<()> {
    // Nested types may need nothing of `rt`, and warnings would cost time as well.
    let mut root = String::from(
        "#![allow(unused_imports)]\n\
         mod rt {\n\
         pub use ::jiff::Timestamp; pub use ::ulid::Ulid;\n\
         pub use ::std::{option::Option, string::String, vec::Vec};\n\
         }\n",
    );
    write_definitions(sources, schema, files, &mut root, cut::with_serde)
}

fn write_codec(sources: &Path, schema: &Schema, files: &Files) -> Fallible<()> {
    write_definitions(sources, schema, files, &mut String::new(), cut::with_codec)
}

/// Writes a module for each struct and enum of the schema, and the root.
fn write_definitions(
    sources: &Path,
    schema: &Schema,
    files: &Files,
    root: &mut String,
    cut: fn(&str, &str) -> syn::Result<String>,
) -> Fallible<()> {
    let models = (schema.models.iter()).map(|model| (&model.module, &model.name));
    let types = (schema.types.iter()).map(|ty| (&ty.module, &ty.name));
    for (module, name) in models.chain(types) {
        let file = format!("{module}.rs");
        let text = files.get(&file).ok_or("a model without a file")?;
        fs::write(sources.join(file), cut(text, name)?)?;
        write!(root, "pub mod {module};\npub use {module}::{name};\n")?;
    }
    Ok(fs::write(sources.join("lib.rs"), root)?)
}

/// All have the same dependencies, so that each of those is compiled in one way only.
fn manifest(content: Content) -> String {
    format!(
        r#"[package]
name = "{}"
version = "0.0.0"
edition = "2024"

[dependencies]
dynamite.workspace = true
jiff.workspace = true
serde.workspace = true
ulid.workspace = true
"#,
        content.package()
    )
}

fn workspace(repository: &Path) -> String {
    format!(
        r#"[workspace]
members = ["check-*"]
resolver = "3"

[workspace.dependencies]
dynamite = {{ package = "dynamite-runtime", path = "{}", default-features = false }}
jiff = {{ version = "*", default-features = false, features = ["std", "serde"] }}
serde = {{ version = "*", features = ["derive"] }}
ulid = {{ version = "*", default-features = false, features = ["std", "serde"] }}

[profile.dev]
debug = false
"#,
        repository.join("runtime").display()
    )
}
