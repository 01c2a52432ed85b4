//! Any text as an expression: one that has a value of its type, or none, for every item, or problems at
//! places in it.
#![no_main]

#[path = "../../language/tests/expressions/answer.rs"]
mod answer;
#[path = "../../language/tests/expressions/items.rs"]
mod items;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| answer::assert_answered(text));
