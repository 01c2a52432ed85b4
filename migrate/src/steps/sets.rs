//! Sets and values, compared as DynamoDB compares them.

use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::AttributeKind;

/// Returns `true` if two values are the same. The members of a set have no order.
pub(super) fn is_same(one: &AttributeValue, other: &AttributeValue) -> bool {
    use AttributeValue as V;
    match (one, other) {
        (V::Ss(one), V::Ss(other)) | (V::Ns(one), V::Ns(other)) => same_members(one, other),
        (V::Bs(one), V::Bs(other)) => {
            one.len() == other.len() && one.iter().all(|member| other.contains(member))
        }
        (V::L(one), V::L(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        (V::M(one), V::M(other)) => {
            let is_in = |(name, value): (&String, &AttributeValue)| {
                other.get(name).is_some_and(|other| is_same(value, other))
            };
            one.len() == other.len() && one.iter().all(is_in)
        }
        (one, other) => one == other,
    }
}

fn same_members(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && {
        let other: HashSet<_> = other.iter().collect();
        one.iter().all(|member| other.contains(member))
    }
}

/// Returns `true` if a set has all of these members; `None` if it is no set of this kind.
pub(super) fn has_all(set: &AttributeValue, members: &AttributeValue) -> Option<bool> {
    Some(present(set, members)?.into_iter().all(|is_there| is_there))
}

/// Returns `true` if a set has one of these members; `None` if it is no set of this kind.
pub(super) fn has_any(set: &AttributeValue, members: &AttributeValue) -> Option<bool> {
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
pub(super) fn kind(set: &AttributeValue) -> AttributeKind {
    match set {
        AttributeValue::Ns(_) => AttributeKind::NumberSet,
        AttributeValue::Bs(_) => AttributeKind::BinarySet,
        _ => AttributeKind::StringSet,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::types::AttributeValue as V;

    use super::{has_all, has_any, is_same};

    fn set(members: &[&str]) -> V {
        V::Ss(members.iter().map(|member| (*member).to_owned()).collect())
    }

    #[test]
    fn sets_have_no_order_wherever_they_are() {
        let (one, other) = (set(&["a", "b"]), set(&["b", "a"]));
        assert!(is_same(&one, &other));
        let inside = |set: &V| V::M(HashMap::from([("s".to_owned(), V::L(vec![set.clone()]))]));
        assert!(is_same(&inside(&one), &inside(&other)));
        assert!(!is_same(&inside(&one), &inside(&set(&["a", "c"]))));
        assert!(!is_same(&one, &set(&["a"])));
        assert!(!is_same(&one, &V::Ns(vec!["1".to_owned()])));
        assert!(!is_same(&V::L(vec![V::Bool(true)]), &V::L(vec![])));
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
