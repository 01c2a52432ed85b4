//! What comes back is typed, field by field, wherever the field is.

use dynamite::{Decimal, Ulid, dec};
use dynamite_sample::models::{Container, OrderStatus, Profile, Role, Specimens, Users};
use dynamite_sample::models::{order, specimen, user as users};
use futures_util::TryStreamExt as _;

use super::{orders, user};
use crate::support::{Bed, ORDERS, USERS, new_user};
use crate::types::SPECIMENS;

#[tokio::test]
async fn a_query_returns_tuples_in_the_order_of_the_handles() {
    let bed = Bed::with(ORDERS).await;
    let (orders, created) = orders(&bed.db).await;
    let query = orders.query(user()).select((order::total(), order::id()));
    let rows: Vec<(Decimal, Ulid)> = query.clone().all().await.unwrap();
    let expected: Vec<_> = created.iter().map(|it| (it.total, it.id)).collect();
    assert_eq!(rows, expected);
    assert_eq!(query.clone().first().await.unwrap(), Some(expected[0]));
    let streamed: Vec<_> = query.descending().stream().try_collect().await.unwrap();
    assert_eq!(streamed, [expected[2], expected[1], expected[0]]);
}

#[tokio::test]
async fn indexes_gets_and_scans_select_too() {
    let bed = Bed::with(ORDERS).await;
    let (orders, created) = orders(&bed.db).await;
    let fields = || (order::total(), order::status());
    let expected = |total| (Decimal::from(total), OrderStatus::Pending);

    let by_status = orders.by_status(OrderStatus::Pending).select(fields());
    let rows = by_status.sort_ge(created[2].placed_at).all().await.unwrap();
    assert!(rows.contains(&expected(2)), "{rows:?}");

    let rows = orders.by_total(user()).select((order::total(),));
    let rows = rows.sort_ge(dec!(1)).consistent().all().await.unwrap();
    assert_eq!(rows, [(dec!(1),), (dec!(2),)]);

    let row = orders.get(&created[1]).consistent().select(fields()).await;
    assert_eq!(row.unwrap(), Some(expected(1)));
    let none = orders.get((user(), Ulid::from_parts(9, 9)));
    assert_eq!(none.select(fields()).await.unwrap(), None);

    let mut scanned = orders.scan().select(fields()).all().await.unwrap();
    scanned.sort_by_key(|(total, _)| *total);
    assert_eq!(scanned, [0, 1, 2].map(expected));
    let in_segments = orders.scan().select((order::id(),)).segments(3);
    assert_eq!(in_segments.all().await.unwrap().len(), 3);
}

#[tokio::test]
async fn pages_limits_filters_and_cursors_work_as_for_items() {
    let bed = Bed::with(ORDERS).await;
    let (orders, _) = orders(&bed.db).await;
    let query = orders.query(user()).filter(order::total().ge(1)).limit(1);

    let page = query.clone().select((order::notes().key("gift"),));
    let page = page.page(None).await.unwrap();
    assert_eq!(page.items, [(Some("note 1".to_owned()),)]);

    // The cursor fits the same query with another selection, or with none.
    let cursor = page.cursor.unwrap();
    let next = query.clone().select((order::total(),));
    let next = next.page(Some(&cursor)).await.unwrap();
    assert_eq!(next.items, [(dec!(2),)]);
    let next = query.page(Some(&cursor)).await.unwrap();
    assert_eq!(next.items[0].total, dec!(2));
}

#[tokio::test]
async fn fields_of_elements_and_of_what_contains_them_come_together() {
    let bed = Bed::with(ORDERS).await;
    let (orders, created) = orders(&bed.db).await;
    let line = |index| order::lines().at(index);
    let fields = (
        line(1).sku(),
        line(0).quantity(),
        line(1),
        order::lines(),
        line(2).sku(),
    );
    let row = orders.get(&created[2]).select(fields).await.unwrap();
    let lines = created[2].lines.clone();
    let second = lines[1].clone();
    let expected = (Some("sku-1".to_owned()), Some(2), Some(second), lines, None);
    assert_eq!(row, Some(expected));
}

#[tokio::test]
async fn a_required_field_of_a_required_parent_is_no_option() {
    let bed = Bed::with(SPECIMENS).await;
    let new = crate::types::specimen(|it| {
        it.container.material = "steel".to_owned();
        it.container.inner = vec![it.container.clone()];
    });
    let created = Specimens::new(&bed.db).create(new).await.unwrap();
    let fields = (
        specimen::container().material(),
        specimen::container().capacity(),
        specimen::container().inner().at(0).material(),
        specimen::spare().material(),
    );
    let row = Specimens::new(&bed.db).get(&created).select(fields);
    let row: (String, Option<Decimal>, Option<String>, Option<String>) =
        row.await.unwrap().unwrap();
    let steel = "steel".to_owned();
    assert_eq!(row, (steel.clone(), None, Some(steel), None));
}

#[tokio::test]
async fn twelve_fields_may_be_selected_and_one_twice() {
    let bed = Bed::with(USERS).await;
    let profile = Profile {
        bio: Some("counts".to_owned()),
        links: vec!["x".to_owned()],
    };
    let ada = new_user("ada").profile(profile.clone()).role(Role::Admin);
    let ada = Users::new(&bed.db).create(ada).await.unwrap();
    let fields = (
        users::id(),
        users::email(),
        users::name(),
        users::nickname(),
        users::role(),
        users::profile(),
        users::tags(),
        users::balance(),
        users::created_at(),
        users::updated_at(),
        users::profile().links(),
        users::id(),
    );
    let row = Users::new(&bed.db).get(&ada).select(fields).await.unwrap();
    let row = row.unwrap();
    assert_eq!((row.0, row.11), (ada.id, ada.id));
    assert_eq!((row.1, row.2, row.3), (ada.email, ada.name, None));
    assert_eq!((row.4, row.5), (Role::Admin, Some(profile)));
    assert_eq!((row.6, row.7), (ada.tags, ada.balance));
    assert_eq!((row.8, row.9), (ada.created_at, ada.updated_at));
    assert_eq!(row.10, Some(vec!["x".to_owned()]));
}

#[tokio::test]
async fn whole_containers_are_values_like_others() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let new = crate::types::specimen(|it| it.container.material = "steel".to_owned());
    let created = specimens.create(new).await.unwrap();
    let row = specimens.get(&created).select((specimen::container(),));
    let (container,): (Container,) = row.await.unwrap().unwrap();
    assert_eq!(container, created.container);
}
