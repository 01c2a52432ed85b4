//! What holds for the generated files of every schema.

use dynamite_codegen::generate::{Layout, generate};
use dynamite_schema::source::Sources;

use crate::support::{SCHEMAS, formatted, generated, lines};

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
fn layouts_differ_in_the_root_file_in_format_and_in_what_keeps_rustfmt_away() {
    for name in SCHEMAS {
        let checked_in = generated(name, Layout::CheckedIn);
        let build_script = generated(name, Layout::BuildScript);
        assert_eq!(checked_in.len(), build_script.len(), "{name}");
        for (path, text) in checked_in.iter() {
            assert_eq!(text.matches(NOT_FORMATTED).count(), 1, "{name}/{path}");
            let same = formatted(path, build_script.get(path).unwrap()) == lines(text);
            assert_eq!(same, path != "mod.rs", "{name}/{path}");
        }
    }
}

#[test]
fn templates_lay_text_out_as_it_is_read() {
    for name in SCHEMAS {
        for (path, text) in generated(name, Layout::BuildScript).iter() {
            assert!(
                text.ends_with('\n') && !text.ends_with("\n\n"),
                "{name}/{path}"
            );
            assert!(!text.contains("\n\n\n"), "{name}/{path}");
            for (line, next) in text.lines().zip(text.lines().skip(1)) {
                assert_eq!(line.trim_end(), line, "{name}/{path}");
                // What clippy says about documentation apart from its item, it says of files in
                // the output of a build script as well.
                let is_documentation = line.trim_start().starts_with("///");
                assert!(
                    !(is_documentation && next.is_empty()),
                    "{name}/{path}: {line}"
                );
            }
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

#[test]
fn no_file_is_called_like_a_device_of_windows() {
    let models = ["Aux", "Con", "Nul", "Prn", "Com1", "Lpt0"]
        .map(|name| format!("  {name}: {{ key: id, fields: {{ id: ulid }} }}\n"));
    let mut schema = format!("models:\n{}", models.concat());
    schema += "types:\n  COM9: { enum: [a] }\n  Lpt10: { enum: [a] }\n  Comb: { enum: [a] }\n";
    let mut sources = Sources::default();
    sources.add("schema.yaml", schema);
    let schema = dynamite_schema::check(sources).unwrap().schema;
    for layout in [Layout::CheckedIn, Layout::BuildScript] {
        let files = generate(&schema, layout).unwrap();
        let names: Vec<_> = files.iter().map(|(path, _)| path).collect();
        let expected = [
            "aux_.rs",
            "com1_.rs",
            "com9_.rs",
            "comb.rs",
            "con_.rs",
            "lpt0_.rs",
            "lpt10.rs",
            "mod.rs",
            "nul_.rs",
            "prn_.rs",
            "tables.rs",
        ];
        assert_eq!(names, expected);
        let root = files.get("mod.rs").unwrap();
        assert!(root.contains("pub mod aux"), "{root}");
        assert!(root.contains("aux_.rs\""), "{root}");
    }
}
