//! Any text as a schema file: a schema whose code can be generated, or problems at places in it.
#![no_main]

#[path = "../../codegen/tests/generate/answer.rs"]
mod answer;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| answer::assert_answered(text));
