//! DynamoDB's limits of expressions, met before a request is sent.

use dynamite::expr::{Condition, ExpressionError, ExpressionKind, Expressions, UpdateExpression};
use dynamite::limits::{MAX_EXPRESSION_BYTES, MAX_EXPRESSION_OPERATORS, MAX_SUBSTITUTION_BYTES};

use crate::model::{Order, labels, quantity, seal};

fn render(condition: Condition<Order>) -> Result<String, ExpressionError> {
    Expressions::new().condition(ExpressionKind::Filter, condition)
}

/// `count` comparisons, which have `count - 1` operators between them.
fn comparisons(count: u32) -> Condition<Order> {
    Condition::any((0..count).map(|value| quantity().eq(value)))
}

#[test]
fn three_hundred_operators_are_the_limit() {
    let most = comparisons(150).and(!quantity().eq(1));
    assert_eq!(
        render(most).unwrap_err(),
        ExpressionError::TooManyOperators { operators: 302 }
    );
    assert!(render(!comparisons(150)).is_ok());
    assert_eq!(
        render(comparisons(151)).unwrap_err(),
        ExpressionError::TooManyOperators {
            operators: MAX_EXPRESSION_OPERATORS + 1
        }
    );
}

#[test]
fn a_condition_that_grows_without_end_keeps_its_first_error() {
    let grown = (0..100_000).fold(quantity().eq(0), |condition, value| {
        !(condition.and(quantity().eq(value))).or(quantity().ne(value))
    });
    let Err(ExpressionError::TooManyOperators { operators }) = render(grown) else {
        panic!("it has too many operators");
    };
    assert!((MAX_EXPRESSION_OPERATORS + 1..MAX_EXPRESSION_OPERATORS + 4).contains(&operators));
}

#[test]
fn the_text_of_an_expression_has_at_most_4096_bytes() {
    let longest = (1..2000)
        .map(|count| render(quantity().is_in(0..count)))
        .take_while(Result::is_ok)
        .last();
    let longest = longest.unwrap().unwrap();
    assert!((MAX_EXPRESSION_BYTES - 8..=MAX_EXPRESSION_BYTES).contains(&longest.len()));
    let error = render(quantity().is_in(0..2000)).unwrap_err();
    let ExpressionError::TooLong {
        kind: ExpressionKind::Filter,
        bytes,
    } = error
    else {
        panic!("{error}");
    };
    assert!(bytes > MAX_EXPRESSION_BYTES);
}

#[test]
fn an_update_keeps_to_the_limits_too() {
    let update = (0..400).fold(UpdateExpression::new(), |update, number| {
        update.set(labels().key(number.to_string()), "x")
    });
    let error = Expressions::new().update(update).unwrap_err();
    let ExpressionError::TooLong {
        kind: ExpressionKind::Update,
        ..
    } = error
    else {
        panic!("{error}");
    };
}

#[test]
fn names_and_values_have_at_most_2_mb() {
    let finish = |bytes: usize| {
        let mut expressions = Expressions::new();
        let condition = seal().eq(vec![0; bytes]);
        expressions.condition(ExpressionKind::Condition, condition)?;
        expressions.finish()
    };
    let most = MAX_SUBSTITUTION_BYTES - "seal".len();
    assert!(finish(most).is_ok());
    assert_eq!(
        finish(most + 1).unwrap_err(),
        ExpressionError::TooLarge {
            bytes: MAX_SUBSTITUTION_BYTES + 1
        }
    );
}
