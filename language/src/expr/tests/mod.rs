//! Expressions as a whole.

mod generate;
mod idempotent;
#[path = "../../../tests/expressions/items.rs"]
mod items;
mod language;
mod places;
mod random;

use std::collections::BTreeMap;

use dynamite_core::Number;
use dynamite_core::expr::Value;

use super::{Context, EvaluateError, ExampleFields, Expression, ExpressionText};
use crate::source::FileId;

fn compile(text: &str) -> Result<Expression, Vec<String>> {
    let source = ExpressionText::of_file(FileId(0), text);
    let compiled = Expression::compile(&source, &ExampleFields);
    compiled.map_err(|problems| {
        let problems = problems.into_iter();
        problems
            .map(|it| format!("{}: {}", it.code, it.message))
            .collect()
    })
}

fn number(text: &str) -> Value {
    Number::parse(text.as_bytes()).expect(text).into()
}

fn evaluate(
    expression: &Expression,
    item: &BTreeMap<String, Value>,
) -> Result<Value, EvaluateError> {
    expression.evaluate(&Context {
        now: "2026-01-31T12:00:00Z".parse().expect("a time"),
        attributes: item,
    })
}
