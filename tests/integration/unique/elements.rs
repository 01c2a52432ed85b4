//! Elements that one update sets, removes and appends: what it returns is what DynamoDB stores.

use dynamite::AnyVersion as _;
use dynamite::expr::{Element, Optional, Path};
use dynamite::ops::Update;
use dynamite::types::Document;
use dynamite_sample::models::{Handle, Handles, handle as field};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{bed, handle};

const CASES: usize = 250;

/// A place in the papers, which are a list of lists, maps and numbers.
#[derive(Clone, Copy, Debug)]
enum Place {
    At(usize),
    AtAt(usize, usize),
    AtKey(usize, &'static str),
    AtKeyAt(usize, &'static str, usize),
}

#[derive(Clone, Debug)]
enum Change {
    Set(Place, u8),
    Remove(Place),
    Append(Place, Vec<u8>),
    Prepend(Place, Vec<u8>),
    SetLink(usize, u8),
    RemoveLink(usize),
    CopyLink(usize, usize),
    Tags(bool, Vec<u8>),
}

fn key() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("a"), Just("b")]
}

fn place() -> impl Strategy<Value = Place> {
    let (index, inner) = (|| 0..5_usize, || 0..5_usize);
    prop_oneof![
        3 => index().prop_map(Place::At),
        2 => (index(), inner()).prop_map(|(at, inner)| Place::AtAt(at, inner)),
        1 => (index(), key()).prop_map(|(at, key)| Place::AtKey(at, key)),
        1 => (index(), key(), inner()).prop_map(|(at, key, inner)| Place::AtKeyAt(at, key, inner)),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let some = || prop::collection::vec(0..9_u8, 1..3);
    prop_oneof![
        4 => (place(), 0..9_u8).prop_map(|(place, value)| Change::Set(place, value)),
        4 => place().prop_map(Change::Remove),
        1 => (place(), some()).prop_map(|(place, some)| Change::Append(place, some)),
        1 => (place(), some()).prop_map(|(place, some)| Change::Prepend(place, some)),
        3 => (0..7_usize, 0..9_u8).prop_map(|(index, value)| Change::SetLink(index, value)),
        3 => (0..7_usize).prop_map(Change::RemoveLink),
        1 => (0..7_usize, 0..3_usize).prop_map(|(to, from)| Change::CopyLink(to, from)),
        1 => (any::<bool>(), some()).prop_map(|(inserts, some)| Change::Tags(inserts, some)),
    ]
}

fn numbers() -> impl Strategy<Value = Document> {
    prop::collection::vec((10..20_u8).prop_map(Document::from), 0..4).prop_map(Document::List)
}

/// Mostly lists, or most changes would be inside of what is not there.
fn papers() -> impl Strategy<Value = Document> {
    let element = prop_oneof![
        4 => numbers(),
        2 => (numbers(), numbers()).prop_map(|(a, b)| Document::from_iter([("a", a), ("b", b)])),
        1 => (10..20_u8).prop_map(Document::from),
    ];
    prop::collection::vec(element, 1..5).prop_map(Document::List)
}

/// What all handles of the papers have in common is not a type, so each place is matched.
macro_rules! with_place {
    ($place:expr, |$path:ident| $change:expr) => {{
        let element = |at: usize| -> Path<Handle, Document, Element> { field::papers().at(at) };
        let entry = |at, key| -> Path<Handle, Document, Optional> { element(at).key(key) };
        match $place {
            Place::At(at) => {
                let $path = element(at);
                $change
            }
            Place::AtAt(at, inner) => {
                let $path = element(at).at(inner);
                $change
            }
            Place::AtKey(at, key) => {
                let $path = entry(at, key);
                $change
            }
            Place::AtKeyAt(at, key, inner) => {
                let $path = entry(at, key).at(inner);
                $change
            }
        }
    }};
}

fn remove(update: Update<Handle>, place: Place) -> Update<Handle> {
    let papers = field::papers();
    match place {
        Place::At(at) => update.remove_at(papers, at),
        Place::AtAt(at, inner) => update.remove_at(papers.at(at), inner),
        Place::AtKey(at, key) => update.remove(papers.at(at).key(key)),
        Place::AtKeyAt(at, key, inner) => update.remove_at(papers.at(at).key(key), inner),
    }
}

fn add(update: Update<Handle>, change: Change) -> Update<Handle> {
    let links = field::links;
    let texts = |some: Vec<u8>| some.into_iter().map(|it| it.to_string());
    match change {
        Change::Set(place, value) => with_place!(place, |path| update.set(path, value)),
        Change::Remove(place) => remove(update, place),
        Change::Append(place, some) => with_place!(place, |path| update.append(path, some)),
        Change::Prepend(place, some) => with_place!(place, |path| update.prepend(path, some)),
        Change::SetLink(index, value) => update.set(links().at(index), value.to_string()),
        Change::RemoveLink(index) => update.remove_at(links(), index),
        Change::CopyLink(to, from) => update.set_to(links().at(to), links().at(from)),
        Change::Tags(true, some) => update.insert(field::tags(), texts(some)),
        Change::Tags(false, some) => update.discard(field::tags(), texts(some)),
    }
}

/// The steps to what is changed.
fn steps(change: &Change) -> Vec<String> {
    let of_place = |place: &Place| match *place {
        Place::At(at) => vec![at.to_string()],
        Place::AtAt(at, inner) => vec![at.to_string(), inner.to_string()],
        Place::AtKey(at, key) => vec![at.to_string(), key.to_owned()],
        Place::AtKeyAt(at, key, inner) => {
            vec![at.to_string(), key.to_owned(), inner.to_string()]
        }
    };
    let (root, steps) = match change {
        Change::Set(place, _)
        | Change::Remove(place)
        | Change::Append(place, _)
        | Change::Prepend(place, _) => ("papers", of_place(place)),
        Change::SetLink(index, _) | Change::RemoveLink(index) | Change::CopyLink(index, _) => {
            ("links", vec![index.to_string()])
        }
        Change::Tags(..) => ("tags", Vec::new()),
    };
    std::iter::once(root.to_owned()).chain(steps).collect()
}

/// As many of these changes as DynamoDB takes together: no two of one place, or one inside another.
fn apart(changes: Vec<Change>) -> Vec<Change> {
    let mut kept: Vec<Change> = Vec::new();
    for change in changes {
        let new = steps(&change);
        let overlaps = |other: &Change| {
            let other = steps(other);
            other.starts_with(&new) || new.starts_with(&other)
        };
        if !kept.iter().any(overlaps) {
            kept.push(change);
        }
    }
    kept
}

#[tokio::test]
async fn many_changes_of_lists_return_what_is_stored() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let ada = handle(&bed.db, "ada").await;
    let mut runner = TestRunner::deterministic();
    let some = (papers(), prop::collection::vec(change(), 1..9));
    let mut applied = 0;
    for case in 0..CASES {
        let (papers, changes) = some.new_tree(&mut runner).unwrap().current();
        let changes = apart(changes);
        let links = ["x", "y", "z"].map(str::to_owned).to_vec();
        let known = handles.update(ada.id.any_version());
        let known = known
            .set(field::papers(), papers)
            .set(field::links(), links);
        known.await.unwrap();
        // Another name, so that guards change and the update is worked out here.
        let update = handles.update(ada.id.any_version());
        let update = update.set(field::name(), case.to_string());
        let returned = changes.iter().cloned().fold(update, add).await;
        let stored = handles.get(ada.id).consistent().await.unwrap();
        if let Ok(returned) = returned {
            applied += 1;
            assert_eq!(Some(returned), stored, "{changes:?}");
        }
    }
    assert!(applied > CASES / 4, "{applied} updates were applied");
}
