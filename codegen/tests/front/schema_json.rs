//! The JSON Schema that editors use.

use std::fs;

use dynamite_codegen::json_schema;

use crate::support::bless;

const CHECKED_IN: &str = "../schemas/dynamite.schema.json";

#[test]
fn the_checked_in_json_schema_is_fresh() {
    let fresh = json_schema();
    if bless() {
        fs::write(CHECKED_IN, &fresh).expect("the JSON Schema can be rewritten");
    }
    let checked_in = fs::read_to_string(CHECKED_IN).unwrap_or_default();
    assert!(
        checked_in == fresh,
        "run this test with DYNAMITE_BLESS=1 and commit {CHECKED_IN}"
    );
}
