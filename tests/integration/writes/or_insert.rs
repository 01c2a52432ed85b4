//! Updates that insert an item if there is none.

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{AnyVersion, ErrorKind, Outcome};
use dynamite_sample::models::{
    Bucket, Buckets, Contracts, NewBucket, NewContract, NewNote, NewVault, NewVoyage, Notes,
    Vaults, Voyage, Voyages, bucket, contract, note, tables, vault, voyage,
};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Proxied, raw_put, s, stored};

static BUCKETS: &[&TableDescriptor] = &[&tables::BUCKETS, &tables::VOYAGES, &tables::NOTES];

static VAULTS: &[&TableDescriptor] = &[&tables::VAULTS, &UNIQUE_GUARDS];

fn new(name: &str) -> NewBucket {
    NewBucket { name: name.into() }
}

fn requests(bed: &Proxied) -> Vec<Operation> {
    bed.proxy.log().iter().map(|it| it.operation).collect()
}

/// One request, whether there is an item or not: the first use starts from the new item.
#[tokio::test]
async fn the_first_use_starts_from_the_new_item_and_the_others_from_what_is_stored() {
    let bed = Proxied::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let take = || {
        let update = buckets.update("api").subtract(bucket::tokens(), 1);
        let update = update.add(bucket::hits(), 1).append(bucket::log(), ["x"]);
        update.or_insert(new("api").tokens(3).owner("ada"))
    };
    let first = take().await.unwrap();
    let counts = |it: &Bucket| (it.tokens, it.hits, it.log.join(" "));
    assert_eq!(counts(&first), (2, 1, "x".to_owned()));
    assert_eq!((first.owner.as_str(), first.left), ("ada", 5));

    buckets
        .update("api")
        .set(bucket::owner(), "eve")
        .await
        .unwrap();
    let second = take().await.unwrap();
    assert_eq!(counts(&second), (1, 2, "x x".to_owned()));
    assert_eq!(
        (second.owner.as_str(), second.first_at),
        ("eve", first.first_at)
    );
    let log = requests(&bed);
    assert_eq!(log, [Operation::UpdateItem; 3]);

    take().await.unwrap();
    let empty = take().await.unwrap_err();
    let violations = empty.violations();
    assert_eq!(
        (violations[0].path.as_str(), violations[0].rule),
        ("tokens", "type"),
        "{empty}"
    );
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
    let log = requests(&bed);
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
    assert_eq!(requests(&bed)[4..], [Operation::UpdateItem]);
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
    assert!(requests(&bed).is_empty());
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

/// The expected version is that of the item that the first attempt inserted.
#[tokio::test]
async fn a_version_that_the_insertion_has_too_does_not_allow_a_repetition() {
    static NOTES: &[&TableDescriptor] = &[&tables::NOTES];
    let bed = Proxied::with(NOTES).await;
    let notes = Notes::new(&bed.db);
    let draft = NewNote {
        author: "ada".into(),
        title: "plan".into(),
    };
    for operation in [Operation::UpdateItem, Operation::PutItem] {
        let id = dynamite::Ulid::generate();
        bed.proxy.on(operation).times(1).fail(Fault::CutAfter);
        let like = notes.update((id, 1)).add(note::likes(), 1);
        let error = like.or_insert(draft.clone().id(id)).await.err();
        assert!(error.is_none_or(|it| it.outcome() == Outcome::Unknown));
        let stored = notes.get(id).await.unwrap().unwrap();
        assert_eq!((stored.likes, stored.version), (1, 1));
        bed.proxy.clear();
    }
}

/// A new item that would break rules is refused before anything is sent, and so is another key.
#[tokio::test]
async fn a_new_item_keeps_the_rules_and_has_the_key_of_the_update() {
    let bed = Proxied::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let update = |amount: u32| buckets.update("a").add(bucket::tokens(), amount);
    let error = update(91).or_insert(new("a")).await.unwrap_err();
    assert_eq!(error.violations()[0].rule, "max", "{error}");
    let error = buckets.update("a").subtract(bucket::tokens(), 11);
    let error = error.or_insert(new("a")).await.unwrap_err();
    assert_eq!(error.violations()[0].rule, "type", "{error}");
    let error = update(1).or_insert(new("a").tokens(101)).await.unwrap_err();
    assert_eq!(error.violations()[0].rule, "max", "{error}");
    let error = update(1).or_insert(new("b")).await.unwrap_err();
    assert!(error.to_string().contains("another key"), "{error}");
    assert!(requests(&bed).is_empty());
    assert_eq!(update(90).or_insert(new("a")).await.unwrap().tokens, 100);
}

/// A lease: taken if there is none, or if it may be taken over.
#[tokio::test]
async fn a_condition_is_for_an_item_that_exists() {
    let bed = Bed::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let acquire = |owner: &str| {
        let update = buckets.update("lease").set(bucket::owner(), owner);
        let free = bucket::owner().eq("nobody");
        update
            .only_if(free)
            .or_insert(new("lease"))
            .return_nothing()
    };
    acquire("ada").await.unwrap();
    let error = acquire("eve").await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    buckets
        .update("lease")
        .set(bucket::owner(), "nobody")
        .await
        .unwrap();
    acquire("eve").await.unwrap();
    assert_eq!(buckets.get("lease").await.unwrap().unwrap().owner, "eve");
}

#[tokio::test]
async fn a_deleted_item_stays_and_a_version_starts_at_one() {
    let bed = Bed::with(BUCKETS).await;
    let (tickets, notes) = (Voyages::new(&bed.db), Notes::new(&bed.db));
    let ticket = tickets
        .create(NewVoyage {
            id: "t".into(),
            seat: 1,
        })
        .await
        .unwrap();
    tickets.delete(&ticket).await.unwrap();
    let update = tickets.update("t").set(voyage::seat(), 2u32);
    let error = update
        .or_insert(NewVoyage {
            id: "t".into(),
            seat: 3,
        })
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NotFound { deleted: true, .. }),
        "{error}"
    );

    let like = |id| {
        let draft = NewNote {
            author: "ada".into(),
            title: "plan".into(),
        }
        .id(id);
        notes
            .update(id.any_version())
            .add(note::likes(), 1)
            .or_insert(draft)
    };
    let id = dynamite::Ulid::generate();
    let first = like(id).await.unwrap();
    assert_eq!((first.version, first.likes), (1, 1));
    let second = like(id).await.unwrap();
    assert_eq!((second.version, second.likes), (2, 2));
    let stale = notes.update((id, 1)).add(note::likes(), 1);
    let draft = NewNote {
        author: "ada".into(),
        title: "plan".into(),
    }
    .id(id);
    let error = stale.or_insert(draft).await.unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
}

/// The values of unique fields are claimed by an item that is inserted.
#[tokio::test]
async fn unique_values_of_an_inserted_item_are_claimed() {
    let bed = Bed::with(VAULTS).await;
    let vaults = Vaults::new(&bed.db);
    let count = |name: &str, email: &str| {
        let draft = NewVault {
            name: name.into(),
            owner: "ada".into(),
            title: "t".into(),
            email: email.into(),
        };
        let update = vaults.update(name.any_version()).add(vault::count(), 1);
        update.or_insert(draft)
    };
    let first = count("a", "a@example.com").await.unwrap();
    assert_eq!((first.count, first.revision), (1, 1));
    let again = count("a", "other@example.com").await.unwrap();
    assert_eq!(
        (again.count, again.revision, again.email.as_str()),
        (2, 2, "a@example.com")
    );
    let error = count("b", "a@example.com").await.unwrap_err();
    assert!(error.is_unique_conflict(), "{error}");
    assert_eq!(
        vaults
            .by_email("a@example.com")
            .await
            .unwrap()
            .unwrap()
            .name,
        "a"
    );
    assert!(
        vaults
            .by_email("other@example.com")
            .await
            .unwrap()
            .is_none()
    );
}

/// Counting is not done twice without being told.
#[tokio::test]
async fn a_lost_response_is_not_repeated_unless_it_may_be() {
    let bed = Proxied::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let update = || buckets.update("a").add(bucket::hits(), 1);
    bed.proxy
        .on(Operation::UpdateItem)
        .times(1)
        .fail(Fault::CutAfter);
    let error = update().or_insert(new("a")).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(buckets.get("a").await.unwrap().unwrap().hits, 1);
    bed.proxy
        .on(Operation::UpdateItem)
        .times(1)
        .fail(Fault::CutAfter);
    let counted = update().at_least_once().or_insert(new("a")).await.unwrap();
    assert_eq!(counted.hits, 3);
}

/// Each of many first uses counts.
#[tokio::test]
async fn concurrent_first_uses_all_count() {
    let bed = Bed::with(BUCKETS).await;
    let buckets = Buckets::new(&bed.db);
    let uses = (0..20).map(|_| {
        let update = buckets.update("a").add(bucket::hits(), 1);
        update.or_insert(new("a")).into_future()
    });
    for used in futures_util::future::join_all(uses).await {
        used.unwrap();
    }
    assert_eq!(buckets.get("a").await.unwrap().unwrap().hits, 20);
}

#[tokio::test]
async fn it_can_be_part_of_a_transaction() {
    let bed = Bed::with(BUCKETS).await;
    let (buckets, tickets) = (Buckets::new(&bed.db), Voyages::new(&bed.db));
    let count = || {
        buckets
            .update("a")
            .add(bucket::hits(), 1)
            .or_insert(new("a"))
    };
    for seat in 1..=2u32 {
        let ticket = tickets.create(NewVoyage {
            id: seat.to_string(),
            seat,
        });
        bed.db
            .transaction()
            .and(count())
            .and(ticket)
            .commit()
            .await
            .unwrap();
    }
    assert_eq!(buckets.get("a").await.unwrap().unwrap().hits, 2);
    let all: Vec<Voyage> = tickets.scan().all().await.unwrap();
    assert_eq!(all.len(), 2);
}

/// The version is counted besides, so a repetition would copy another one.
#[tokio::test]
async fn a_copy_of_the_version_is_not_repeated() {
    static CONTRACTS: &[&TableDescriptor] = &[&tables::CONTRACTS];
    let bed = Proxied::with(CONTRACTS).await;
    let contracts = Contracts::new(&bed.db);
    let name = || "lease".to_owned();
    contracts
        .create(NewContract { name: name() })
        .await
        .unwrap();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let sign = contracts.update("lease".any_version());
    let sign = sign.set_to(contract::signed(), contract::version());
    let error = sign
        .or_insert(NewContract { name: name() })
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let stored = contracts.get("lease").await.unwrap().unwrap();
    assert_eq!((stored.signed, stored.version), (Some(1), 2));
}
