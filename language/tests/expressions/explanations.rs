//! What `explain` says of expressions is true.

use dynamite_schema::diagnostics::{ExampleKind, codes};
use dynamite_schema::expr::ExampleFields;

use crate::diagnostics;

#[test]
fn every_wrong_example_gives_its_code_and_every_right_one_none() {
    let mut examples = 0;
    for explanation in codes() {
        let Some(example) = explanation.example else {
            continue;
        };
        if example.kind != ExampleKind::Expression {
            continue;
        }
        examples += 1;
        let wrong = diagnostics(example.wrong, &ExampleFields);
        let found: Vec<_> = wrong.iter().map(|one| one.code).collect();
        assert_eq!(found, [explanation.code], "{}", example.wrong);
        let right = diagnostics(example.right, &ExampleFields);
        assert!(right.is_empty(), "{right}");
    }
    assert_eq!(examples, 8);
}
