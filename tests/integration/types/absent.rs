//! Attributes that are absent in items older than their fields.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::{Comparison, Condition};
use dynamite::model::TableDescriptor;
use dynamite::{AnyVersion, Timestamp, dec};
use dynamite_sample::models::{
    Binder, BinderLock, BinderState, Binders, NewBinder, binder, tables,
};

use crate::support::{Bed, Item, item, m, n, raw_put, s, stored};

static BINDERS: &[&TableDescriptor] = &[&tables::BINDERS];

/// An item with these attributes besides its name.
fn old<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    let name = [("name".to_owned(), s("old"))];
    let others = attributes.map(|(name, value)| (name.to_owned(), value));
    name.into_iter().chain(others).collect()
}

async fn with(item: Item) -> (Bed, Binders) {
    let bed = Bed::with(BINDERS).await;
    raw_put(&bed.db, "binders", item).await;
    let binders = Binders::new(&bed.db);
    (bed, binders)
}

async fn now(bed: &Bed) -> Item {
    stored(&bed.db, "binders", [("name", s("old"))])
        .await
        .unwrap()
}

fn as_read() -> Binder {
    Binder {
        name: "old".into(),
        pages: 0,
        copies: 3,
        shelf: "attic".into(),
        note: String::new(),
        open: false,
        state: BinderState::Closed,
        price: dec!(1.5),
        since: "2001-01-01T00:00:00Z".parse::<Timestamp>().unwrap(),
        limit: None,
        lock: None,
        version: 0,
    }
}

#[tokio::test]
async fn absent_attributes_and_null_read_as_the_value_of_the_schema() {
    let (bed, binders) = with(old([])).await;
    assert_eq!(binders.get("old").await.unwrap(), Some(as_read()));
    let null = aws_sdk_dynamodb::types::AttributeValue::Null(true);
    raw_put(
        &bed.db,
        "binders",
        old([("pages", null.clone()), ("version", null)]),
    )
    .await;
    assert_eq!(binders.get("old").await.unwrap(), Some(as_read()));

    let lock = old([("lock", m([("owner", s("ada"))]))]);
    raw_put(&bed.db, "binders", lock).await;
    let read = binders.get("old").await.unwrap().unwrap();
    let lock = BinderLock {
        owner: "ada".into(),
        tries: 2,
    };
    assert_eq!(read.lock, Some(lock));
}

#[tokio::test]
async fn selected_fields_have_the_value_too() {
    let (_bed, binders) = with(old([])).await;
    let fields = (
        binder::pages(),
        binder::shelf(),
        binder::version(),
        binder::state(),
    );
    let row = binders.get("old").select(fields).await.unwrap().unwrap();
    assert_eq!(row, (0, "attic".to_owned(), 0, BinderState::Closed));
    let inside = (binder::lock().tries(),);
    assert_eq!(
        binders.get("old").select(inside).await.unwrap(),
        Some((None,))
    );
}

/// A new item has the default, which is another thing.
#[tokio::test]
async fn a_new_item_has_its_default() {
    let bed = Bed::with(BINDERS).await;
    let new = NewBinder {
        name: "new".into(),
        pages: 5,
        shelf: "hall".into(),
        note: "x".into(),
    };
    let made = Binders::new(&bed.db).create(new).await.unwrap();
    assert_eq!((made.copies, made.open, made.version), (1, true, 1));
}

/// Conditions hold for an absent attribute as they do for the value that it has.
#[tokio::test]
async fn conditions_take_absent_attributes_for_their_value() {
    let (bed, binders) = with(old([("limit", n(0))])).await;
    let holding: Vec<Condition<Binder>> = vec![
        binder::pages().eq(0),
        binder::pages().lt(1),
        binder::pages().le(0),
        binder::pages().ge(0),
        binder::pages().between(0, 5),
        binder::pages().is_in([7, 0]),
        binder::pages().ne(1),
        binder::copies().gt(2),
        binder::shelf().begins_with("at"),
        binder::shelf().contains("tti"),
        binder::shelf().size().eq(5),
        binder::note().eq(""),
        binder::note().size().lt(1),
        binder::open().eq(false),
        binder::state().eq(BinderState::Closed),
        binder::version().eq(0),
        !binder::pages().gt(0),
        binder::pages().compare_to(Comparison::Eq, &binder::limit()),
        binder::limit().compare_to(Comparison::Le, &binder::pages()),
    ];
    let failing: Vec<Condition<Binder>> = vec![
        binder::pages().eq(1),
        binder::pages().gt(0),
        binder::pages().ne(0),
        binder::pages().is_in([1, 2]),
        binder::pages().between(1, 5),
        binder::shelf().begins_with("b"),
        binder::shelf().size().gt(5),
        binder::note().ne(""),
        binder::open().eq(true),
        binder::version().eq(1),
        !binder::state().eq(BinderState::Closed),
        binder::pages().compare_to(Comparison::Ne, &binder::limit()),
        binder::lock().tries().eq(2),
    ];
    for null in [false, true] {
        if null {
            let null = aws_sdk_dynamodb::types::AttributeValue::Null(true);
            let names = [
                "pages", "copies", "shelf", "note", "open", "state", "version",
            ];
            let mut item = old([("limit", n(0))]);
            item.extend(names.map(|name| (name.to_owned(), null.clone())));
            raw_put(&bed.db, "binders", item).await;
        }
        for (expected, conditions) in [(1, &holding), (0, &failing)] {
            for condition in conditions {
                let found = binders.scan().filter(condition.clone()).count().await;
                assert_eq!(found.unwrap(), expected, "{condition:?} {null}");
                let found = binders.find(condition.clone()).scan().count().await;
                assert_eq!(found.unwrap(), expected, "{condition:?} {null}");
            }
        }
    }
    let lock = old([("lock", m([("owner", s("ada"))]))]);
    raw_put(&bed.db, "binders", lock).await;
    let tries = binder::lock().tries().eq(2);
    assert_eq!(binders.scan().filter(tries).count().await.unwrap(), 1);
}

#[tokio::test]
async fn adding_starts_from_the_value_and_keeps_the_rules() {
    let (bed, binders) = with(old([("lock", m([("owner", s("ada"))]))])).await;
    let update = || binders.update("old".any_version());
    let error = update().subtract(binder::copies(), 3).await.unwrap_err();
    assert_eq!(error.violations()[0].rule, "min", "{error}");
    let changed = update()
        .subtract(binder::copies(), 2)
        .add(binder::pages(), 4u32)
        .add(binder::price(), dec!(1))
        .add(binder::lock().tries(), 1u32)
        .await
        .unwrap();
    let lock = changed.lock.unwrap();
    let values = (changed.copies, changed.pages, changed.price, lock.tries);
    assert_eq!(values, (1, 4, dec!(2.5), 3));
    assert_eq!(now(&bed).await["copies"], n(1));
    let error = update().add(binder::pages(), 97u32).await.unwrap_err();
    assert_eq!(error.violations()[0].rule, "max", "{error}");
}

#[tokio::test]
async fn a_copy_of_an_absent_attribute_is_its_value() {
    let (bed, binders) = with(old([])).await;
    let update = binders.update("old".any_version());
    update
        .set_to(binder::note(), binder::shelf())
        .await
        .unwrap();
    assert_eq!(now(&bed).await["note"], s("attic"));
}

/// A `NULL` that is known to be version 0 is counted in a transaction, too.
#[tokio::test]
async fn a_null_version_is_counted() {
    let bed = Bed::with(BINDERS).await;
    let binders = Binders::new(&bed.db);
    let null = AttributeValue::Null(true);
    for name in ["a", "b", "c"] {
        let old = item([
            ("name", s(name)),
            ("shelf", s("x")),
            ("version", null.clone()),
        ]);
        raw_put(&bed.db, "binders", old).await;
    }
    let change = |name: &'static str| binders.update((name, 0)).set(binder::note(), "n");
    let whole = binders.get("b").await.unwrap().unwrap();
    let all = bed.db.transaction().and(change("a"));
    let all = all.and(binders.upsert(&whole));
    all.commit().await.unwrap();
    for name in ["a", "b"] {
        assert_eq!(
            binders.get(name).await.unwrap().unwrap().version,
            1,
            "{name}"
        );
    }
    let any = binders.update("c".any_version()).set(binder::note(), "n");
    assert_eq!(any.await.unwrap().version, 1);
}

/// An item without a version has version 0: it can be saved, and conflicts as any other.
#[tokio::test]
async fn an_absent_version_is_zero() {
    let (bed, binders) = with(old([])).await;
    let read = binders.get("old").await.unwrap().unwrap();
    let error = binders
        .update(("old", 1))
        .set(binder::note(), "x")
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("has version 0, and 1 was expected"),
        "{error}"
    );
    let saved = binders.save(&read).await.unwrap();
    assert_eq!(saved.version, 1);
    assert_eq!(now(&bed).await["version"], n(1));
    let stale = binders.save(&read).await.unwrap_err();
    assert!(stale.is_version_conflict(), "{stale}");

    raw_put(&bed.db, "binders", old([])).await;
    let changed = binders
        .update(&read)
        .set(binder::note(), "x")
        .await
        .unwrap();
    assert_eq!(changed.version, 1);
    raw_put(&bed.db, "binders", old([])).await;
    assert!(binders.delete(&read).await.unwrap());
}

/// DynamoDB rejects a number of more than 38 digits. What is worked out here is an error too, and not
/// left out.
#[tokio::test]
async fn an_amount_that_cannot_be_added_is_an_error() {
    let much = || dec!(99999999999999999999999999999999999999);
    let (bed, binders) = with(old([("price", AttributeValue::Null(true))])).await;
    let version = || "old".any_version();
    let before = now(&bed).await;
    let error = binders.update(version()).add(binder::price(), much()).await;
    assert!(error.unwrap_err().to_string().contains("price"));
    let error = binders
        .update(version())
        .subtract(binder::price(), much())
        .await;
    assert!(error.unwrap_err().to_string().contains("38"));
    assert_eq!(now(&bed).await, before);

    let new = || NewBinder {
        name: "new".into(),
        pages: 1,
        shelf: "attic".into(),
        note: "n".into(),
    };
    // The limit makes it two requests.
    let insert = new().price(dec!(0.5)).limit(7);
    let add = binders
        .update("new".any_version())
        .add(binder::price(), much());
    let error = add.or_insert(insert).await.unwrap_err();
    assert_eq!(error.outcome(), dynamite::Outcome::NotApplied);
    assert!(error.to_string().contains("price"), "{error}");
    assert_eq!(binders.get("new").await.unwrap(), None);
}
