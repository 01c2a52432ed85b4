//! What the tests share.

use std::path::{Path, PathBuf};

use dynamite_codegen::files::Files;
use dynamite_codegen::generate::{Layout, generate};
use dynamite_codegen::ir::Schema;

/// The schemas with golden output.
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

/// The folder of a golden schema: `schema/` goes in, `models/` comes out.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

/// A golden schema, checked.
pub(crate) fn schema(name: &str) -> Schema {
    let sources = dynamite_codegen::load(&folder(name).join("schema"))
        .unwrap_or_else(|problems| panic!("{problems}"));
    dynamite_codegen::check(sources)
        .unwrap_or_else(|problems| panic!("{problems}"))
        .schema
}

/// What is generated from it.
pub(crate) fn generated(name: &str, layout: Layout) -> Files {
    generate(&schema(name), layout).unwrap_or_else(|error| panic!("{error}"))
}
