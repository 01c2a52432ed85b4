//! Updates that insert an item if there is none.

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{AnyVersion, ErrorKind, Outcome};
use dynamite_sample::models::{
    Bucket, Buckets, Contracts, NewBucket, NewContract, NewNote, NewVault, NewVoyage, Notes,
    Vaults, Voyage, Voyages, bucket, contract, note, tables, vault, voyage,
};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Proxied};

static BUCKETS: &[&TableDescriptor] = &[&tables::BUCKETS, &tables::VOYAGES, &tables::NOTES];

static VAULTS: &[&TableDescriptor] = &[&tables::VAULTS, &UNIQUE_GUARDS];

fn new(name: &str) -> NewBucket {
    NewBucket { name: name.into() }
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
    let log = bed.proxy.operations();
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
    assert!(bed.proxy.operations().is_empty());
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
