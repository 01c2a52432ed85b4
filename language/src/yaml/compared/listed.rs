//! Differences between the two libraries, with their reasons.

use super::readings::Difference::{self, AcceptedHere, RefusedHere};
use super::readings::Readings;

/// The reason for differences by long integers.
const LONG_INTEGERS: &str = "the other library has no integers of more than 64 bits";

/// The schema files that are read differently.
pub(super) const FILES: &[(&str, Difference, &str)] = &[
    (
        "codegen/tests/golden/every_type/schema/every_type.yaml",
        AcceptedHere,
        LONG_INTEGERS,
    ),
    (
        "language/tests/schemas/fail/field_rules.yaml",
        AcceptedHere,
        LONG_INTEGERS,
    ),
    (
        "language/tests/schemas/pass/rules.yaml",
        AcceptedHere,
        LONG_INTEGERS,
    ),
    (
        "language/tests/schemas/fail/repeated_keys.yaml",
        AcceptedHere,
        "repeated keys are found here when declarations are read",
    ),
    (
        "language/tests/schemas/fail/yaml_and_others/broken.yaml",
        RefusedHere,
        "merge keys are no part of the schema language",
    ),
    (
        "language/tests/schemas/fail/yaml_blank_block.yaml",
        RefusedHere,
        "`card:{ last4:` is a key to YAML, and meant to be a map",
    ),
    (
        "language/tests/schemas/fail/yaml_blank_in_braces.yaml",
        RefusedHere,
        "`id:ulid` is a key to YAML, and meant to be a key with a value",
    ),
    (
        "language/tests/schemas/fail/yaml_deep.yaml",
        RefusedHere,
        "the other library allows twice the depth",
    ),
    (
        "language/tests/schemas/fail/yaml_key.yaml",
        RefusedHere,
        "keys are text in the schema language",
    ),
    (
        "language/tests/schemas/fail/yaml_map_as_key.yaml",
        RefusedHere,
        "keys are text in the schema language",
    ),
];

/// A predicate that returns `true` for differences of one kind.
type IsOfKind = fn(&Readings<'_>, Difference) -> bool;

/// The kinds of differences between readings of inputs found by fuzzing. A difference is of one
/// kind.
pub(super) const KINDS: &[(&str, IsOfKind)] = &[
    (
        "tags are no part of the schema language",
        |readings, difference| difference == RefusedHere && readings.is_refused_for("DM013"),
    ),
    (
        "keys are text in the schema language",
        |readings, difference| difference == RefusedHere && readings.is_refused_for("DM017"),
    ),
    (
        "repeated keys are found here when declarations are read",
        |readings, difference| {
            difference == AcceptedHere && readings.other_says("duplicate entry with key")
        },
    ),
    (
        "block text that is all of a file need not be indented in YAML 1.2",
        |readings, difference| {
            difference == AcceptedHere
                && readings.text.starts_with('|')
                && readings.other_says("more than one document")
        },
    ),
    (
        "a line of tabs is an empty line in YAML 1.2",
        |readings, difference| {
            let mut lines = readings.text.split(['\r', '\n']);
            difference == AcceptedHere
                && lines.any(|line| line.starts_with('\t') && line.trim().is_empty())
                && readings.other_says("character that cannot start any token")
        },
    ),
    (
        "a colon in braces ends a key in front of a bracket, and begins text in front of text",
        |readings, difference| {
            let text = readings.text;
            difference == AcceptedHere
                && ((text.contains(":}") && readings.other_says("unexpected ':'"))
                    || (text.contains(": :") && readings.other_says("expected node content")))
        },
    ),
];
