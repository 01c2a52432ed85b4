//! Changes of fields that are being renamed or retyped, made to both of their attributes.
//!
//! The second attribute becomes what the first one becomes, whatever is stored in the second. What
//! can be said of a whole attribute in terms of the first is set so:
//! `SET old = if_not_exists(old, :zero) + :n, new = if_not_exists(old, :zero) + :n`. Changes inside a
//! value, and of members of sets, have no such form. They are made to both, which is right if both were
//! equal; else the second is set to its whole new value, which follows from the stored item.
//!
//! Fields that get another stored form are [another matter](super::retyped).

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use super::evaluate::{Item, evaluate_possible};
use super::retyped;
use crate::codec::EncodeError;
use crate::expr::stored::is_same_or_absent;
use crate::model::PhasedAttribute;
use crate::path::DocumentPath;

/// Returns the changes with those of the second attributes. If `stored` is the item before, an attribute
/// that differs there is set as a whole; without it, both are taken to be equal.
///
/// # Errors
/// A value that has no place in the other stored form of its field.
pub(crate) fn mirrored(
    mut actions: Vec<Action>,
    phased: &[PhasedAttribute],
    stored: Option<&Item>,
) -> Result<Vec<Action>, EncodeError> {
    let mut others = Vec::new();
    for attribute in phased {
        let of_first = actions.iter().filter(|it| it.path.root == attribute.name);
        let of_first: Vec<_> = of_first.cloned().collect();
        if of_first.is_empty() {
            continue;
        }
        let path = DocumentPath::attribute(attribute.other);
        if !attribute.is_mirrored {
            others.push(Action::new(path, PathChange::Remove));
            continue;
        }
        if attribute.is_retyped() {
            others.extend(retyped::second(&of_first, attribute, stored)?);
            continue;
        }
        match stored.filter(|item| differs(attribute, item)) {
            Some(item) if !of_first.iter().all(is_exact) => {
                let mut after = evaluate_possible(&of_first, item);
                let whole = after.remove(attribute.name);
                let change = whole.map_or(PathChange::Remove, PathChange::Set);
                others.push(Action::new(path, change));
            }
            _ => others.extend(of_first.iter().map(|it| of_second(it, attribute))),
        }
    }
    actions.append(&mut others);
    Ok(actions)
}

/// Returns `true` if the change of the second attribute can be said without knowing what is stored, so
/// that it is right whatever the second has been.
pub(crate) fn is_mirrored_exactly(action: &Action, attribute: &PhasedAttribute) -> bool {
    if attribute.is_retyped() {
        retyped::is_whole(action)
    } else {
        is_exact(action)
    }
}

/// Returns `true` if the change of an equal attribute can be said in terms of the first.
fn is_exact(action: &Action) -> bool {
    action.path.rest.is_empty()
        && match &action.change {
            PathChange::Add(added) => added.is_n(),
            PathChange::Delete(_) => false,
            PathChange::Set(_)
            | PathChange::SetIfAbsent(_)
            | PathChange::Copy(_)
            | PathChange::Plus(_)
            | PathChange::Minus(_)
            | PathChange::Append(_)
            | PathChange::Prepend(_)
            | PathChange::Remove => true,
        }
}

/// Returns the same change of the second attribute.
fn of_second(action: &Action, attribute: &PhasedAttribute) -> Action {
    let path = DocumentPath {
        root: attribute.other,
        rest: action.path.rest.clone(),
    };
    let is_exact = is_exact(action);
    let change = match &action.change {
        // What `ADD` adds to is the attribute itself.
        PathChange::Add(amount @ AttributeValue::N(_)) if is_exact => {
            PathChange::Plus(amount.clone())
        }
        change => change.clone(),
    };
    Action {
        start: action.start.clone(),
        operand: is_exact.then(|| action.path.clone()),
        ..Action::new(path, change)
    }
}

fn differs(attribute: &PhasedAttribute, item: &Item) -> bool {
    !is_same_or_absent(item.get(attribute.name), item.get(attribute.other))
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use proptest::prelude::*;

    use super::super::evaluate::evaluate;
    use super::*;
    use crate::expr::UpdateExpression;
    use crate::expr::update::source::Source;
    use crate::path::Step;

    const NAME: PhasedAttribute = PhasedAttribute::mirrored("old", "new");

    fn number(value: u8) -> AttributeValue {
        AttributeValue::N(value.to_string())
    }

    fn strings(members: &[&str]) -> AttributeValue {
        AttributeValue::Ss(members.iter().map(ToString::to_string).collect())
    }

    fn list(elements: impl IntoIterator<Item = u8>) -> AttributeValue {
        AttributeValue::L(elements.into_iter().map(number).collect())
    }

    fn map(entries: impl IntoIterator<Item = (&'static str, u8)>) -> AttributeValue {
        let entries = entries.into_iter();
        AttributeValue::M(
            entries
                .map(|(name, it)| (name.to_owned(), number(it)))
                .collect(),
        )
    }

    fn value() -> impl Strategy<Value = AttributeValue> {
        prop_oneof![
            (0..3_u8).prop_map(number),
            prop::sample::subsequence(vec!["a", "b", "c"], 1..3).prop_map(|it| strings(&it)),
            prop::collection::vec(0..3_u8, 0..3).prop_map(list),
            prop::collection::hash_map(prop::sample::select(vec!["x", "y"]), 0..3_u8, 0..3)
                .prop_map(map),
            Just(AttributeValue::Null(true)),
        ]
    }

    fn item() -> impl Strategy<Value = Item> {
        let names = prop::sample::select(vec!["old", "new", "other"]);
        let names = names.prop_map(str::to_owned);
        prop::collection::hash_map(names, value(), 0..4)
    }

    /// An action, printed with its values.
    struct Changing(Action);

    impl fmt::Debug for Changing {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let mut action = self.0.clone();
            let value = action.change.operand().cloned();
            let update = UpdateExpression::<()> {
                actions: vec![action],
                ..UpdateExpression::new()
            };
            write!(f, "{update:?} with {value:?} from {:?}", self.0.start)
        }
    }

    fn changes(value: AttributeValue, few: &[u8]) -> Vec<PathChange> {
        let amount = number(few.len().try_into().unwrap_or_default());
        let source = Source {
            path: DocumentPath::attribute("other"),
            is_nullable: false,
        };
        vec![
            PathChange::Set(value.clone()),
            PathChange::SetIfAbsent(value),
            PathChange::Copy(source),
            PathChange::Plus(amount.clone()),
            PathChange::Minus(amount.clone()),
            PathChange::Append(list(few.iter().copied())),
            PathChange::Prepend(list(few.iter().copied())),
            PathChange::Remove,
            PathChange::Add(amount),
            PathChange::Add(strings(&["b", "d"])),
            PathChange::Delete(strings(&["a", "b"])),
        ]
    }

    fn action() -> impl Strategy<Value = Changing> {
        let inside = [
            Vec::new(),
            vec![Step::Attribute("x".into())],
            vec![Step::Element(0)],
        ];
        let inside = prop::sample::select(inside.to_vec());
        let start = prop::option::of((0..3_u8).prop_map(number));
        let few = prop::collection::vec(0..3_u8, 1..3);
        let parts = (inside, value(), few, any::<prop::sample::Index>(), start);
        parts.prop_map(|(rest, value, few, which, start)| {
            let mut changes = changes(value, &few);
            let change = changes.swap_remove(which.index(changes.len()));
            Changing(Action {
                start,
                ..Action::new(DocumentPath { root: "old", rest }, change)
            })
        })
    }

    proptest! {
        #[test]
        fn both_attributes_become_what_the_first_one_becomes(
            mut stored in item(), Changing(action) in action(), are_equal: bool, is_read: bool,
        ) {
            if are_equal {
                match stored.get("old").cloned() {
                    Some(value) => drop(stored.insert("new".to_owned(), value)),
                    None => drop(stored.remove("new")),
                }
            }
            prop_assume!(are_equal || is_read || is_mirrored_exactly(&action, &NAME));
            let actions = vec![action];
            // A change that DynamoDB rejects, for the kind of a value or an absent parent.
            let Ok(alone) = evaluate(&actions, &stored) else { return Ok(()) };
            let is_change = |change: &PathChange| matches!(change, PathChange::Remove);
            let is_kept = alone == stored && !is_change(&actions[0].change);
            let both = mirrored(actions, &[NAME], is_read.then_some(&stored)).unwrap();
            let after = evaluate(&both, &stored).unwrap();
            prop_assert_eq!(after.get("old"), alone.get("old"));
            if !is_kept || are_equal {
                prop_assert!(is_same_or_absent(after.get("new"), after.get("old")));
            }
        }
    }

    #[test]
    fn a_second_attribute_that_is_given_up_is_removed_whatever_changes() {
        let given_up = PhasedAttribute::removed("new", "old");
        let path = DocumentPath {
            root: "new",
            rest: vec![Step::Element(0)],
        };
        let stored = Item::from([("new".to_owned(), list([1])), ("old".to_owned(), list([2]))]);
        let both = mirrored(
            vec![Action::new(path, PathChange::Remove)],
            &[given_up],
            None,
        )
        .unwrap();
        let after = evaluate(&both, &stored).unwrap();
        assert_eq!(after, Item::from([("new".to_owned(), list([]))]));
    }

    #[test]
    fn other_fields_are_left_alone() {
        let other = Action::new(DocumentPath::attribute("other"), PathChange::Remove);
        assert_eq!(mirrored(vec![other], &[NAME], None).unwrap().len(), 1);
    }
}
