//! Changes of fields that get another stored form, made to both of their attributes.
//!
//! What the second attribute becomes cannot be said in terms of the first: DynamoDB converts nothing. A
//! value that is set as a whole is converted before it is sent. What any other change makes of the first is
//! worked out from the stored item.

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use super::evaluate::{Item, evaluate_possible};
use crate::codec::EncodeError;
use crate::expr::stored::find;
use crate::model::PhasedAttribute;
use crate::path::DocumentPath;

/// Returns `true` if the value that the second attribute becomes follows from the change alone, of the first
/// attribute at this path.
pub(super) fn is_whole(action: &Action, path: &DocumentPath) -> bool {
    action.path == *path && matches!(action.change, PathChange::Set(_) | PathChange::Remove)
}

/// Returns the change of the second attribute. `changes` are those of the first; `stored` is the item before
/// them. `None` if it follows from the item, which is not known.
///
/// # Errors
/// If the value has no place in the other form, or is none of the field.
pub(super) fn second(
    changes: &[Action],
    attribute: &PhasedAttribute,
    stored: Option<&Item>,
) -> Result<Option<Action>, EncodeError> {
    let path = attribute.path();
    let whole = match (changes, stored) {
        ([only], _) if is_whole(only, &path) => match &only.change {
            PathChange::Set(value) => Some(value.clone()),
            _ => None,
        },
        (_, Some(item)) => find(&evaluate_possible(changes, item), &path).cloned(),
        (_, None) => return Ok(None),
    };
    // `NULL` is the same as nothing.
    let whole = whole.filter(|value| !matches!(value, AttributeValue::Null(_)));
    let whole = whole.map(|value| attribute.of_other(&value)).transpose()?;
    let change = whole.map_or(PathChange::Remove, PathChange::Set);
    Ok(Some(Action::new(attribute.other_path(), change)))
}
