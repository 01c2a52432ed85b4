//! Unique values and versions of fields that are being renamed, which count once.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{AnyVersion as _, Client, ErrorKind};
use dynamite_testkit::Engine;

use crate::models::{after, before, contract, expand, switch};

/// A table, and what keeps it.
async fn bed() -> (Client, Engine) {
    let engine = Engine::selected().await;
    let db = crate::client(engine.endpoint(), engine.access_key());
    db.sync(before::TABLES).await.expect("tables");
    (db, engine)
}

/// All items of a table.
async fn items(db: &Client, table: &str) -> Vec<BTreeMap<String, AttributeValue>> {
    let scan = db.sdk().scan().table_name(table).consistent_read(true);
    let response = scan.send().await.expect("a scan");
    let items = response.items.unwrap_or_default().into_iter();
    items.map(|item| item.into_iter().collect()).collect()
}

/// The values that are guarded.
async fn guarded(db: &Client) -> Vec<String> {
    let guards = items(db, "dynamite_unique").await;
    let keys = guards.iter().filter_map(|guard| guard["guard"].as_s().ok());
    let mut values: Vec<_> = keys.cloned().collect();
    values.sort();
    values
}

/// Each program changes the value of the one before, with the guards that it has made.
#[tokio::test]
async fn a_value_has_one_guard_in_all_phases_and_every_program_finds_its_member() {
    let (db, _engine) = bed().await;
    let new = before::NewMember {
        id: "a".to_owned(),
        mail: "1".to_owned(),
    };
    let members = before::Members::new(&db);
    members.create(new).await.expect("a member");
    let other = before::NewMember {
        id: "b".to_owned(),
        mail: "other".to_owned(),
    };
    members.create(other).await.expect("a member");
    macro_rules! change {
        ($phase:ident, $from:literal, $to:literal) => {
            let members = $phase::Members::new(&db);
            let found = members.by_mail($from).await.expect("a look-up");
            let found = found.expect("a member");
            let update = members.update(&found);
            let update = update.set($phase::member::mail(), $to);
            let changed = update.await.expect("an update");
            assert_eq!((&*changed.mail, changed.version), ($to, found.version + 1));
            assert_eq!(
                guarded(&db).await,
                [concat!("#members##email#", $to), "#members##email#other"]
            );
            let update = members.update(changed.id.as_str().any_version());
            let taken = update.set($phase::member::mail(), "other").await;
            let taken = taken.expect_err("it is taken");
            assert!(
                matches!(taken.kind(), ErrorKind::UniqueConflict { .. }),
                "{taken}"
            );
        };
    }
    change!(before, "1", "2");
    change!(expand, "2", "3");
    change!(before, "3", "4");
    change!(expand, "4", "5");
    // As a migration does with all values, before programs in `switch` are deployed.
    let members = expand::Members::new(&db);
    let copied = members
        .update("b".any_version())
        .set(expand::member::mail(), "other");
    copied.await.expect("an update");
    change!(switch, "5", "6");
    change!(expand, "6", "7");
    change!(switch, "7", "8");
    change!(contract, "8", "9");
    change!(switch, "9", "10");
    change!(contract, "10", "11");
    change!(after, "11", "12");
    for member in items(&db, "members").await {
        let mail = AttributeValue::S("12".to_owned());
        if member["id"] == AttributeValue::S("a".to_owned()) {
            assert_eq!(
                (member.get("mail"), member.get("email")),
                (Some(&mail), None)
            );
        }
    }
}

#[tokio::test]
async fn a_write_inside_a_value_that_is_not_copied_yet_counts_the_version_once() {
    let (db, _engine) = bed().await;
    let new = before::NewMember {
        id: "a".to_owned(),
        mail: "1".to_owned(),
    };
    let home = before::Home {
        city: "London".to_owned(),
        zip: None,
    };
    let member = before::Members::new(&db).create(new.home(home)).await;
    assert_eq!(member.expect("a member").version, 1);
    let members = expand::Members::new(&db);
    let update = members
        .update(("a", 1u64))
        .set(expand::member::home().city(), "Paris");
    assert_eq!(update.await.expect("an update").version, 2);
    let update = members
        .update(("a", 1u64))
        .set(expand::member::home().city(), "Rome");
    let stale = update.await.expect_err("another version");
    assert!(
        matches!(stale.kind(), ErrorKind::VersionConflict { .. }),
        "{stale}"
    );
    let mut member = members.get("a").await.expect("an item").expect("a member");
    member.home = None;
    let saved = members.save(&member).await.expect("a save");
    assert_eq!((saved.version, saved.home), (3, None));
    let stored = items(&db, "members").await;
    assert!(!stored[0].contains_key("address") && !stored[0].contains_key("home"));
    assert_eq!(
        (&stored[0]["mail"], &stored[0]["email"]),
        (&stored[0]["email"], &stored[0]["mail"])
    );
}
