//! What holds for any text as an expression. The fuzz target `expression` runs this too.

use dynamite_schema::expr::{Context, ExampleFields, Expression, ExpressionText};
use dynamite_schema::source::FileId;
use fastrand::Rng;

use crate::items::Items;

/// Number of items on which an expression is evaluated.
const ITEMS: usize = 4;

/// Compiles a text: it has problems at places in it, or it is an expression that has a value of its type,
/// or none, for every item, and is the same after it was written out.
///
/// # Panics
/// When it is not so.
pub(crate) fn assert_answered(text: &str) {
    match compile(text) {
        Ok(expression) => assert_evaluated(&expression, text),
        Err(outside) => assert_eq!(outside, None, "a place outside of {text}"),
    }
}

/// The expression, or the place of a problem that is not in the text.
fn compile(text: &str) -> Result<Expression, Option<std::ops::Range<u32>>> {
    let source = ExpressionText::of_file(FileId(0), text);
    Expression::compile(&source, &ExampleFields).map_err(|problems| {
        assert!(!problems.is_empty(), "refused without a problem: {text}");
        let labels = problems.into_iter().flat_map(|problem| problem.labels);
        let mut places = labels.map(|label| label.span.start..label.span.end);
        places.find(|place| text.get(place.start as usize..place.end as usize).is_none())
    })
}

fn assert_evaluated(expression: &Expression, text: &str) {
    let written = expression.to_string();
    let again = compile(&written).ok();
    let mut rng = Rng::with_seed(text.len() as u64);
    for _ in 0..ITEMS {
        let item = Items { rng: &mut rng }.item();
        let context = Context {
            now: jiff::Timestamp::UNIX_EPOCH,
            attributes: &item,
        };
        let value = expression.evaluate(&context);
        if let Ok(value) = &value {
            assert!(expression.ty().admits(value), "{text} is {value:?}");
        }
        // A text at the limits may be longer when it is written out.
        if let Some(again) = &again {
            let (one, other) = (value.map_err(|it| it.problem), again.evaluate(&context));
            assert_eq!(one, other.map_err(|it| it.problem), "{text} and {written}");
        }
    }
}
