//! What the tests share.

use std::path::{Path, PathBuf};

use dynamite_codegen::files::Files;
use dynamite_codegen::generate::{Layout, generate};
use dynamite_schema::ir::Schema;

/// The schemas that are generated from, and compiled in every edition.
pub(crate) const SCHEMAS: [&str; 12] = [
    "clashes",
    "every_type",
    "hostile",
    "indexes",
    "lifecycle",
    "relations",
    "renamed",
    "rules",
    "shop",
    "stored_forms",
    "unions",
    "unique",
];

/// The folder of such a schema: `schema/` goes in, `models/` comes out, if it has golden files.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

/// One of them, checked.
pub(crate) fn schema(name: &str) -> Schema {
    let sources = dynamite_schema::load(&folder(name).join("schema"))
        .unwrap_or_else(|problems| panic!("{problems}"));
    dynamite_schema::check(sources)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .schema
}

/// What is generated from it.
pub(crate) fn generated(name: &str, layout: Layout) -> Files {
    generate(&schema(name), layout).unwrap_or_else(|error| panic!("{error}"))
}

/// The lines of a file as the formatter prints them, which knows no comments.
pub(crate) fn formatted(path: &str, text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    lines(&prettyplease::unparse(&file))
}

/// The lines of a file that the formatter has printed, without what keeps rustfmt away from it.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let is_of_formatter = |line: &&str| {
        let is_comment = line.starts_with("// ");
        !(line.is_empty() || is_comment || line.starts_with("#![cfg_attr(rustfmt"))
    };
    let lines = text.lines().filter(is_of_formatter);
    lines.map(str::to_owned).collect()
}
