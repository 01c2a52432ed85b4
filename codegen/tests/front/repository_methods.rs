//! No index takes the place of a method that every repository has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::diagnostics_of;

/// The public methods of the runtime's repository, from its source: the generator does not depend
/// on the runtime, and must know them all the same.
fn methods() -> BTreeSet<String> {
    files_in(Path::new("../runtime/src/ops"))
        .iter()
        .map(|path| fs::read_to_string(path).expect("a source file"))
        .map(|text| syn::parse_file(&text).expect("Rust"))
        .flat_map(|file| file.items)
        .flat_map(|item| match item {
            syn::Item::Impl(item) if is_of_repository(&item) => item.items,
            _ => Vec::new(),
        })
        .filter_map(|item| match item {
            syn::ImplItem::Fn(method) if matches!(method.vis, syn::Visibility::Public(_)) => {
                Some(method.sig.ident.to_string())
            }
            _ => None,
        })
        .collect()
}

/// All files of a folder and of the folders in it.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .flat_map(|path| {
            if path.is_dir() {
                files_in(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn is_of_repository(item: &syn::ItemImpl) -> bool {
    let syn::Type::Path(of) = &*item.self_ty else {
        return false;
    };
    let name = of.path.segments.last().map(|last| last.ident.to_string());
    item.trait_.is_none() && name.as_deref() == Some("Repository")
}

#[test]
fn an_index_called_like_any_of_them_is_refused() {
    let methods = methods();
    assert!(methods.len() > 10, "{methods:?}");
    for method in methods {
        let problems = diagnostics_of(&format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, x: i8 }}, indexes: {{ {method}: x }} }} }}"
        ));
        let codes: Vec<_> = problems.iter().map(|one| one.code.name()).collect();
        assert_eq!(codes, ["DM207"], "{method}");
    }
}
