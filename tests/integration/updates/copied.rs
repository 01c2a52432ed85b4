//! Copies of attributes that are absent, or `NULL`, which other programs store for that.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::model::TableDescriptor;
use dynamite::{AnyVersion, Error, ErrorKind};
use dynamite_sample::models::{Binders, Buckets, NewBucket, binder, bucket, tables};

use crate::support::{Bed, item, m, raw_put, s, stored};

static TABLES: &[&TableDescriptor] = &[&tables::BINDERS, &tables::BUCKETS];
const NULL: AttributeValue = AttributeValue::Null(true);

fn missing(error: &Error) -> &[String] {
    match error.kind() {
        ErrorKind::MissingSource { paths, .. } => paths,
        _ => panic!("{error}"),
    }
}

/// What is absent, or `NULL`, has the value of the schema, and that is copied.
#[tokio::test]
async fn the_value_of_an_absent_attribute_is_copied() {
    let bed = Bed::with(TABLES).await;
    let binders = Binders::new(&bed.db);
    let put = |attributes: Vec<(&'static str, AttributeValue)>| {
        let mut stored = item([("name", s("a"))]);
        stored.extend(
            attributes
                .into_iter()
                .map(|(name, it)| (name.to_owned(), it)),
        );
        raw_put(&bed.db, "binders", stored)
    };
    let binder = || binders.update("a".any_version());
    for shelf in [vec![], vec![("shelf", NULL)]] {
        put(shelf).await;
        let copied = binder().set_to(binder::note(), binder::shelf());
        assert_eq!(copied.await.unwrap().note, "attic");
    }
    let owner = || ("owner", s("ada"));
    for lock in [m([owner()]), m([owner(), ("tries", NULL)])] {
        put(vec![("lock", lock)]).await;
        let copied = binder().set_to(binder::limit(), binder::lock().tries());
        assert_eq!(copied.await.unwrap().limit, Some(2));
    }
    // In a transaction the item is not read.
    put(vec![("shelf", NULL)]).await;
    let copy = binder().set_to(binder::note(), binder::shelf());
    let error = bed.db.transaction().and(copy).commit().await.unwrap_err();
    assert!(
        error.to_string().contains("`shelf` is absent, or"),
        "{error}"
    );
}

/// What is inside of nothing has no value.
#[tokio::test]
async fn nothing_is_copied_from_an_absent_parent() {
    let bed = Bed::with(TABLES).await;
    let binders = Binders::new(&bed.db);
    let absent = item([("name", s("a"))]);
    let null = item([("name", s("a")), ("lock", NULL)]);
    for stored in [absent, null] {
        raw_put(&bed.db, "binders", stored).await;
        let copy = || {
            let update = binders.update("a".any_version());
            update.set_to(binder::limit(), binder::lock().tries())
        };
        assert_eq!(missing(&copy().await.unwrap_err()), ["lock.tries"]);
        let refused = bed.db.transaction().and(copy()).commit().await;
        let error = refused.unwrap_err();
        assert!(
            error.to_string().contains("`lock.tries` is absent"),
            "{error}"
        );
        assert_eq!(binders.get("a").await.unwrap().unwrap().version, 0);
    }
}

/// A `NULL` is not copied to where none can be read.
#[tokio::test]
async fn null_is_not_copied() {
    let bed = Bed::with(TABLES).await;
    let buckets = Buckets::new(&bed.db);
    let key = [("name", s("a"))];
    buckets
        .create(NewBucket { name: "a".into() })
        .await
        .unwrap();
    for note in [None, Some(NULL)] {
        let mut item = stored(&bed.db, "buckets", key.clone()).await.unwrap();
        item.extend(note.map(|it| ("note".to_owned(), it)));
        raw_put(&bed.db, "buckets", item).await;
        let copy = || (buckets.update("a")).set_to(bucket::owner(), bucket::note());
        assert_eq!(missing(&copy().await.unwrap_err()), ["note"]);
        let present = copy().only_if(bucket::note().is_present());
        let error = present.await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert_eq!(buckets.get("a").await.unwrap().unwrap().owner, "nobody");
    }
}
