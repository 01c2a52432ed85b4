//! What cannot be sent is refused when the request is built, with a remedy.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::codec::EncodeProblem;
use dynamite::expr::{
    Comparison, Condition, ExpressionError, ExpressionKind, Expressions, UpdateExpression,
};
use dynamite::limits::MAX_ATTRIBUTE_NAME_BYTES;

use crate::model::{Order, grid, labels, lines, name, note, quantity, ratio, tags, total};
use crate::readable::{condition, update};

#[test]
fn conditions_that_dynamodb_would_refuse_say_what_to_do() {
    let table = [
        (
            quantity().is_in([0; 0]),
            "`is_in` on `quantity` has no values, so that nothing matches: give at least one, or leave the request out",
        ),
        (
            tags().is_in([BTreeSet::new()]),
            "`is_in` on `tags` has an empty set, which is stored as an absent attribute: use `.eq(..)` for that case, joined by `.or(..)`",
        ),
        (
            name().between("b", "a"),
            "`between` on `name` has its lower bound above the upper one: swap them",
        ),
        (
            name().size().between(2, 1),
            "`between` on `size(name)` has its lower bound above the upper one: swap them",
        ),
        (
            total().compare_to(Comparison::Lt, &total()),
            "`total` is compared with itself: compare it with another attribute or a value",
        ),
        (
            Condition::all([]),
            "`Condition::all` or `Condition::any` has no conditions: give at least one, or leave the condition out",
        ),
        (
            Condition::any([]),
            "`Condition::all` or `Condition::any` has no conditions: give at least one, or leave the condition out",
        ),
    ];
    for (refused, expected) in table {
        assert_eq!(condition(refused), format!("error: {expected}"));
    }
}

#[test]
fn a_value_that_cannot_be_written_is_the_error_of_the_request() {
    let not_finite = || ratio().eq(f64::NAN);
    let wrapped = [
        not_finite(),
        !not_finite(),
        not_finite().and(name().eq("a")),
        name().eq("a").or(not_finite()),
        name().eq("a").and(not_finite()).or(Condition::all([])),
        ratio().is_in([1.0, f64::NAN]),
        ratio().gt(f64::INFINITY),
    ];
    for tested in wrapped {
        let error = Expressions::new()
            .condition(ExpressionKind::Condition, tested)
            .unwrap_err();
        let ExpressionError::Encode(error) = error else {
            panic!("{error}");
        };
        assert_eq!(error.problem(), &EncodeProblem::NotFinite);
        assert_eq!(error.attribute(), "ratio");
    }
}

#[test]
fn errors_of_values_name_the_whole_path() {
    let error = Expressions::new()
        .update(UpdateExpression::<Order>::new().set(grid().at(1).at(2), f64::NAN))
        .unwrap_err();
    let ExpressionError::Encode(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.attribute(), "grid[1][2]");
}

#[test]
fn paths_that_overlap_are_refused_with_both_names() {
    let none = UpdateExpression::<Order>::new;
    let twice = "given twice, and DynamoDB accepts one action for a path: keep one of them";
    let table = [
        (
            none().set(name(), "a").set(name(), "b"),
            format!("`name` is {twice}"),
        ),
        (
            none().remove_at(lines(), 1).remove_at(lines(), 1),
            format!("`lines[1]` is {twice}"),
        ),
        (
            none().set(lines(), vec![]).set(lines().at(0).sku(), "a"),
            "`lines` and `lines[0].sku` overlap, and DynamoDB accepts one action for a path and all inside it: keep one of them, or use two requests".to_owned(),
        ),
        (
            none().remove(labels().key("k")).set(labels(), BTreeMap::new()),
            "`labels.?` and `labels` overlap, and DynamoDB accepts one action for a path and all inside it: keep one of them, or use two requests".to_owned(),
        ),
    ];
    for (refused, expected) in table {
        assert_eq!(update(refused), format!("error: {expected}"));
    }
    let apart = none()
        .set(lines().at(0).sku(), "a")
        .set(lines().at(1).sku(), "a")
        .remove(labels().key("k"))
        .remove(labels().key("l"))
        .remove(note());
    assert!(!update(apart).starts_with("error"));
}

#[test]
fn keys_of_maps_that_dynamodb_does_not_have_are_refused() {
    let expected =
        "error: `labels.?` has an empty key, and DynamoDB does not: give it at least one character";
    assert_eq!(condition(labels().key("").exists()), expected);
    let none = UpdateExpression::<Order>::new;
    assert_eq!(update(none().set(labels().key(""), "x")), expected);
    let longest = "k".repeat(MAX_ATTRIBUTE_NAME_BYTES);
    assert!(!condition(labels().key(&*longest).exists()).starts_with("error"));
    assert_eq!(
        condition(labels().key(longest + "k").exists()),
        "error: a path has a key of 65536 bytes, and DynamoDB accepts 65535: shorten it"
    );
}
