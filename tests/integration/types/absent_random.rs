//! Random conditions on random items that lack some attributes: DynamoDB answers what the same
//! comparison of the decoded item says.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::{Comparison, Condition};
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{Binder, BinderState, Binders, binder, tables};
use fastrand::Rng;

use crate::support::{Bed, Item, n, raw_put, s};

static BINDERS: &[&TableDescriptor] = &[&tables::BINDERS];

const ITEMS: usize = 40;
const CONDITIONS: u32 = 60;

/// A value, `NULL`, or nothing.
fn maybe(random: &mut Rng, value: AttributeValue) -> Option<AttributeValue> {
    match random.u8(0..4) {
        0 => None,
        1 => Some(AttributeValue::Null(true)),
        _ => Some(value),
    }
}

fn item(random: &mut Rng, name: usize) -> Item {
    let text = |random: &mut Rng| s(random.choice(["", "attic", "b", "at"]).unwrap());
    let mut item = Item::from([("name".to_owned(), s(name.to_string()))]);
    let pages = n(random.u32(0..4));
    let copies = n(random.u32(1..6));
    let limit = n(random.u32(0..4));
    let open = AttributeValue::Bool(random.bool());
    let state = s(random.choice(["open", "closed"]).unwrap());
    let (shelf, note) = (text(random), text(random));
    let version = n(random.u32(0..3));
    for (name, value) in [
        ("pages", pages),
        ("copies", copies),
        ("limit", limit),
        ("open", open),
        ("state", state),
        ("shelf", shelf),
        ("note", note),
        ("version", version),
    ] {
        if let Some(value) = maybe(random, value) {
            item.insert(name.to_owned(), value);
        }
    }
    if random.bool() {
        let tries = n(random.u32(0..4));
        let mut lock = vec![("owner", s("ada"))];
        lock.extend(maybe(random, tries).map(|tries| ("tries", tries)));
        let lock = lock
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        item.insert("lock".to_owned(), AttributeValue::M(lock.collect()));
    }
    item
}

/// A condition, and what it says of an item.
type Pair = (Condition<Binder>, Box<dyn Fn(&Binder) -> bool>);

fn leaf(random: &mut Rng) -> Pair {
    let small = random.u32(0..4);
    let copies = random.i32(1..6);
    let text = random.choice(["", "attic", "b", "at", "t"]).unwrap();
    let is_open = random.bool();
    match random.u8(0..19) {
        0 => (
            binder::pages().eq(small),
            Box::new(move |it| it.pages == small),
        ),
        1 => (
            binder::pages().ne(small),
            Box::new(move |it| it.pages != small),
        ),
        2 => (
            binder::pages().lt(small),
            Box::new(move |it| it.pages < small),
        ),
        3 => (
            binder::copies().ge(copies),
            Box::new(move |it| it.copies >= copies),
        ),
        4 => (
            binder::pages().between(1, 2),
            Box::new(|it| (1..=2).contains(&it.pages)),
        ),
        5 => (
            binder::copies().is_in([copies, 3]),
            Box::new(move |it| [copies, 3].contains(&it.copies)),
        ),
        6 => (
            binder::shelf().eq(text),
            Box::new(move |it| it.shelf == text),
        ),
        7 => (binder::note().ne(text), Box::new(move |it| it.note != text)),
        8 if !text.is_empty() => (
            binder::shelf().begins_with(text),
            Box::new(move |it| it.shelf.starts_with(text)),
        ),
        9 if !text.is_empty() => (
            binder::shelf().contains(text),
            Box::new(move |it| it.shelf.contains(text)),
        ),
        10 => (
            binder::note().size().le(text.len()),
            Box::new(move |it| it.note.len() <= text.len()),
        ),
        11 => (
            binder::shelf().size().ne(text.len()),
            Box::new(move |it| it.shelf.len() != text.len()),
        ),
        12 => (
            binder::open().eq(is_open),
            Box::new(move |it| it.open == is_open),
        ),
        13 => (
            binder::state().ne(BinderState::Open),
            Box::new(|it| it.state != BinderState::Open),
        ),
        14 => (
            binder::version().gt(u64::from(small)),
            Box::new(move |it| it.version > u64::from(small)),
        ),
        15 => compared(random),
        16 => (
            binder::lock().tries().eq(small),
            Box::new(move |it| it.lock.as_ref().is_some_and(|lock| lock.tries == small)),
        ),
        17 => (
            binder::lock().tries().gt(small),
            Box::new(move |it| it.lock.as_ref().is_some_and(|lock| lock.tries > small)),
        ),
        _ => (
            binder::limit().is_absent(),
            Box::new(|it| it.limit.is_none()),
        ),
    }
}

/// A comparison of two fields: one always has a value, the other may be `None`, which differs from
/// everything and has no order.
fn compared(random: &mut Rng) -> Pair {
    let comparisons = [
        Comparison::Eq,
        Comparison::Ne,
        Comparison::Lt,
        Comparison::Le,
        Comparison::Gt,
        Comparison::Ge,
    ];
    let comparison = random.choice(comparisons).unwrap();
    let swapped = random.bool();
    let condition = if swapped {
        binder::limit().compare_to(comparison, &binder::pages())
    } else {
        binder::pages().compare_to(comparison, &binder::limit())
    };
    let holds = move |it: &Binder| {
        let Some(limit) = it.limit else {
            return comparison == Comparison::Ne;
        };
        let (one, other) = if swapped {
            (limit, it.pages)
        } else {
            (it.pages, limit)
        };
        match comparison {
            Comparison::Eq => one == other,
            Comparison::Ne => one != other,
            Comparison::Lt => one < other,
            Comparison::Le => one <= other,
            Comparison::Gt => one > other,
            Comparison::Ge => one >= other,
        }
    };
    (condition, Box::new(holds))
}

fn condition(random: &mut Rng, depth: u32) -> Pair {
    if depth == 0 {
        return leaf(random);
    }
    match random.u8(0..4) {
        0 => {
            let (condition, holds) = condition(random, depth - 1);
            (!condition, Box::new(move |it| !holds(it)))
        }
        1 => {
            let (one, other) = (condition(random, depth - 1), condition(random, depth - 1));
            let holds = move |it: &Binder| one.1(it) && other.1(it);
            (one.0.and(other.0), Box::new(holds))
        }
        2 => {
            let (one, other) = (condition(random, depth - 1), condition(random, depth - 1));
            let holds = move |it: &Binder| one.1(it) || other.1(it);
            (one.0.or(other.0), Box::new(holds))
        }
        _ => leaf(random),
    }
}

#[tokio::test]
async fn conditions_say_of_stored_items_what_they_say_of_decoded_ones() {
    for seed in 0..4 {
        let random = &mut Rng::with_seed(seed);
        let bed = Bed::with(BINDERS).await;
        for name in 0..ITEMS {
            raw_put(&bed.db, "binders", item(random, name)).await;
        }
        let binders = Binders::new(&bed.db);
        let all: Vec<Binder> = binders.scan().all().await.unwrap();
        assert_eq!(all.len(), ITEMS);
        for number in 0..CONDITIONS {
            let (condition, holds) = condition(random, number % 3);
            let found = binders
                .scan()
                .filter(condition.clone())
                .all()
                .await
                .unwrap();
            let mut found: Vec<_> = found.into_iter().map(|it| it.name).collect();
            let expected = all.iter().filter(|it| holds(it));
            let mut expected: Vec<_> = expected.map(|it| it.name.clone()).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "seed {seed}, {condition:?}");
        }
    }
}
