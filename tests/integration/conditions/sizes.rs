//! Sizes of what is stored and of what is not: one meaning for the condition of a write, a filter,
//! and an item that is checked in memory.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::{Condition, Size};
use dynamite_sample::models::{Orders, Specimens, Users, order, specimen, user};

use crate::support::{
    Bed, Item, ORDERS, USERS, ada, l, m, n, new_order, new_user, raw_put, s, ss, stored,
};
use crate::types::{SPECIMENS, specimen as sample};

/// Whether a condition holds for an item: asked three times.
macro_rules! holds {
    ($repository:expr, $item:expr, $by_key:expr, $condition:expr) => {{
        let condition = $condition;
        let text = format!("{condition:?}");
        let write = $repository.update($item).only_if(condition.clone()).await;
        let written = match write {
            Ok(_) => true,
            Err(error) if error.is_condition_failed() => false,
            Err(error) => panic!("{text}: {error}"),
        };
        let scan = $repository.scan().filter(condition.clone());
        let filtered = scan.exists().await.unwrap();
        assert_eq!(written, filtered, "write and filter differ: {text}");
        let checked = $repository
            .find($by_key.and(condition))
            .exists()
            .await
            .unwrap();
        assert_eq!(written, checked, "write and check differ: {text}");
        written
    }};
}

/// Every comparison of a size with a few numbers, and whether it holds for this size.
fn comparisons<M>(size: impl Fn() -> Size<M>, is: Option<usize>) -> Vec<(Condition<M>, bool)> {
    let holds = |compare: &dyn Fn(usize) -> bool| is.is_some_and(compare);
    let of = |n: usize| {
        [
            (size().eq(n), holds(&|it| it == n)),
            (size().ne(n), holds(&|it| it != n)),
            (size().lt(n), holds(&|it| it < n)),
            (size().le(n), holds(&|it| it <= n)),
            (size().gt(n), holds(&|it| it > n)),
            (size().ge(n), holds(&|it| it >= n)),
            (
                size().between(n, n + 1),
                holds(&|it| it == n || it == n + 1),
            ),
        ]
    };
    let plain = (0..3).flat_map(of);
    let plain: Vec<_> = plain.collect();
    let negated = plain.iter().map(|(it, holds)| (!it.clone(), !holds));
    let negated: Vec<_> = negated.collect();
    plain.into_iter().chain(negated).collect()
}

fn null() -> AttributeValue {
    AttributeValue::Null(true)
}

fn with(mut item: Item, name: &str, value: Option<AttributeValue>) -> Item {
    item.remove(name);
    item.extend(value.map(|value| (name.to_owned(), value)));
    item
}

#[tokio::test]
async fn an_absent_required_collection_has_the_size_0() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let new = new_order(dynamite::Ulid::nil(), 5);
    let order = orders.create(new).await.unwrap();
    let key = [("user_id", s(order.user_id)), ("id", s(order.id))];
    let item = stored(&bed.db, "orders", key).await.unwrap();
    let line = || m([("sku", s("a")), ("quantity", n(1)), ("price", n(1))]);
    let lists = [
        (None, 0),
        (Some(null()), 0),
        (Some(l([])), 0),
        (Some(l([line(), line()])), 2),
    ];
    for (lines, size) in lists {
        raw_put(&bed.db, "orders", with(item.clone(), "lines", lines)).await;
        for (condition, expected) in comparisons(|| order::lines().size(), Some(size)) {
            let by_key = order::user_id()
                .eq(order.user_id)
                .and(order::id().eq(order.id));
            let text = format!("{condition:?} of {size}");
            assert_eq!(
                holds!(orders, &order, by_key, condition),
                expected,
                "{text}"
            );
        }
    }
    let maps = [(None, 0), (Some(null()), 0), (Some(m([("a", s("x"))])), 1)];
    for (notes, size) in maps {
        raw_put(&bed.db, "orders", with(item.clone(), "notes", notes)).await;
        for (condition, expected) in comparisons(|| order::notes().size(), Some(size)) {
            let by_key = order::user_id()
                .eq(order.user_id)
                .and(order::id().eq(order.id));
            let text = format!("{condition:?} of {size}");
            assert_eq!(
                holds!(orders, &order, by_key, condition),
                expected,
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn an_empty_set_has_the_size_0() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let user = ada(&bed.db).await;
    let item = stored(&bed.db, "users", [("id", s(user.id))])
        .await
        .unwrap();
    let sets = [(None, 0), (Some(null()), 0), (Some(ss(["a", "b"])), 2)];
    for (tags, size) in sets {
        raw_put(&bed.db, "users", with(item.clone(), "tags", tags)).await;
        for (condition, expected) in comparisons(|| user::tags().size(), Some(size)) {
            let by_key = user::id().eq(user.id);
            let text = format!("{condition:?} of {size}");
            assert_eq!(holds!(users, &user, by_key, condition), expected, "{text}");
        }
    }
}

#[tokio::test]
async fn the_first_insert_meets_a_greatest_size() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let mut user = ada(&bed.db).await;
    for tag in ["a", "b"] {
        let insert = users.update(&user).insert(user::tags(), [tag]);
        user = insert.only_if(user::tags().size().lt(2)).await.unwrap();
    }
    let third = users.update(&user).insert(user::tags(), ["c"]);
    let refused = third.only_if(user::tags().size().lt(2)).await.unwrap_err();
    assert!(refused.is_condition_failed(), "{refused}");
}

#[tokio::test]
async fn what_reads_as_none_has_no_size() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let user = ada(&bed.db).await;
    let item = stored(&bed.db, "users", [("id", s(user.id))])
        .await
        .unwrap();
    for (nickname, size) in [(None, None), (Some(null()), None), (Some(s("ab")), Some(2))] {
        raw_put(&bed.db, "users", with(item.clone(), "nickname", nickname)).await;
        for (condition, expected) in comparisons(|| user::nickname().size(), size) {
            let by_key = user::id().eq(user.id);
            let text = format!("{condition:?} of {size:?}");
            assert_eq!(holds!(users, &user, by_key, condition), expected, "{text}");
        }
    }
    // A required list inside of what may be absent reads as empty if that is there.
    let profiles = [
        (None, None),
        (Some(null()), None),
        (Some(m([])), Some(0)),
        (Some(m([("links", null())])), Some(0)),
        (Some(m([("links", l([]))])), Some(0)),
        (Some(m([("links", l([s("x")]))])), Some(1)),
    ];
    for (profile, size) in profiles {
        raw_put(&bed.db, "users", with(item.clone(), "profile", profile)).await;
        for (condition, expected) in comparisons(|| user::profile().links().size(), size) {
            let by_key = user::id().eq(user.id);
            let text = format!("{condition:?} of {size:?}");
            assert_eq!(holds!(users, &user, by_key, condition), expected, "{text}");
        }
    }
}

#[tokio::test]
async fn an_optional_list_is_none_and_an_optional_set_empty() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let created = specimens.create(sample(|_| ())).await.unwrap();
    for (condition, expected) in comparisons(|| specimen::notes().size(), None) {
        let by_key = specimen::id().eq(created.id);
        let text = format!("{condition:?}");
        assert_eq!(
            holds!(specimens, &created, by_key, condition),
            expected,
            "{text}"
        );
    }
    let sets = || specimen::marks().size();
    for (condition, expected) in comparisons(sets, Some(0)) {
        let by_key = specimen::id().eq(created.id);
        let text = format!("{condition:?}");
        assert_eq!(
            holds!(specimens, &created, by_key, condition),
            expected,
            "{text}"
        );
    }
    let inside = comparisons(|| specimen::spare().labels().size(), Some(0));
    for (condition, expected) in inside {
        let by_key = specimen::id().eq(created.id);
        let text = format!("{condition:?}");
        assert_eq!(
            holds!(specimens, &created, by_key, condition),
            expected,
            "{text}"
        );
    }
}

#[tokio::test]
async fn an_empty_list_equals_one_that_is_not_stored() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let new = new_order(dynamite::Ulid::nil(), 5);
    let order = orders.create(new).await.unwrap();
    let key = [("user_id", s(order.user_id)), ("id", s(order.id))];
    let item = stored(&bed.db, "orders", key).await.unwrap();
    let by_key = || {
        order::user_id()
            .eq(order.user_id)
            .and(order::id().eq(order.id))
    };
    for notes in [None, Some(null()), Some(m([]))] {
        let without = with(item.clone(), "lines", None);
        raw_put(&bed.db, "orders", with(without, "notes", notes)).await;
        let empty = || std::collections::BTreeMap::<String, String>::new();
        let one = || [("a", "x")];
        assert!(holds!(orders, &order, by_key(), order::notes().eq(empty())));
        assert!(!holds!(
            orders,
            &order,
            by_key(),
            order::notes().ne(empty())
        ));
        assert!(holds!(orders, &order, by_key(), order::notes().ne(one())));
        assert!(holds!(orders, &order, by_key(), order::lines().eq(vec![])));
        assert!(!holds!(
            orders,
            &order,
            by_key(),
            !order::lines().eq(vec![])
        ));
        assert!(holds!(
            orders,
            &order,
            by_key(),
            order::lines().is_in([vec![]])
        ));
    }
    raw_put(
        &bed.db,
        "orders",
        with(item, "notes", Some(m([("a", s("x"))]))),
    )
    .await;
    let empty = || std::collections::BTreeMap::<String, String>::new();
    assert!(!holds!(
        orders,
        &order,
        by_key(),
        order::notes().eq(empty())
    ));
    assert!(holds!(orders, &order, by_key(), order::notes().ne(empty())));
}

#[tokio::test]
async fn a_list_of_an_optional_profile_equals_an_empty_one_only_if_there_is_a_profile() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let user = users.create(new_user("ada")).await.unwrap();
    let item = stored(&bed.db, "users", [("id", s(user.id))])
        .await
        .unwrap();
    let none = || Vec::<String>::new();
    for (profile, is_empty) in [(None, false), (Some(m([])), true)] {
        raw_put(&bed.db, "users", with(item.clone(), "profile", profile)).await;
        let by_key = || user::id().eq(user.id);
        let links = || user::profile().links();
        assert_eq!(holds!(users, &user, by_key(), links().eq(none())), is_empty);
        assert_eq!(
            holds!(users, &user, by_key(), links().ne(none())),
            !is_empty
        );
    }
}
