//! Members of sets.

use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::AttributeKind;

use super::Due;
use super::place::{Found, Place};
use crate::rewrite::Reject;
use crate::values::Attributes;

/// Adds members that a set does not have. Where there is none, it becomes one of these.
pub(super) fn add_members(
    to: &Place,
    members: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let attribute = to.attribute();
    let is_due = match to.find(item)? {
        Found::NoParent => false,
        Found::Nothing => {
            // `ADD` takes no `NULL`, and makes a set where there is nothing.
            let changes = attribute.set(members.clone());
            return Ok(Some(Due::of(to, changes, to.is_free())));
        }
        Found::Value(set) => !has_all(set, members).ok_or_else(|| no_set(to))?,
    };
    let is_set = attribute.is_kind(kind(members));
    Ok(is_due.then(|| Due::of(to, attribute.added(members.clone()), is_set)))
}

/// Removes members that a set has.
pub(super) fn remove_members(
    from: &Place,
    members: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let Found::Value(set) = from.find(item)? else {
        return Ok(None);
    };
    let attribute = from.attribute();
    let is_due = has_any(set, members).ok_or_else(|| no_set(from))?;
    let is_set = attribute.is_kind(kind(members));
    Ok(is_due.then(|| Due::of(from, attribute.taken(members.clone()), is_set)))
}

fn no_set(place: &Place) -> Reject {
    place.reject("it is stored as no set of this kind")
}

/// Returns `true` if a set has all of these members; `None` if it is no set of this kind.
fn has_all(set: &AttributeValue, members: &AttributeValue) -> Option<bool> {
    Some(present(set, members)?.into_iter().all(|is_there| is_there))
}

/// Returns `true` if a set has one of these members; `None` if it is no set of this kind.
fn has_any(set: &AttributeValue, members: &AttributeValue) -> Option<bool> {
    Some(present(set, members)?.into_iter().any(|is_there| is_there))
}

/// Says of each member whether it is in a set.
fn present(set: &AttributeValue, members: &AttributeValue) -> Option<Vec<bool>> {
    use AttributeValue as V;
    Some(match (set, members) {
        (V::Ss(set), V::Ss(members)) | (V::Ns(set), V::Ns(members)) => {
            let set: HashSet<_> = set.iter().collect();
            members.iter().map(|member| set.contains(member)).collect()
        }
        (V::Bs(set), V::Bs(members)) => members.iter().map(|member| set.contains(member)).collect(),
        _ => return None,
    })
}

/// The kind of a set.
fn kind(set: &AttributeValue) -> AttributeKind {
    match set {
        AttributeValue::Ns(_) => AttributeKind::NumberSet,
        AttributeValue::Bs(_) => AttributeKind::BinarySet,
        _ => AttributeKind::StringSet,
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::AttributeValue as V;

    use super::{has_all, has_any};

    fn set(members: &[&str]) -> V {
        V::Ss(members.iter().map(|member| (*member).to_owned()).collect())
    }

    #[test]
    fn members_are_looked_for_in_sets_of_their_kind() {
        let stored = set(&["a", "b"]);
        assert_eq!(has_all(&stored, &set(&["b"])), Some(true));
        assert_eq!(has_all(&stored, &set(&["b", "c"])), Some(false));
        assert_eq!(has_any(&stored, &set(&["b", "c"])), Some(true));
        assert_eq!(has_any(&stored, &set(&["c"])), Some(false));
        assert_eq!(has_any(&V::L(vec![]), &set(&["c"])), None);
    }
}
