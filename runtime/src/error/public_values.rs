//! Texts for the callers of a service about values that were given.

use crate::codec::{EncodeError, EncodeProblem};
use crate::expr::ExpressionError;

/// Returns what is wrong with a value of this model, if it is known.
pub(super) fn encode(model: Option<&str>, error: &EncodeError) -> String {
    let model = model.unwrap_or(error.model());
    let attribute = error.attribute();
    let subject = match (model.is_empty(), attribute.is_empty()) {
        (true, true) => "a value".to_owned(),
        (true, false) => format!("`{attribute}`"),
        (false, true) => model.to_owned(),
        (false, false) => format!("{model}: `{attribute}`"),
    };
    format!("{subject} {}", predicate(error.problem()))
}

/// Returns the end of a sentence about the value.
fn predicate(problem: &EncodeProblem) -> String {
    use EncodeProblem as P;
    let text = match problem {
        P::EmptyKey => "must not be empty",
        P::KeyTooLong { limit, .. } => return format!("must not be longer than {limit} bytes"),
        P::NotFinite => "must be a finite number",
        P::TooManyDigits => "must not have more than 38 digits",
        P::NumberOutOfRange => "is out of the range of numbers",
        P::YearOutOfRange => "must be in the years 0000 to 9999",
        P::ItemTooLarge { .. } => "is too large",
        P::NestedTooDeep => "is nested too deep",
        P::EmptySet => "must not have an empty set in it",
        P::EmptyName => "must not have an empty key in it",
        P::Codec(error) => return format!("is not accepted: {error}"),
        // Of the program.
        P::NotANumber
        | P::RepeatedMember
        | P::NoKey { .. }
        | P::KeyChange
        | P::OtherKey
        | P::Declared => "is not accepted",
    };
    text.to_owned()
}

/// Returns what is wrong with a value that something was asked by.
pub(super) fn expression(error: &ExpressionError) -> String {
    use ExpressionError as E;
    match error {
        E::Encode(error) => encode(None, error),
        E::EmptyRange { attribute } => {
            format!("the range of `{attribute}` has its lower bound above the upper one")
        }
        E::NarrowRange { attribute } => format!("the range of `{attribute}` is too narrow"),
        E::RefusedKey { bytes: 0, .. } => "a key must not be empty".to_owned(),
        E::RefusedKey { .. } => "a key is too long".to_owned(),
        E::EmptyPage => "the limit must be at least 1".to_owned(),
        // Of the program.
        _ => super::public_message::INTERNAL.to_owned(),
    }
}
