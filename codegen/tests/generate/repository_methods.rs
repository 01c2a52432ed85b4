//! No index takes the place of a method that every repository has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dynamite_schema::source::Sources;

/// The public methods of the runtime's repository, from its source: the generator does not depend
/// on the runtime, and must know them all the same.
fn methods() -> BTreeSet<String> {
    let mut files = Vec::new();
    add_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src"),
        &mut files,
    );
    files
        .into_iter()
        .map(|file| fs::read_to_string(file).expect("a source file"))
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

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the runtime") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add_files(&path, files);
        } else {
            files.push(path);
        }
    }
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
        let mut sources = Sources::default();
        let text = format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, x: i8 }}, indexes: {{ {method}: x }} }} }}"
        );
        sources.add("schema.yaml", text);
        let problems = dynamite_schema::check(sources).expect_err("the name is taken");
        let codes: Vec<_> = problems.iter().map(|one| one.code.name()).collect();
        assert_eq!(codes, ["DM207"], "{method}");
    }
}
