//! Guards as they are stored, and the table that holds them.

use dynamite::ErrorKind;
use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite_sample::models::{self, People, tables};

use super::{GUARDS, PEOPLE, bed, person};
use crate::support::{Bed, m, n, s, stored};

static WITHOUT_GUARDS: &[&TableDescriptor] = &[&tables::PEOPLE];

#[tokio::test]
async fn a_guard_says_whose_it_is() {
    let bed = bed().await;
    let ada = People::new(&bed.db).create(person("ada")).await.unwrap();
    let key = [("guard", s("#people##email#ada@example.com"))];
    let mut guard = stored(&bed.db, GUARDS, key.clone()).await.unwrap();
    let claim = guard.remove("claim").unwrap();
    assert_eq!(claim.as_s().unwrap().len(), 36);
    let expected = [
        ("owner", m([("id", s(ada.id))])),
        ("table", s("people")),
        ("format", n(2)),
    ];
    let [guard_key] = key;
    let expected = crate::support::item(expected).into_iter();
    let expected = expected.chain([(guard_key.0.to_owned(), guard_key.1)]);
    assert_eq!(guard, expected.collect());
}

#[tokio::test]
async fn the_tables_of_a_schema_with_unique_fields_have_the_guards_among_them() {
    assert!(models::TABLES.contains(&&UNIQUE_GUARDS));
    let bed = Bed::empty().await;
    let db = bed.db.clone().with_table_prefix("test-");
    db.sync(PEOPLE).await.unwrap();
    let people = People::new(&db);
    let ada = people.create(person("ada")).await.unwrap();
    let key = [("guard", s("test-#people##email#ada@example.com"))];
    let guard = stored(&bed.db, "test-dynamite_unique", key).await.unwrap();
    assert_eq!(guard["table"], s("test-people"));
    assert_eq!(people.by_email("ada@example.com").await.unwrap(), Some(ada));
}

#[tokio::test]
async fn without_the_table_of_guards_the_error_says_how_to_make_it() {
    let bed = Bed::with(WITHOUT_GUARDS).await;
    let people = People::new(&bed.db);
    let errors = [
        people.create(person("ada")).await.unwrap_err(),
        people.by_email("ada@example.com").await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error.kind(), ErrorKind::TableNotFound), "{error}");
        let text = error.to_string();
        assert!(
            text.contains(GUARDS) && text.contains("sync(models::TABLES)"),
            "{text}"
        );
    }
    assert_eq!(crate::support::stored_all(&bed.db, "people").await, []);
}

#[tokio::test]
async fn a_guard_of_a_newer_format_is_not_touched() {
    let bed = bed().await;
    let guard = crate::support::item([
        ("guard", s("#people##email#ada@example.com")),
        ("format", n(3)),
    ]);
    crate::support::raw_put(&bed.db, GUARDS, guard).await;
    let people = People::new(&bed.db);
    let error = people.create(person("ada")).await.unwrap_err();
    assert!(error.to_string().contains("newer version"), "{error}");
    assert_eq!(crate::support::stored_all(&bed.db, "people").await, []);
}
