//! Any text as a cursor, and any key as a position.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| dynamite::fuzzing::cursor(bytes));
