//! Second attributes of fields in phases, in values that hold both.

use std::cmp::Reverse;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Attributes;
use crate::codec::EncodeError;
use crate::model::PhasedAttribute;

/// Makes the second attributes in an item follow from the others: they hold the same values, each in
/// its form, or are not there.
///
/// # Errors
/// A value that has no place in the other stored form of its field.
pub(crate) fn add_second_attributes(
    item: &mut Attributes,
    phased: &[PhasedAttribute],
) -> Result<(), EncodeError> {
    for attribute in inside_out(phased) {
        let mut parents = attribute.parents.iter();
        let entries = parents.try_fold(&mut *item, |entries, name| match entries.get_mut(*name) {
            Some(AttributeValue::M(entries)) => Some(entries),
            _ => None,
        });
        if let Some(entries) = entries {
            add_second_attribute(entries, attribute)?;
        }
    }
    Ok(())
}

/// Does the same for one field in the map that holds its attributes.
///
/// # Errors
/// A value that has no place in the other stored form of the field.
pub(crate) fn add_second_attribute(
    entries: &mut Attributes,
    attribute: &PhasedAttribute,
) -> Result<(), EncodeError> {
    match entries.get(attribute.name) {
        Some(value) if attribute.is_mirrored => {
            let other = attribute.of_other(value)?;
            entries.insert(attribute.other.to_owned(), other);
        }
        _ => drop(entries.remove(attribute.other)),
    }
    Ok(())
}

/// Returns the fields in an order in which one inside a field that is being renamed too comes before
/// that, so that both copies of it hold both attributes.
pub(crate) fn inside_out(phased: &[PhasedAttribute]) -> Vec<&PhasedAttribute> {
    let mut all: Vec<_> = phased.iter().collect();
    all.sort_by_key(|attribute| Reverse(attribute.parents.len()));
    all
}
