//! Second attributes of random items and changes.

use std::fmt;

use proptest::prelude::*;

use super::super::evaluate::evaluate;
use super::*;
use crate::codec::Printed;
use crate::expr::UpdateExpression;
use crate::expr::update::source::Source;
use crate::item::add_second_attributes;
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

/// A field of a nested type.
const INSIDE: PhasedAttribute = NAME.inside(&["in"]);

/// The field that has this type, renamed too.
const AROUND: PhasedAttribute = PhasedAttribute::mirrored("in", "out");

fn nested() -> impl Strategy<Value = Item> {
    let maps = prop_oneof![item().prop_map(AttributeValue::M), Just(number(1))];
    let names = prop::sample::select(vec!["in", "out", "other"]);
    prop::collection::hash_map(names.prop_map(str::to_owned), maps, 0..4)
}

/// The same action inside a map.
fn inside(mut action: Action) -> Action {
    let moved = |path: &DocumentPath| {
        let mut rest = vec![Step::Attribute(path.root.into())];
        rest.extend_from_slice(&path.rest);
        DocumentPath { root: "in", rest }
    };
    action.path = moved(&action.path);
    if let PathChange::Copy(source) = &mut action.change {
        source.path = moved(&source.path);
    }
    action
}

fn inside_of<'i>(item: &'i Item, root: &str) -> [Option<&'i AttributeValue>; 2] {
    let entries = item.get(root).and_then(|value| value.as_m().ok());
    ["old", "new"].map(|name| entries.and_then(|entries| entries.get(name)))
}

proptest! {
    #[test]
    fn fields_of_nested_types_become_equal_in_all_maps_that_hold_them(
        mut stored in nested(), Changing(action) in action(), is_around: bool,
        whole in prop::option::of(item()),
    ) {
        let action = match whole {
            Some(whole) => {
                let whole = PathChange::Set(AttributeValue::M(whole));
                Action::new(DocumentPath::attribute("in"), whole)
            }
            None => inside(action),
        };
        let actions = vec![action];
        let Ok(alone) = evaluate(&actions, &stored) else { return Ok(()) };
        prop_assume!(alone != stored);
        let phased: &[PhasedAttribute] = if is_around { &[AROUND, INSIDE] } else { &[INSIDE] };
        let both = mirrored(actions, phased, Some(&stored)).unwrap();
        let after = evaluate(&both, &stored).unwrap();
        let [first, second] = inside_of(&after, "in");
        prop_assert_eq!(first, inside_of(&alone, "in")[0]);
        prop_assert!(is_same_or_absent(first, second));
        if is_around {
            prop_assert!(is_same_or_absent(after.get("in"), after.get("out")));
        }
        add_second_attributes(&mut stored, phased).unwrap();
        let [first, second] = inside_of(&stored, "in");
        prop_assert!(is_same_or_absent(first, second));
        prop_assert!(!is_around || is_same_or_absent(stored.get("in"), stored.get("out")));
    }
}

#[test]
fn values_around_a_field_that_is_given_up_lose_its_former_attribute() {
    let given_up = PhasedAttribute::removed("new", "old").inside(&["in"]);
    let whole = map([("new", 1), ("old", 2), ("other", 3)]);
    let set = Action::new(DocumentPath::attribute("in"), PathChange::Set(whole));
    let both = mirrored(vec![set], &[given_up], None).unwrap();
    let after = evaluate(&both, &Item::new()).unwrap();
    assert_eq!(after["in"], map([("new", 1), ("other", 3)]));
}

#[test]
fn a_field_of_another_form_is_converted_beside_one_that_is_renamed_inside_others() {
    let retyped = PhasedAttribute::retyped::<Printed<u8>, u8>("age", "years");
    let phased = [retyped, INSIDE];
    let set = |name, value| Action::new(DocumentPath::attribute(name), PathChange::Set(value));
    let age = |text: &str| set("age", AttributeValue::S(text.to_owned()));
    let inside = set("in", map([("old", 1)]));
    let both = mirrored(vec![age("42"), inside], &phased, None).unwrap();
    let after = evaluate(&both, &Item::new()).unwrap();
    assert_eq!(after["years"], number(42));
    assert_eq!(after["in"], map([("old", 1), ("new", 1)]));
    assert!(mirrored(vec![age("300")], &phased, None).is_err());
}
