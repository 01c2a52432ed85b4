//! Writers that change what expressions read, and what they write.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use dynamite::Client;
use dynamite_migrate::Engine;
use dynamite_testkit::{Fault, Operation, Pause};
use tokio::task::JoinSet;

use super::{Chosen, Item, V, planned, take_codes, tolerant};
use crate::support::{n, run_of, s, sorted, stored_users, users};

const ITEMS: usize = 60;

fn item(number: usize) -> Item {
    let attributes = [
        ("id", s(number)),
        ("name", s("Ada")),
        ("mail", s(" A@B ")),
        ("count", n(0)),
        ("price", n(3)),
        ("rate", n(1)),
        ("at", n(0)),
        ("label", s("")),
    ];
    Item::from(attributes.map(|(name, value)| (name.to_owned(), value)))
}

/// Changes items until it is over. Each change is acknowledged, and counted in the item.
async fn write(db: Client, is_over: Arc<AtomicBool>, hits: Arc<AtomicU64>) {
    let mut step = 0;
    while !is_over.load(Ordering::Relaxed) {
        step += 1;
        let id = fastrand::usize(0..ITEMS);
        let update = db.sdk().update_item().table_name("users");
        let update = update
            .key("id", s(id))
            .update_expression("SET #n = :n, mail = :m, price = :p ADD #c :one")
            .expression_attribute_names("#n", "name")
            .expression_attribute_names("#c", "count")
            .expression_attribute_values(":n", s(format!("Name {step}")))
            .expression_attribute_values(":m", s(format!(" M{step} ")))
            .expression_attribute_values(":p", n(step % 1000))
            .expression_attribute_values(":one", n(1));
        if update.send().await.is_ok() {
            hits.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn number(item: &Item, name: &str) -> u64 {
    item[name].as_n().unwrap().parse().unwrap()
}

fn assert_follows(item: &Item) {
    let text = |name: &str| item[name].as_s().unwrap().clone();
    let slug = format!("{}-{}", text("name"), text("id")).to_lowercase();
    assert_eq!(text("slug"), slug);
    assert_eq!(text("mail"), text("mail").trim().to_lowercase());
    assert_eq!(number(item, "cents"), 100 * number(item, "price"));
    let marker = V::Ss(vec!["0001_users/count".to_owned()]);
    assert_eq!(item["dynamite_migrated"], marker);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_what_is_counted_is_counted_once() {
    let bed = users(&(0..ITEMS).map(item).collect::<Vec<_>>()).await;
    let passes = planned().passes(&bed.db, &tolerant()).await;
    let run = run_of("0001_users", passes.run.clone());
    let engine = Engine::new(bed.db.clone(), run, tolerant());
    let (is_over, hits) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
    let mut writers = JoinSet::new();
    for _ in 0..4 {
        let (is_over, hits) = (Arc::clone(&is_over), Arc::clone(&hits));
        writers.spawn(write(bed.direct.clone(), is_over, hits));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    let first = engine.run().await.unwrap();
    assert_eq!((first.total().rewritten, first.total().rejected), (60, 0));
    tokio::time::sleep(Duration::from_millis(100)).await;
    is_over.store(true, Ordering::Relaxed);
    writers.join_all().await;

    // What was written behind the run is due again, but for what is marked.
    let _ = engine.run_again().await.unwrap();
    assert!(engine.verify(&passes.run).await.unwrap().is_clean());
    let items = stored_users(&bed.direct).await;
    items.values().for_each(assert_follows);
    let counted: u64 = items.values().map(|item| number(item, "count")).sum();
    assert_eq!(counted, hits.load(Ordering::Relaxed) + ITEMS as u64);
}

/// Stores a change of an item between the moment at which it is read and the one at which it is written.
async fn changed_between(before: &Item, after: &Item) -> Item {
    let bed = users(std::slice::from_ref(before)).await;
    let passes = planned().passes(&bed.db, &tolerant()).await;
    let engine = Engine::new(bed.db.clone(), run_of("0001_users", passes.run), tolerant());
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    updates.nth(1).fail(Fault::PauseBefore(pause.clone()));
    let change = async {
        pause.reached().await;
        let put = bed.direct.sdk().put_item().table_name("users");
        put.set_item(Some(after.clone())).send().await.unwrap();
        pause.release();
    };
    let (report, ()) = tokio::join!(engine.run(), change);
    assert_eq!(report.unwrap().total().rejected, 0);
    let mut stored = stored_users(&bed.direct).await;
    take_codes(&mut stored);
    stored.into_values().next().unwrap()
}

#[tokio::test]
async fn everything_that_was_read_is_still_the_same_when_the_item_is_written() {
    let mut before = item(1);
    before.remove("label");
    before.insert("nick".to_owned(), s("Nic"));
    let home = |zip: &str| V::M([("zip".to_owned(), s(zip))].into());
    before.insert("home".to_owned(), home("12345"));
    for (name, value) in [
        ("name", Some(s("Eve"))),
        ("nick", Some(s("Nora"))),
        ("nick", None),
        ("mail", Some(s(" New "))),
        ("count", Some(n(5))),
        ("price", Some(n(7))),
        // Only the condition of a step reads it.
        ("rate", None),
        ("at", Some(n(1_700_000_000))),
        ("level", Some(s("old"))),
        ("home", Some(home("67"))),
        ("home", Some(V::Null(true))),
        // What is replaced was not there.
        ("slug", Some(s("mine"))),
        ("initial", Some(s("mine"))),
        (
            "dynamite_migrated",
            Some(V::Ss(vec!["0000_other/x".to_owned()])),
        ),
        ("unknown", Some(s("kept"))),
    ] {
        let mut after = before.clone();
        after.remove(name);
        after.extend(value.map(|value| (name.to_owned(), value)));
        let expected = Chosen::all().run(&after).map(sorted);
        let found = Box::pin(changed_between(&before, &after)).await;
        assert_eq!(Some(found), expected, "{name}");
    }
}
