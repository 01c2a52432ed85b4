//! What `explain` says is true.

use dynamite_schema::diagnostics::{Diagnostics, ExampleKind, Explanation, codes, explain};

use crate::support::{diagnostics_of, summary};

/// The wrong example gives the code, and the right one is accepted.
pub(crate) fn assert_true(explanation: &Explanation, wrong: &Diagnostics, right: &Diagnostics) {
    assert!(
        wrong.iter().any(|one| one.code == explanation.code),
        "{}: the wrong example gives\n{}",
        explanation.code,
        summary(wrong)
    );
    assert!(
        !right.has_errors() && right.iter().all(|one| one.code != explanation.code),
        "{}: the right example gives\n{}",
        explanation.code,
        summary(right)
    );
}

#[test]
fn every_wrong_example_gives_its_code_and_every_right_one_is_accepted() {
    for explanation in codes() {
        // Those of migrations and expressions have tests of their own.
        if let Some(example) = explanation.example
            && matches!(example.kind, ExampleKind::Schema)
        {
            let [wrong, right] = [example.wrong, example.right].map(diagnostics_of);
            assert_true(explanation, &wrong, &right);
        }
    }
}

#[test]
fn codes_are_in_order_and_differ() {
    let names: Vec<_> = codes().map(|explanation| explanation.code.name()).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
}

#[test]
fn a_code_is_found_however_it_is_written() {
    for code in [
        "DM301",
        "dm301",
        "301",
        "DM 301",
        "DM-301",
        "error[DM301]",
        "[DM301]:",
    ] {
        let found = explain(code).map(|it| it.code.name());
        assert_eq!(found, Some("DM301"), "{code}");
    }
    assert_eq!(explain("1").map(|it| it.code.name()), Some("DM001"));
    for code in ["", "DM", "DM3011", "XM301", "DM30", "ä301"] {
        assert!(explain(code).is_none(), "{code}");
    }
}

#[test]
fn a_code_is_shown_as_markdown() {
    let shown = explain("dm301").expect("a known code").to_string();
    assert!(
        shown.starts_with("# DM301: a type is unknown\n\nA type is one of"),
        "{shown}"
    );
    assert!(
        shown.contains("```yaml\ntypes:\n  Profile: { age: int }\n```"),
        "{shown}"
    );
    assert!(explain("DM999").is_none());
}
