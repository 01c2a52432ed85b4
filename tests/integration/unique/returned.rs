//! What an update returns that reads first: it is worked out, and is what is stored.

use dynamite::ops::Update;
use dynamite::{AnyVersion as _, ErrorKind};
use dynamite_sample::models::{Handle, Handles, Lodging, handle as field};
use proptest::prelude::*;

use super::{bed, handle};

#[derive(Clone, Debug)]
enum Change {
    Append(Vec<u8>),
    Prepend(Vec<u8>),
    RemoveAt(usize, usize),
    SetAt(usize, u8),
    Insert(Vec<u8>),
    Discard(Vec<u8>),
    Add(u8, i8),
    Subtract(u8, i8),
    RemoveKey(u8),
    Lodge(Option<u32>),
    Street(u8),
    Number(Option<u32>),
    Bio(u8),
    BioIfAbsent(u8),
    BioIsName,
    NoBio,
}

fn change() -> impl Strategy<Value = Change> {
    let some = || prop::collection::vec(0..4_u8, 0..3);
    prop_oneof![
        some().prop_map(Change::Append),
        some().prop_map(Change::Prepend),
        (0..4_usize, 0..4_usize).prop_map(|(one, other)| Change::RemoveAt(one, other)),
        (0..4_usize, 0..4_u8).prop_map(|(index, value)| Change::SetAt(index, value)),
        some().prop_map(Change::Insert),
        some().prop_map(Change::Discard),
        (0..3_u8, any::<i8>()).prop_map(|(key, by)| Change::Add(key, by)),
        (0..3_u8, any::<i8>()).prop_map(|(key, by)| Change::Subtract(key, by)),
        (0..3_u8).prop_map(Change::RemoveKey),
        prop::option::of(any::<u32>()).prop_map(Change::Lodge),
        (0..4_u8).prop_map(Change::Street),
        prop::option::of(any::<u32>()).prop_map(Change::Number),
        (0..4_u8).prop_map(Change::Bio),
        (0..4_u8).prop_map(Change::BioIfAbsent),
        Just(Change::BioIsName),
        Just(Change::NoBio),
    ]
}

fn texts(numbers: &[u8]) -> Vec<String> {
    numbers.iter().map(u8::to_string).collect()
}

fn add(update: Update<Handle>, change: Change) -> Update<Handle> {
    match change {
        Change::Append(links) => update.append(field::links(), texts(&links)),
        Change::Prepend(links) => update.prepend(field::links(), texts(&links)),
        Change::RemoveAt(one, other) if one == other => update.remove_at(field::links(), one),
        Change::RemoveAt(one, other) => update
            .remove_at(field::links(), one)
            .remove_at(field::links(), other),
        Change::SetAt(index, link) => update.set(field::links().at(index), link.to_string()),
        Change::Insert(tags) => update.insert(field::tags(), texts(&tags)),
        Change::Discard(tags) => update.discard(field::tags(), texts(&tags)),
        Change::Add(key, by) => update.add(field::counts().key(key.to_string()), i64::from(by)),
        Change::Subtract(key, by) => {
            update.subtract(field::counts().key(key.to_string()), i64::from(by))
        }
        Change::RemoveKey(key) => update.remove(field::counts().key(key.to_string())),
        Change::Lodge(number) => {
            let street = "High Street".to_owned();
            update.set(field::lodging(), Lodging { street, number })
        }
        Change::Street(street) => update.set(field::lodging().street(), street.to_string()),
        Change::Number(number) => update.set_or_remove(field::lodging().number(), number),
        Change::Bio(bio) => update.set(field::bio(), bio.to_string()),
        Change::BioIfAbsent(bio) => update.set_if_absent(field::bio(), bio.to_string()),
        Change::BioIsName => update.set_to(field::bio(), field::name()),
        Change::NoBio => update.remove(field::bio()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn it_is_what_is_stored(changes in prop::collection::vec(change(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let bed = bed().await;
            let handles = Handles::new(&bed.db);
            let mut before = handle(&bed.db, "0").await;
            for (position, change) in changes.into_iter().enumerate() {
                // Another name, so that guards change and the item is read first.
                let update = || {
                    let update = handles.update(before.id.any_version());
                    add(update.set(field::name(), position.to_string()), change.clone())
                };
                let returned = match update().await {
                    Ok(returned) => returned,
                    Err(error) => {
                        let is_missing = matches!(error.kind(), ErrorKind::MissingParent { .. });
                        assert!(is_missing, "{error}");
                        update().or_create().await.map_or_else(
                            // A street alone is a lodging, a number alone is none.
                            |error| assert_incomplete(&error),
                            Some,
                        ).unwrap_or_else(|| before.clone())
                    }
                };
                let stored = handles.get(before.id).consistent().await;
                let Ok(Some(stored)) = stored else { break };
                if returned.version != before.version {
                    assert_eq!(returned, stored);
                }
                before = stored;
            }
        });
    }
}

fn assert_incomplete(error: &dynamite::Error) -> Option<Handle> {
    assert!(matches!(error.kind(), ErrorKind::Invalid { .. }), "{error}");
    None
}
