//! Keys, values and changes that DynamoDB rejects: nothing is sent, and the message says where they are.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Attribute, Changes, item as stored_item, write};
use dynamite::model::{Model, TableDescriptor, UNIQUE_GUARDS};
use dynamite::{Error, ErrorKind, Outcome, StoredItem};
use dynamite_sample::models::{Handle, tables};

use crate::support::{Item, Proxied, item, l, m, n, ns, s, ss};

static HANDLES: &[&TableDescriptor] = &[&tables::HANDLES, &UNIQUE_GUARDS];

fn at(name: &'static str) -> Attribute {
    Attribute::named(name)
}

/// A handle with these attributes too.
fn handle<const N: usize>(more: [(&str, AttributeValue); N]) -> StoredItem {
    let mut attributes = item([("id", s("1")), ("name", s("ada"))]);
    attributes.extend(item(more));
    stored_item(attributes)
}

/// The errors of all writes of an item. None of them was sent.
async fn refusals(item: &StoredItem) -> Vec<Error> {
    let bed = Proxied::with(HANDLES).await;
    let (db, model, exists) = (&bed.db, Handle::DESCRIPTOR, || at("id").exists());
    let refusals = [
        write::create(db, model, item).await,
        write::replace(db, model, item, exists()).await,
    ];
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    refusals.map(Result::unwrap_err).into_iter().collect()
}

async fn updated(bed: &Proxied, changes: Changes) -> Result<StoredItem, Error> {
    let (key, exists) = (handle([]), at("id").exists());
    write::update(&bed.db, Handle::DESCRIPTOR, &key, changes, exists).await
}

fn assert_names(error: &Error, attribute: &str) {
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let ErrorKind::Encode { model, error } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!((*model, &*error.attribute()), ("Handle", attribute));
}

#[tokio::test]
async fn values_that_dynamodb_rejects_are_not_sent_and_not_shown() {
    let wrong = [
        n("secret-1"),
        n("1e126"),
        n("123456789012345678901234567890123456789"),
        AttributeValue::Ss(Vec::new()),
        ss(["secret-1", "secret-1"]),
        ns(["1", "1.0"]),
        l([m([("in", n("secret-1"))])]),
        m([("", s("secret-1"))]),
    ];
    for wrong in wrong {
        for error in refusals(&handle([("phone", wrong.clone())])).await {
            assert_names(&error, "phone");
            assert!(
                !format!("{error} {error:#?}").contains("secret-1"),
                "{error}"
            );
        }
        let bed = Proxied::with(HANDLES).await;
        for change in [at("phone").set(wrong.clone()), at("phone").added(wrong)] {
            let error = updated(&bed, change).await.unwrap_err();
            assert_names(&error, "phone");
            assert!(
                !format!("{error} {error:#?}").contains("secret-1"),
                "{error}"
            );
        }
        assert_eq!(bed.proxy.counts().all_requests(), 0);
    }
}

#[tokio::test]
async fn a_key_that_is_none_is_named_with_its_model() {
    let keys: [Item; 4] = [
        item([("name", s("ada"))]),
        item([("id", n(1)), ("name", s("ada"))]),
        item([("id", s("")), ("name", s("ada"))]),
        item([("id", s("k".repeat(2049))), ("name", s("ada"))]),
    ];
    for key in keys.map(stored_item) {
        for error in refusals(&key).await {
            assert_names(&error, "id");
        }
        let bed = Proxied::with(HANDLES).await;
        let (model, exists) = (Handle::DESCRIPTOR, at("id").exists());
        let delete = write::delete(&bed.db, model, &key, exists.clone());
        assert_names(&delete.await.unwrap_err(), "id");
        let update = write::update(&bed.db, model, &key, at("bio").removed(), exists);
        assert_names(&update.await.unwrap_err(), "id");
        assert_eq!(bed.proxy.counts().all_requests(), 0);
    }
}

#[tokio::test]
async fn no_update_changes_a_key() {
    let bed = Proxied::with(HANDLES).await;
    write::create(&bed.direct, Handle::DESCRIPTOR, &handle([]))
        .await
        .unwrap();
    // With and without a change of a unique value.
    for change in [at("id").set(s("2")), at("id").removed()] {
        for others in [Changes::new(), at("name").set(s("eve"))] {
            let error = updated(&bed, change.clone().and(&others))
                .await
                .unwrap_err();
            assert_names(&error, "id");
        }
    }
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn an_item_that_is_too_large_is_named() {
    let large = handle([("bio", s("x".repeat(410_000)))]);
    for error in refusals(&large).await {
        let ErrorKind::ItemTooLarge { model, key, .. } = error.kind() else {
            panic!("{error}");
        };
        assert_eq!((*model, &**key), ("Handle", "id = \"1\""));
    }
    // What is stored already makes it too large.
    let bed = Proxied::with(HANDLES).await;
    let half = handle([("bio", s("x".repeat(250_000)))]);
    write::create(&bed.db, Handle::DESCRIPTOR, &half)
        .await
        .unwrap();
    let more = at("other").set(s("x".repeat(250_000)));
    for changes in [more.clone(), more.and(&at("name").set(s("eve")))] {
        let error = updated(&bed, changes).await.unwrap_err();
        let is_named = matches!(
            error.kind(),
            ErrorKind::ItemTooLarge {
                model: "Handle",
                ..
            }
        );
        assert!(is_named, "{error}");
    }
}

#[tokio::test]
async fn an_attribute_that_is_copied_and_absent_is_named() {
    let bed = Proxied::with(HANDLES).await;
    write::create(&bed.db, Handle::DESCRIPTOR, &handle([]))
        .await
        .unwrap();
    for to in ["bio", "name"] {
        let error = updated(&bed, at(to).copied_from(&at("gone")))
            .await
            .unwrap_err();
        let ErrorKind::MissingSource { model, key, paths } = error.kind() else {
            panic!("{error}");
        };
        assert_eq!((*model, &**key), ("Handle", "id = \"1\""));
        assert_eq!(&**paths, ["gone"]);
        assert_eq!(error.outcome(), Outcome::NotApplied);
    }
}
