//! The table is true: every example has the value that it says.

use std::collections::{BTreeMap, BTreeSet};

use dynamite_core::expr::Value;

use super::{Count, FAMILIES, all};
use crate::expr::{Context, ExampleFields, Expression, ExpressionText};
use crate::source::FileId;

/// The value of an expression without an item, at noon of 31 January 2026.
fn value(text: &str) -> Value {
    let source = ExpressionText::of_file(FileId(0), text);
    let expression = Expression::compile(&source, &ExampleFields);
    let expression = expression.unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let nothing = BTreeMap::new();
    let context = Context {
        now: "2026-01-31T12:00:00Z".parse().expect("a time"),
        attributes: &nothing,
    };
    let value = expression.evaluate(&context);
    let value = value.unwrap_or_else(|error| panic!("{text}: {error}"));
    assert!(
        expression.ty().admits(&value),
        "{text} is not {}",
        expression.ty()
    );
    value
}

#[test]
fn every_example_has_the_value_that_it_says() {
    let mut wrong = Vec::new();
    for function in all() {
        assert!(!function.examples.is_empty(), "{}", function.name);
        for (example, expected) in function.examples {
            assert!(example.contains(function.name), "{example}");
            let (found, expected_value) = (value(example), value(expected));
            if found != expected_value {
                wrong.push(format!("{example} is {found:?}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_unique_and_what_is_said_elsewhere_is_no_function_here() {
    let mut names = BTreeSet::new();
    for function in all() {
        assert!(names.insert(function.name), "{}", function.name);
    }
    assert!(names.len() > 60, "{}", names.len());
    let mut others = BTreeSet::new();
    for (function, other) in all().flat_map(|it| it.elsewhere.iter().map(move |o| (it, *o))) {
        assert!(!names.contains(other), "{other} of {}", function.name);
        assert!(other == other.to_lowercase(), "{other}");
        others.insert(other);
    }
}

#[test]
fn only_last_parameters_take_another_number_than_one() {
    for function in all() {
        for signature in function.signatures {
            let counts: Vec<_> = signature.parameters.iter().map(|it| it.count).collect();
            let first = counts.iter().position(|it| *it != Count::One);
            let rest = first.map_or(&[][..], |it| &counts[it..]);
            let is_optional = rest.iter().all(|it| *it == Count::Optional);
            assert!(
                is_optional || rest.len() == 1,
                "{}{signature}",
                function.name
            );
        }
    }
    assert!(FAMILIES.iter().all(|family| !family.functions.is_empty()));
}
