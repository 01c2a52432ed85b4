//! Members of sets.

use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::AttributeKind;

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
