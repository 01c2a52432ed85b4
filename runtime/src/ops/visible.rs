//! What a query can see of its items, and filter by.

use super::visibility::Visibility;
use crate::expr::{Condition, DocumentPath, ExpressionError};
use crate::model::{Index, Model, Row};

/// Refuses a selection or filter of attributes that the index does not hold, and a filter on the
/// key that the query is of: DynamoDB would refuse them, or see the attributes as absent.
pub(super) fn check<I: Index>(
    selected: Option<&[DocumentPath]>,
    filter: Option<&Condition<I::Model>>,
) -> Result<(), ExpressionError> {
    for path in selected.unwrap_or_default() {
        check_held::<I>(path.root)?;
    }
    let mut result = Ok(());
    if let Some(filter) = filter {
        filter.for_each_path(&mut |path| {
            if result.is_ok() {
                result = check_held::<I>(path.root).and_then(|()| check_filter::<I>(path.root));
            }
        });
    }
    result
}

/// The filter that shows these items. An index that has the time of deletion in its key needs
/// none, and DynamoDB would refuse it: what is not deleted is not in it.
pub(super) fn filter<I: Index>(visibility: Visibility) -> Option<Condition<I::Model>> {
    let deleted = I::Model::DESCRIPTOR.deleted?.attribute;
    if is_key_attribute::<I>(deleted) {
        return None;
    }
    visibility.filter()
}

fn check_held<I: Index>(attribute: &'static str) -> Result<(), ExpressionError> {
    match I::NAME {
        Some(index) if !I::Row::ATTRIBUTES.contains(&attribute) => {
            Err(ExpressionError::NotProjected { attribute, index })
        }
        _ => Ok(()),
    }
}

fn check_filter<I: Index>(attribute: &'static str) -> Result<(), ExpressionError> {
    if is_key_attribute::<I>(attribute) {
        return Err(ExpressionError::FilterOnKey { attribute });
    }
    Ok(())
}

/// Whether the attribute is part of the key that the query is of. The table's key is not, if that
/// is an index.
fn is_key_attribute<I: Index>(attribute: &str) -> bool {
    let table = I::Model::DESCRIPTOR.table;
    match I::NAME.and_then(|name| table.index(name)) {
        Some(index) => index.key_names().any(|name| name == attribute),
        None => table.key_names().any(|name| name == attribute),
    }
}
