//! What is asked for.

use dynamite::expr::ExpressionError;
use dynamite::{Decimal, ErrorKind, Ulid};
use dynamite_sample::models::{OrderKey, OrderStatus, Orders, Role, Users, order, user as users};
use dynamite_testkit::Operation;

use super::user;
use crate::support::{ORDERS, Proxied, USERS};

/// The attributes that a request asks for.
fn projected(body: &serde_json::Value) -> Vec<String> {
    let text = body["ProjectionExpression"].as_str().unwrap();
    let names = &body["ExpressionAttributeNames"];
    let path = |path: &str| {
        let steps = path.split('.').map(|step| names[step].as_str().unwrap());
        steps.collect::<Vec<_>>().join(".")
    };
    text.split(", ").map(path).collect()
}

#[tokio::test]
async fn only_what_is_needed_is_asked_for() {
    let bed = Proxied::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let key = (user(), Ulid::from_parts(1, 1));
    let fields = || (order::total(), order::lines().at(3).sku());
    orders.get(key).select(fields()).await.unwrap();
    orders.query(user()).select(fields()).all().await.unwrap();
    orders.scan().select(fields()).all().await.unwrap();
    let log = bed.proxy.log();
    let sent: Vec<_> = log.iter().map(|it| it.operation).collect();
    assert_eq!(
        sent,
        [Operation::GetItem, Operation::Query, Operation::Scan]
    );
    for request in log {
        // The key says in errors and cursors which item it is.
        let expected = ["total", "lines", "user_id", "id"];
        assert_eq!(projected(&request.body), expected);
    }
}

#[tokio::test]
async fn a_batch_selects_in_the_order_of_its_keys() {
    let bed = Proxied::with(ORDERS).await;
    let (orders, created) = super::orders(&bed.db).await;
    let keys = [2, 0, 2].map(|place: usize| OrderKey::from(&created[place]));
    let absent = OrderKey::from((user(), Ulid::from_parts(9, 9)));

    let batch = orders.get_many(keys.into_iter().chain([absent]));
    let rows = batch.select((order::total(), order::status())).consistent();
    let row = |total: u32| Some((Decimal::from(total), OrderStatus::Pending));
    assert_eq!(rows.await.unwrap(), [row(2), row(0), row(2), None]);

    let log = bed.proxy.log();
    let asked = &log.last().unwrap().body["RequestItems"]["orders"];
    assert_eq!(projected(asked), ["total", "status", "user_id", "id"]);
    assert_eq!(asked["ConsistentRead"], true);
    assert_eq!(asked["Keys"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn fields_inside_of_maps_are_asked_for_alone() {
    let bed = Proxied::with(USERS).await;
    let fields = (users::profile().bio(), users::profile().links());
    let get = Users::new(&bed.db).get(Ulid::from_parts(1, 1));
    assert_eq!(get.select(fields).await.unwrap(), None);
    let expected = ["id", "profile.bio", "profile.links"];
    assert_eq!(projected(&bed.proxy.log()[0].body), expected);
}

#[tokio::test]
async fn a_field_that_the_index_does_not_hold_is_refused() {
    let bed = Proxied::empty().await;
    let query = Users::new(&bed.db).by_role(Role::Admin);
    let error = query.clone().select((users::name(), users::balance()));
    let error = error.all().await.unwrap_err();
    let ErrorKind::Expression(ExpressionError::NotProjected { attribute, index }) = error.kind()
    else {
        panic!("another error: {error}");
    };
    assert_eq!((*attribute, *index), ("balance", "by_role"));
    assert!(error.to_string().contains("get_many"), "{error}");
    let error = query.filter(users::nickname().is_absent()).all().await;
    let error = error.unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Expression(ExpressionError::NotProjected {
                attribute: "nickname",
                ..
            })
        ),
        "{error}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}
