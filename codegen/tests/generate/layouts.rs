//! What holds for the generated files of every schema.

use dynamite_codegen::generate::Layout;

use crate::support::{SCHEMAS, generated};

const NOT_FORMATTED: &str = "#![cfg_attr(rustfmt, rustfmt::skip)]\n";

#[test]
fn the_same_schema_gives_the_same_bytes() {
    for name in SCHEMAS {
        for layout in [Layout::CheckedIn, Layout::BuildScript] {
            assert_eq!(generated(name, layout), generated(name, layout), "{name}");
        }
    }
}

#[test]
fn layouts_differ_in_the_root_file_and_in_what_keeps_rustfmt_away() {
    for name in SCHEMAS {
        let checked_in = generated(name, Layout::CheckedIn);
        let build_script = generated(name, Layout::BuildScript);
        assert_eq!(checked_in.len(), build_script.len(), "{name}");
        for (path, text) in checked_in.iter() {
            let (before, after) = text.split_once(NOT_FORMATTED).unwrap();
            let same = build_script.get(path) == Some(&format!("{before}{after}"));
            assert_eq!(same, path != "mod.rs", "{name}/{path}");
        }
    }
}

#[test]
fn every_file_is_rust_without_inner_attributes() {
    for name in SCHEMAS {
        let files = generated(name, Layout::BuildScript);
        for (path, text) in files.iter() {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(file.attrs.is_empty(), "{name}/{path} could not be included");
            assert!(!file.items.is_empty(), "{name}/{path}");
        }
    }
}

#[test]
fn headers_name_the_schema_file_and_the_command() {
    let files = generated("shop", Layout::CheckedIn);
    for (path, text) in files.iter() {
        let header: Vec<&str> = text.lines().take(2).collect();
        assert!(header[0].starts_with("// @generated "), "{path}");
        assert!(header[1].contains("`dynamite-gen generate`"), "{path}");
    }
    let user = files.get("user.rs").unwrap();
    assert!(user.lines().next().unwrap().contains("shop.yaml"));
}
