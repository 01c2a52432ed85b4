//! Guards of several services in one table.

use dynamite_sample::models::People;

use super::{bed, guards, person};
use crate::support::stored_all;

#[tokio::test]
async fn services_with_namespaces_of_their_own_do_not_meet() {
    let bed = bed().await;
    let service = |name: &str| People::new(&bed.db.clone().with_guard_namespace(name));
    let (one, other) = (service("one"), service("other"));
    let ada = one.create(person("ada")).await.unwrap();
    let another = other.create(person("ada")).await.unwrap();
    for (people, expected) in [(&one, &ada), (&other, &another)] {
        let found = people.by_email("ada@example.com").await.unwrap();
        assert_eq!(found.as_ref(), Some(expected));
        let error = people.create(person("ada")).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(&expected.id.to_string()), "{text}");
    }
    let without = People::new(&bed.db);
    assert_eq!(without.by_email("ada@example.com").await.unwrap(), None);

    one.delete(ada.id).await.unwrap();
    let keys: Vec<_> = guards(&bed.db).await.into_iter().map(|it| it.0).collect();
    assert_eq!(keys, ["other#people##email#ada@example.com"]);
    assert_eq!(stored_all(&bed.db, "people").await.len(), 1);
}

#[tokio::test]
async fn the_namespace_is_the_prefix_unless_it_is_given() {
    let bed = bed().await;
    let db = bed.db.clone().with_table_prefix("dev-");
    assert_eq!(
        (bed.db.guard_namespace(), db.guard_namespace()),
        ("", "dev-")
    );
    let db = db.with_guard_namespace("prod-").with_table_prefix("test-");
    assert_eq!(db.guard_namespace(), "prod-");
    assert!(format!("{db:?}").contains("prod-"), "{db:?}");
    assert_eq!(db.with_guard_namespace("").guard_namespace(), "");
}
