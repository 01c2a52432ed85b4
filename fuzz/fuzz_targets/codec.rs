//! Any bytes as an item in DynamoDB JSON: both transports agree on it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| dynamite::fuzzing::item(bytes));
