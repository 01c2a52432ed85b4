//! Any text as a migration file: a migration, or problems at places in it.
#![no_main]

#[path = "../../language/tests/migrate/answer.rs"]
mod answer;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| answer::assert_answered(text));
