//! Any bytes as a schema file: a schema whose code can be generated, or problems at places in it.
#![no_main]

use dynamite_codegen::generate::{Layout, generate};
use dynamite_codegen::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::default();
    sources.add("fuzz.yaml", text);
    match dynamite_codegen::check(sources) {
        Ok(checked) => {
            generate(&checked.schema, Layout::CheckedIn).expect("a checked schema can be generated");
        }
        Err(diagnostics) => assert!(diagnostics.has_errors()),
    }
});
