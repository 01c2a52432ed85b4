//! Projections.

use dynamite::expr::{DocumentPath, ExpressionError, Expressions};

use crate::model::{labels, lines, name};

fn paths() -> [DocumentPath; 3] {
    [
        name().into(),
        lines().at(0).sku().into(),
        labels().key("k").into(),
    ]
}

#[test]
fn attributes_and_paths_become_placeholders() {
    let mut expressions = Expressions::new();
    assert_eq!(expressions.projection(&["a", "b"]).unwrap(), "#0, #1");
    assert_eq!(
        expressions.projection_of_paths(&paths()).unwrap(),
        "#2, #3[0].#4, #5.#6"
    );
}

#[test]
fn a_path_given_twice_is_projected_once() {
    let twice = [paths(), paths()].concat();
    assert_eq!(
        Expressions::new().projection_of_paths(&twice).unwrap(),
        "#0, #1[0].#2, #3.#4"
    );
}

#[test]
fn paths_that_overlap_are_refused() {
    let overlapping = [lines().at(0).sku().into(), lines().into()];
    assert_eq!(
        Expressions::new()
            .projection_of_paths(&overlapping)
            .unwrap_err(),
        ExpressionError::Overlap {
            first: "lines[0].sku".to_owned(),
            second: "lines".to_owned(),
        }
    );
}
