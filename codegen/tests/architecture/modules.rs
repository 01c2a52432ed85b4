//! The modules of a crate, and what each of them uses.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths;

/// A module that has a file of its own.
pub(crate) struct Module {
    /// Its path in the crate: `codec::map`, and nothing for the root.
    pub(crate) path: Vec<String>,
    /// The paths from the root of the crate that it names.
    pub(crate) uses: Vec<Vec<String>>,
}

/// The modules of the crate in this folder, those of tests left out.
pub(crate) fn of_crate(folder: &Path) -> Vec<Module> {
    let root = folder.join("src/lib.rs");
    let root = if root.exists() {
        root
    } else {
        folder.join("src/main.rs")
    };
    let mut modules = Vec::new();
    add(&root, &folder.join("src"), Vec::new(), &mut modules);
    modules
}

/// Adds the module of a file and those below it, whose files are in `below`.
fn add(file: &Path, below: &Path, path: Vec<String>, modules: &mut Vec<Module>) {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    for item in &parsed.items {
        if let syn::Item::Mod(module) = item
            && module.content.is_none()
            && !paths::is_test(&module.attrs)
        {
            let name = module.ident.to_string();
            let (file, below) = file_of(below, &name);
            let mut path = path.clone();
            path.push(name);
            add(&file, &below, path, modules);
        }
    }
    let uses = paths::used(&parsed, &path);
    modules.push(Module { path, uses });
}

/// The file of a module, and the folder of those below it.
fn file_of(folder: &Path, name: &str) -> (PathBuf, PathBuf) {
    let (file, below) = (folder.join(format!("{name}.rs")), folder.join(name));
    if file.exists() {
        (file, below)
    } else {
        (below.join("mod.rs"), below)
    }
}
