//! Values.

use dynamite::codec::EncodeProblem;
use dynamite::types::Document;
use dynamite::{Error, ErrorKind, Timestamp, Ulid, Uuid};
use dynamite_sample::models::{
    NewPhoto, Orders, Photos, Products, Specimens, Users, order, product, specimen, user,
};
use dynamite_sample::money::Cents;

use crate::support::{Proxied, new_user};
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
    let ErrorKind::ItemTooLarge { model, key, bytes } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!((*model, key.starts_with("id = ")), ("User", true));
    assert!(bytes.is_some_and(|bytes| bytes > 409_600), "{bytes:?}");
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
async fn a_map_with_an_empty_key_is_refused() {
    let bed = Proxied::empty().await;
    let specimens = Specimens::new(&bed.db);
    let entry = || Document::from_iter([("", Document::Null)]);
    let counts = crate::types::specimen(|_| ()).counts([(String::new(), 1)].into());
    for (attribute, error) in [
        ("counts", specimens.create(counts).await.unwrap_err()),
        (
            "raw",
            specimens
                .create(crate::types::specimen(|it| it.raw = entry()))
                .await
                .unwrap_err(),
        ),
        (
            "raw",
            specimens
                .update(Uuid::nil())
                .set(specimen::raw(), entry())
                .await
                .unwrap_err(),
        ),
    ] {
        assert_eq!(
            problem(&error),
            (attribute.into(), &EncodeProblem::EmptyName)
        );
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
async fn values_are_inside_31_lists_and_maps_at_most_wherever_they_are_put() {
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
    let created = specimens.create(deep(31)).await.unwrap();
    specimens
        .update(&created)
        .set(specimen::raw().at(0).at(0), lists(29))
        .await
        .unwrap();

    let requests = bed.proxy.counts().all_requests();
    for levels in [32, 10_000] {
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
    let set = set.set(specimen::raw().at(0).at(0), lists(30));
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
