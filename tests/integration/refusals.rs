//! What cannot be stored is refused before any request.

use dynamite::codec::EncodeProblem;
use dynamite::types::Document;
use dynamite::{Error, ErrorKind, Timestamp, Ulid, Uuid};
use dynamite_sample::models::{
    NewPhoto, Order, OrderStatus, Orders, Photos, Products, Specimens, Users, order, product,
    specimen, user,
};
use dynamite_sample::money::Cents;

use crate::support::{ORDERS, Proxied, new_order, new_user};
use crate::types::SPECIMENS;

/// The attribute an error names, and what is wrong with it.
fn problem(error: &Error) -> (String, &EncodeProblem) {
    match error.kind() {
        ErrorKind::Encode { error, .. } => (error.attribute(), error.problem()),
        ErrorKind::Expression(dynamite::expr::ExpressionError::Encode(error)) => {
            (error.attribute(), error.problem())
        }
        kind => panic!("another error: {kind:?}"),
    }
}

#[tokio::test]
async fn empty_and_long_keys_are_refused() {
    let bed = Proxied::empty().await;
    let users = Users::new(&bed.db);
    let mut empty = new_user("ada");
    empty.email = String::new();
    let error = users.create(empty).await.unwrap_err();
    assert_eq!(problem(&error), ("email".into(), &EncodeProblem::EmptyKey));

    let products = Products::new(&bed.db);
    let error = products.get(("", "lamp")).await.unwrap_err();
    assert_eq!(problem(&error), ("shop".into(), &EncodeProblem::EmptyKey));

    let long = "x".repeat(1025);
    let error = products.delete(("shop", long)).await.unwrap_err();
    let too_long = EncodeProblem::KeyTooLong {
        bytes: 1025,
        limit: 1024,
    };
    assert_eq!(problem(&error), ("sku".into(), &too_long));

    let photos = Photos::new(&bed.db);
    let error = photos.query(vec![0; 2049]).all().await.unwrap_err();
    let too_long = EncodeProblem::KeyTooLong {
        bytes: 2049,
        limit: 2048,
    };
    assert_eq!(problem(&error), ("digest".into(), &too_long));
    let shot_on = "2024-02-29".parse().unwrap();
    let empty = NewPhoto {
        digest: Vec::new(),
        width: 1,
        shot_on,
    };
    let error = photos.create(empty).await.unwrap_err();
    assert_eq!(problem(&error), ("digest".into(), &EncodeProblem::EmptyKey));

    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn an_index_key_must_not_become_empty_through_an_update() {
    let bed = Proxied::empty().await;
    let update = Users::new(&bed.db).update(Ulid::from_parts(1, 1));
    let error = update.set(user::email(), "").await.unwrap_err();
    assert_eq!(problem(&error), ("email".into(), &EncodeProblem::EmptyKey));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn an_item_over_400_kb_is_refused() {
    let bed = Proxied::empty().await;
    let new = new_user("ada").nickname("x".repeat(400 * 1024));
    let error = Users::new(&bed.db).create(new).await.unwrap_err();
    let (attribute, problem) = problem(&error);
    assert_eq!(attribute, "");
    assert!(
        matches!(problem, EncodeProblem::ItemTooLarge { bytes } if *bytes > 409_600),
        "{problem:?}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn numbers_that_dynamodb_does_not_have_are_refused() {
    let bed = Proxied::empty().await;
    let specimens = dynamite_sample::models::Specimens::new(&bed.db);
    let (nan, infinite) = (f64::NAN, f32::INFINITY);
    for (error, expected) in [
        (
            crate::types::specimen(|it| it.mass = nan),
            EncodeProblem::NotFinite,
        ),
        (
            crate::types::specimen(|it| it.acidity = infinite),
            EncodeProblem::NotFinite,
        ),
        (
            crate::types::specimen(|it| it.mass = 1e126),
            EncodeProblem::NumberOutOfRange,
        ),
        (
            crate::types::specimen(|it| it.mass = 1e-131),
            EncodeProblem::NumberOutOfRange,
        ),
        (
            crate::types::specimen(|it| it.serial = i128::MAX),
            EncodeProblem::TooManyDigits,
        ),
        (
            crate::types::specimen(|it| it.fingerprint = u128::MAX),
            EncodeProblem::TooManyDigits,
        ),
    ] {
        let error = specimens.create(error).await.unwrap_err();
        assert_eq!(problem(&error).1, &expected);
    }
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn an_empty_set_in_a_json_field_is_refused_wherever_it_is() {
    let bed = Proxied::empty().await;
    let specimens = Specimens::new(&bed.db);
    let empty = || Document::StringSet([].into());
    let in_map = || Document::from_iter([("a", empty())]);
    let errors = [
        ("raw", crate::types::specimen(|it| it.raw = empty()).into()),
        (
            "raw.a",
            crate::types::specimen(|it| it.raw = in_map()).into(),
        ),
        (
            "attachment",
            crate::types::specimen(|_| ()).attachment(empty()),
        ),
        (
            "readings.a",
            crate::types::specimen(|_| ()).readings([("a".to_owned(), empty())].into()),
        ),
    ];
    for (attribute, new) in errors {
        let error = specimens.create(new).await.unwrap_err();
        assert_eq!(
            problem(&error),
            (attribute.into(), &EncodeProblem::EmptySet)
        );
    }
    let update = specimens.update(Uuid::nil());
    let error = update.set(specimen::raw(), empty()).await.unwrap_err();
    assert_eq!(problem(&error), ("raw".into(), &EncodeProblem::EmptySet));
    assert!(error.to_string().contains("leave it out"), "{error}");
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn values_are_nested_32_levels_deep_at_most_wherever_they_are_put() {
    let bed = Proxied::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let lists = |levels| {
        (1..levels).fold(Document::List(Vec::new()), |inner, _| {
            Document::List(vec![inner])
        })
    };
    let deep = |levels| crate::types::specimen(|it| it.raw = lists(levels));
    let too_deep = |error: &Error| {
        assert_eq!(*problem(error).1, EncodeProblem::NestedTooDeep, "{error}");
    };
    let created = specimens.create(deep(32)).await.unwrap();
    specimens
        .update(&created)
        .set(specimen::raw().at(0).at(0), lists(30))
        .await
        .unwrap();

    let requests = bed.proxy.counts().all_requests();
    for levels in [33, 10_000] {
        too_deep(&specimens.create(deep(levels)).await.unwrap_err());
        let set = specimens
            .update(&created)
            .set(specimen::raw(), lists(levels));
        too_deep(&set.await.unwrap_err());
        let equal = specimen::raw().eq(lists(levels));
        let set = specimens.update(&created).set(specimen::label(), "x");
        too_deep(&set.only_if(equal).await.unwrap_err());
    }
    let set = specimens.update(&created);
    let set = set.set(specimen::raw().at(0).at(0), lists(31));
    too_deep(&set.await.unwrap_err());
    assert_eq!(bed.proxy.counts().all_requests(), requests);
}

#[tokio::test]
async fn a_value_that_its_codec_refuses_is_named() {
    let bed = Proxied::empty().await;
    let update = Products::new(&bed.db).update(("shop", "lamp"));
    let error = update.set(product::price(), Cents(-1)).await.unwrap_err();
    let (attribute, problem) = problem(&error);
    assert_eq!(attribute, "price");
    assert!(matches!(problem, EncodeProblem::Codec(_)), "{problem:?}");
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_time_that_would_not_sort_is_refused() {
    let bed = Proxied::empty().await;
    let key = (Ulid::from_parts(1, 1), Ulid::from_parts(1, 2));
    let update = Orders::new(&bed.db).update(key);
    let error = update
        .set(order::placed_at(), Timestamp::MIN)
        .await
        .unwrap_err();
    let expected = ("placed_at".into(), &EncodeProblem::YearOutOfRange);
    assert_eq!(problem(&error), expected);
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn expressions_that_cannot_work_are_refused() {
    use dynamite::expr::{Condition, ExpressionError};
    let bed = Proxied::empty().await;
    let orders = Orders::new(&bed.db);
    let key = (Ulid::from_parts(1, 1), Ulid::from_parts(1, 2));
    let refused = async |condition: Condition<Order>| {
        let update = orders.update(key).set(order::total(), 1);
        match update.only_if(condition).await.unwrap_err().into_kind() {
            ErrorKind::Expression(error) => error,
            kind => panic!("another error: {kind:?}"),
        }
    };
    let many = (0..301).map(|number| order::total().eq(number));

    let empty_in = refused(order::total().is_in(Vec::<u64>::new())).await;
    let empty_range = refused(order::total().between(2, 1)).await;
    let empty_group = refused(Condition::any([])).await;
    let too_many = refused(Condition::any(many)).await;

    assert!(matches!(empty_in, ExpressionError::EmptyIn { .. }));
    assert!(matches!(empty_range, ExpressionError::EmptyRange { .. }));
    assert!(matches!(empty_group, ExpressionError::EmptyGroup));
    assert!(matches!(too_many, ExpressionError::TooManyOperators { .. }));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn overlapping_changes_are_refused() {
    use dynamite::expr::ExpressionError;
    let bed = Proxied::empty().await;
    let key = (Ulid::from_parts(1, 1), Ulid::from_parts(1, 2));
    let update = Orders::new(&bed.db).update(key);
    let update = update.set(order::lines(), Vec::new());
    let error = update
        .set(order::lines().at(0).sku(), "x")
        .await
        .unwrap_err();
    let ErrorKind::Expression(ExpressionError::Overlap { first, second }) = error.into_kind()
    else {
        panic!("another error");
    };
    assert_eq!((&*first, &*second), ("lines", "lines[0].sku"));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_filter_on_the_key_of_the_query_is_refused() {
    use dynamite::expr::ExpressionError;
    let bed = Proxied::empty().await;
    let orders = Orders::new(&bed.db);
    let user = Ulid::from_parts(1, 1);
    let named = |error: Error| match error.kind() {
        ErrorKind::Expression(ExpressionError::FilterOnKey { attribute }) => {
            assert!(error.to_string().contains("sort_"), "{error}");
            *attribute
        }
        kind => panic!("another error: {kind:?}"),
    };

    let by_id = order::id().gt(user).or(order::total().eq(1));
    let error = orders.query(user).filter(by_id).all().await;
    assert_eq!(named(error.unwrap_err()), "id");
    let by_user = !order::user_id().is_in([user]);
    let error = orders.query(user).filter(by_user).first().await;
    assert_eq!(named(error.unwrap_err()), "user_id");
    let by_status = orders.by_status(OrderStatus::Paid);
    let by_time = order::placed_at().between(Timestamp::UNIX_EPOCH, Timestamp::now());
    let error = by_status.filter(by_time).page(None).await;
    assert_eq!(named(error.unwrap_err()), "placed_at");
    let by_total = orders.by_total(user).filter(order::total().ne(1));
    let error = futures_util::TryStreamExt::try_next(&mut std::pin::pin!(by_total.stream())).await;
    assert_eq!(named(error.unwrap_err()), "total");

    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_filter_on_another_key_is_not_refused() {
    let bed = Proxied::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let user = Ulid::from_parts(1, 1);
    let order = orders.create(new_order(user, 5)).await.unwrap();
    let query = orders.by_status(OrderStatus::Pending);
    let query = query.filter(order::id().eq(order.id).and(order::user_id().eq(user)));
    assert_eq!(query.all().await.unwrap(), std::slice::from_ref(&order));
    let query = orders.query(user).filter(order::total().eq(5));
    assert_eq!(query.all().await.unwrap(), std::slice::from_ref(&order));
    let scan = orders.scan().filter(order::id().eq(order.id));
    assert_eq!(scan.all().await.unwrap(), [order]);
}
