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
    let lacking = match to.find(item)? {
        Found::NoParent => None,
        Found::Nothing => {
            // `ADD` takes no `NULL`, and makes a set where there is nothing.
            let changes = attribute.set(members.clone());
            return Ok(Some(Due::of(to, changes, to.is_free())));
        }
        Found::Value(set) => lacking(set, members).map_err(|_| no_set(to))?,
    };
    // A request that arrives late finds the member, and does not raise the version of the item again.
    Ok(lacking.map(|member| {
        let is_set = attribute.is_kind(kind(members));
        let changes = attribute.added(members.clone());
        Due::of(to, changes, is_set.and(!attribute.contains(member)))
    }))
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
    let had = had(set, members).map_err(|_| no_set(from))?;
    Ok(had.map(|member| {
        let is_set = attribute.is_kind(kind(members));
        let changes = attribute.taken(members.clone());
        Due::of(from, changes, is_set.and(attribute.contains(member)))
    }))
}

fn no_set(place: &Place) -> Reject {
    place.reject("it is stored as no set of this kind")
}

/// Another value than a set of the kind that is looked for.
#[derive(Debug, PartialEq)]
struct NoSet;

/// Returns one of these members that a set lacks; `None` if it has all.
fn lacking(
    set: &AttributeValue,
    members: &AttributeValue,
) -> Result<Option<AttributeValue>, NoSet> {
    first(set, members, false)
}

/// Returns one of these members that a set has; `None` if it has none.
fn had(set: &AttributeValue, members: &AttributeValue) -> Result<Option<AttributeValue>, NoSet> {
    first(set, members, true)
}

/// The first of the members that is there, or is not.
fn first(
    set: &AttributeValue,
    members: &AttributeValue,
    is_there: bool,
) -> Result<Option<AttributeValue>, NoSet> {
    use AttributeValue as V;
    let present = present(set, members).ok_or(NoSet)?;
    let position = present.iter().position(|it| *it == is_there);
    Ok(position.and_then(|position| match members {
        V::Ss(members) => members.get(position).cloned().map(V::S),
        V::Ns(members) => members.get(position).cloned().map(V::N),
        V::Bs(members) => members.get(position).cloned().map(V::B),
        _ => None,
    }))
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

    use super::{NoSet, had, lacking};

    fn set(members: &[&str]) -> V {
        V::Ss(members.iter().map(|member| (*member).to_owned()).collect())
    }

    #[test]
    fn members_are_looked_for_in_sets_of_their_kind() {
        let stored = set(&["a", "b"]);
        let member = |name: &str| Some(V::S(name.to_owned()));
        assert_eq!(lacking(&stored, &set(&["b"])), Ok(None));
        assert_eq!(lacking(&stored, &set(&["b", "c"])), Ok(member("c")));
        assert_eq!(had(&stored, &set(&["c", "b"])), Ok(member("b")));
        assert_eq!(had(&stored, &set(&["c"])), Ok(None));
        assert_eq!(had(&V::L(vec![]), &set(&["c"])), Err(NoSet));
    }
}
