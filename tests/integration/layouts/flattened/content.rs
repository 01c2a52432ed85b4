//! Flattened unions whose fields are in an attribute of the item, as event stores lay them out.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::ErrorKind;
use dynamite_sample::models::{Change, ChangedBy, Entry, EntryKey, EventLog, NewEntry, entry};

use super::{LOG, TABLES};
use crate::support::{Bed, Item, item, m, n, raw_put, s, ss, stored_all};

/// An entry of another program, with attributes that the schema does not know.
fn by_others() -> Item {
    let by = m([("user", s("Ada")), ("shift", s("night"))]);
    let data = m([("name", s("x")), ("by", by), ("reason", s("r"))]);
    item([
        ("stream", s("a")),
        ("number", n("1")),
        ("type", s("renamed")),
        ("data", data),
        ("seen", n("0")),
        ("version", n("1")),
        ("checksum", s("c")),
    ])
}

/// That entry with another event, at this version.
fn with_event(tag: &str, data: Option<AttributeValue>, version: u32) -> Item {
    let mut item = by_others();
    item.remove("data");
    item.extend(data.map(|data| ("data".to_owned(), data)));
    item.insert("type".to_owned(), s(tag));
    item.insert("version".to_owned(), n(version));
    item
}

async fn bed() -> (Bed, EventLog, Entry) {
    let bed = Bed::with(TABLES).await;
    raw_put(&bed.db, LOG, by_others()).await;
    let log = EventLog::new(&bed.db);
    let read = log.get(("a", 1_u32)).await.unwrap().unwrap();
    (bed, log, read)
}

#[tokio::test]
async fn what_is_not_declared_in_the_content_survives() {
    let (bed, log, mut read) = bed().await;
    let Change::Renamed { name, rest, .. } = &mut read.event else {
        panic!("{read:?}")
    };
    assert_eq!(rest.keys().collect::<Vec<_>>(), ["reason"]);
    "y".clone_into(name);
    log.save(&read).await.unwrap();
    let by = m([("user", s("Ada")), ("shift", s("night"))]);
    let data = m([("name", s("y")), ("by", by), ("reason", s("r"))]);
    let expected = with_event("renamed", Some(data), 2);
    assert_eq!(stored_all(&bed.db, LOG).await, [expected]);
}

#[tokio::test]
async fn a_variant_without_fields_has_no_content() {
    let (bed, log, read) = bed().await;
    let event = Change::Deleted;
    let saved = log.save(&Entry { event, ..read }).await.unwrap();
    let expected = with_event("deleted", None, 2);
    assert_eq!(stored_all(&bed.db, LOG).await, [expected]);

    let event = renamed("y");
    log.save(&Entry { event, ..saved }).await.unwrap();
    let data = m([("name", s("y")), ("by", m([("user", s("Ada"))]))]);
    let expected = with_event("renamed", Some(data), 3);
    assert_eq!(stored_all(&bed.db, LOG).await, [expected]);
}

#[tokio::test]
async fn conditions_reach_into_the_content() {
    let (bed, log, read) = bed().await;
    let moved = Change::Moved {
        to: "north".to_owned(),
        by: ChangedBy {
            user: "Bob".to_owned(),
            device: None,
        },
        tags: BTreeSet::from(["t".to_owned()]),
        rest: BTreeMap::new(),
    };
    let update = log
        .update(&read)
        .set_flattened(entry::event(), moved.clone());
    update.await.unwrap();
    let data = m([
        ("to", s("north")),
        ("by", m([("user", s("Bob"))])),
        ("tags", ss(["t"])),
    ]);
    let expected = with_event("moved", Some(data), 2);
    assert_eq!(stored_all(&bed.db, LOG).await, [expected]);
    for (user, count) in [("Bob", 1), ("Ada", 0)] {
        let by = entry::event().moved().by().user().eq(user);
        let found = log.query("a").filter(by).all().await.unwrap();
        assert_eq!(found.len(), count);
        assert!(found.iter().all(|found| found.event == moved));
    }
}

#[tokio::test]
async fn keys_and_new_entries_are_as_ever() {
    let bed = Bed::with(TABLES).await;
    let log = EventLog::new(&bed.db);
    let new = NewEntry {
        stream: "a".to_owned(),
        number: 1,
        event: Change::Deleted,
    };
    let created = log.create(new).await.unwrap();
    assert_eq!(EntryKey::from(&created).to_string(), "a,1");
    let stored = stored_all(&bed.db, LOG).await.remove(0);
    assert!(!stored.contains_key("data"), "{stored:?}");
}

fn renamed(name: &str) -> Change {
    Change::Renamed {
        name: name.to_owned(),
        by: ChangedBy {
            user: "Ada".to_owned(),
            device: None,
        },
        rest: BTreeMap::new(),
    }
}

#[tokio::test]
async fn a_broken_rule_in_the_content_is_named_by_its_path() {
    let bed = Bed::with(TABLES).await;
    let log = EventLog::new(&bed.db);
    let new = NewEntry {
        stream: "a".to_owned(),
        number: 1,
        event: renamed(" "),
    };
    let error = log.create(new).await.unwrap_err();
    assert_eq!(error.violations()[0].path, "data.name", "{error}");
}

#[tokio::test]
async fn a_stale_save_of_a_versioned_entry_is_refused() {
    let bed = Bed::with(TABLES).await;
    let log = EventLog::new(&bed.db);
    let new = NewEntry {
        stream: "a".to_owned(),
        number: 1,
        event: Change::Deleted,
    };
    let created = log.create(new).await.unwrap();
    let renamed = renamed("x");
    let update = log
        .update(&created)
        .set_flattened(entry::event(), renamed.clone());
    let updated = update.add(entry::seen(), 1).await.unwrap();
    assert_eq!((&updated.event, updated.version), (&renamed, 2));
    let error = log.save(&created).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::VersionConflict { .. }),
        "{error}"
    );
    let stored = stored_all(&bed.db, LOG).await.remove(0);
    assert_eq!(stored["type"], s("renamed"));
}
