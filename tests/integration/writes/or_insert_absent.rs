//! Updates that insert an item with attributes that an existing one may lack: it takes none of them.

use dynamite::model::TableDescriptor;
use dynamite::{AnyVersion, ErrorKind, Outcome};
use dynamite_sample::models::{Bucket, Buckets, NewBucket, NewNote, Notes, bucket, tables};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Proxied, raw_put, s, stored};

static BUCKETS: &[&TableDescriptor] = &[&tables::BUCKETS, &tables::NOTES];

fn new(name: &str) -> NewBucket {
    NewBucket { name: name.into() }
}

/// Only the first use takes two requests, if the new item has what an older one may lack.
#[tokio::test]
async fn a_new_item_with_what_others_may_lack_is_created() {
    let bed = Proxied::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let take = || {
        let update = buckets.update("api").subtract(bucket::left(), 1);
        let update = update.append(bucket::log(), ["x"]).add(bucket::hits(), 1);
        let new = new("api").left(9).note("first");
        update.or_insert(new.log(vec!["made".into()]))
    };
    let first = take().await.unwrap();
    let shown = |it: &Bucket| (it.left, it.note.clone(), it.log.join(" "), it.hits);
    let note = Some("first".to_owned());
    assert_eq!(shown(&first), (8, note.clone(), "made x".to_owned(), 1));
    assert_eq!(buckets.get("api").await.unwrap(), Some(first));
    let second = take().await.unwrap();
    assert_eq!(shown(&second), (7, note, "made x x".to_owned(), 2));
    let log = bed.proxy.operations();
    let expected = [
        Operation::UpdateItem,
        Operation::PutItem,
        Operation::GetItem,
        Operation::UpdateItem,
    ];
    assert_eq!(log, expected);

    // What the update sets or removes does not matter.
    let update = buckets.update("b").remove(bucket::note());
    let update = update.set(bucket::left(), 1u32);
    let made = update.or_insert(new("b").left(9).note("n")).await.unwrap();
    assert_eq!((made.left, made.note), (1, None));
    assert_eq!(bed.proxy.operations()[4..], [Operation::UpdateItem]);
}

/// Sets, entries of maps and parents: DynamoDB has no expression that also inserts them.
#[tokio::test]
async fn sets_and_entries_start_from_the_new_item() {
    let bed = Bed::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    for _ in 0..2 {
        let update = buckets.update("a").insert(bucket::tags(), ["y"]);
        let update = update.set(bucket::limits().key("cpu"), 2u32);
        let new = new("a").tags(["x".to_owned()].into());
        let made = update.or_insert(new).await.unwrap();
        let tags: Vec<_> = made.tags.iter().map(String::as_str).collect();
        assert_eq!((tags, made.limits["cpu"]), (vec!["x", "y"], 2));
    }
    let update = buckets.update("b").set_if_absent(bucket::note(), "update");
    let made = update.or_insert(new("b").note("new")).await.unwrap();
    assert_eq!(made.note.as_deref(), Some("new"));
    let update = buckets.update("c").set_to(bucket::note(), bucket::owner());
    let made = update.or_insert(new("c").owner("ada")).await.unwrap();
    assert_eq!(made.note.as_deref(), Some("ada"));
    let update = buckets.update("d").set_to(bucket::owner(), bucket::note());
    let made = update.or_insert(new("d").note("n")).await.unwrap();
    assert_eq!(made.owner, "n");
    let update = buckets.update("e").set_to(bucket::owner(), bucket::note());
    let error = update.or_insert(new("e")).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::MissingSource { .. }),
        "{error}"
    );
    assert_eq!(buckets.get("e").await.unwrap(), None);
}

/// An item that exists takes nothing from the new one.
#[tokio::test]
async fn what_a_stored_item_lacks_stays_absent() {
    let bed = Bed::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let old = buckets.create(new("old")).await.unwrap();
    let key = [("name", s("old"))];
    let mut item = stored(&bed.db, "buckets", key.clone()).await.unwrap();
    for name in ["left", "note", "log", "tags"] {
        item.remove(name);
    }
    raw_put(&bed.db, "buckets", item).await;
    let update = buckets.update(&old).subtract(bucket::left(), 1);
    let update = update.append(bucket::log(), ["x"]).add(bucket::hits(), 1);
    let draft = new("old").left(50).note("n").log(vec!["made".into()]);
    let draft = draft.tags(["t".to_owned()].into());
    let made = update.or_insert(draft).await.unwrap();
    let shown = (made.left, made.note, made.log.join(" "), made.tags.len());
    assert_eq!(shown, (4, None, "x".to_owned(), 0));
    let item = stored(&bed.db, "buckets", key).await.unwrap();
    assert!(!item.contains_key("note") && !item.contains_key("tags"));
}

/// Without changes an item that exists is left as it is, whatever the new one has.
#[tokio::test]
async fn an_update_without_changes_writes_to_no_item_that_exists() {
    let bed = Bed::with(BUCKETS).await;
    let (buckets, notes) = (Buckets::new(&bed.db), Notes::new(&bed.db));
    let id = dynamite::Ulid::generate();
    for _ in 0..2 {
        let draft = NewNote {
            author: "ada".into(),
            title: "plan".into(),
        };
        let kept = notes.update(id.any_version()).or_insert(draft.id(id));
        assert_eq!(kept.await.unwrap().version, 1);
    }
    let first = buckets.update("a").or_insert(new("a")).await.unwrap();
    for draft in [new("a").draft(), new("a").note("n")] {
        let kept = buckets.update("a").or_insert(draft).await.unwrap();
        assert_eq!(kept, first);
    }
}

/// In a transaction it is one write, or none.
#[tokio::test]
async fn a_transaction_refuses_what_one_write_cannot_do() {
    let bed = Proxied::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let update = || buckets.update("a").add(bucket::hits(), 1);
    for draft in [new("a").note("n"), new("a").left(9)] {
        let count = update().or_insert(draft);
        let error = bed.db.transaction().and(count).commit().await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("of Bucket name = \"a\" is one write"),
            "{error}"
        );
    }
    // Without changes it would count the version of an item that exists.
    let draft = NewNote {
        author: "ada".into(),
        title: "plan".into(),
    };
    let id = dynamite::Ulid::generate();
    let notes = Notes::new(&bed.db);
    let nothing = notes.update(id.any_version()).or_insert(draft.id(id));
    let error = bed.db.transaction().and(nothing).commit().await;
    let error = error.unwrap_err();
    assert!(error.to_string().contains("without changes"), "{error}");
    let inside = buckets.update("a").set(bucket::limits().key("cpu"), 2u32);
    let inside = inside.or_create().or_insert(new("a"));
    let error = bed.db.transaction().and(inside).commit().await;
    let error = error.unwrap_err();
    assert!(error.to_string().contains("`or_create` takes"), "{error}");
    assert!(bed.proxy.operations().is_empty());
    let count = update()
        .set(bucket::left(), 9u32)
        .or_insert(new("a").left(8));
    bed.db.transaction().and(count).commit().await.unwrap();
    assert_eq!(buckets.get("a").await.unwrap().unwrap().left, 9);
}

/// The creation may be made by others, or by this call itself, whose response was lost.
#[tokio::test]
async fn a_lost_creation_is_not_counted_twice() {
    let bed = Proxied::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let lose = || (bed.proxy.on(Operation::PutItem).times(1)).fail(Fault::CutAfter);
    lose();
    let count = buckets.update("a").add(bucket::hits(), 1);
    let error = count.or_insert(new("a").note("n")).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    // It is no conflict that the item is there.
    assert!(
        matches!(error.kind(), ErrorKind::NoAnswer { .. }),
        "{error}"
    );
    assert_eq!(buckets.get("a").await.unwrap().unwrap().hits, 1);
    // What can be repeated is.
    lose();
    let own = buckets.update("b").set(bucket::owner(), "eve");
    let made = own.or_insert(new("b").note("n")).await.unwrap();
    assert_eq!(
        (made.owner.as_str(), made.note.as_deref()),
        ("eve", Some("n"))
    );
}
