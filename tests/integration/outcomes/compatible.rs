//! Responses of servers that speak DynamoDB's protocol, and do not say all that DynamoDB says.

use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use dynamite::{Client, ErrorKind, Outcome, Ulid};
use dynamite_sample::models::{PaidBy, Payer, Payment, Payments, Users, user};
use serde_json::{Value, json};

use crate::support::{new_user, responded_by};

/// A client whose requests are all answered so, and how many there were.
fn client(status: u16, body: Value) -> (Client, Arc<AtomicU32>) {
    let requests = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&requests);
    let config = responded_by(move |_| {
        assert!(counted.fetch_add(1, Ordering::Relaxed) < 10, "no end");
        ready((status, body.clone()))
    });
    let client = Client::from_config(config.build());
    (client.without_timeouts(), requests)
}

fn exception(name: &str) -> Value {
    let name = format!("com.amazonaws.dynamodb.v20120810#{name}");
    json!({ "__type": name, "message": "as it is" })
}

#[tokio::test]
async fn an_empty_last_key_is_the_end() {
    let page = json!({ "Items": [], "Count": 0, "ScannedCount": 0, "LastEvaluatedKey": {} });
    let (db, requests) = client(200, page);
    let users = Users::new(&db);
    assert_eq!(users.scan().all().await.unwrap(), []);
    assert_eq!(users.scan().count().await.unwrap(), 0);
    assert_eq!(users.scan().limit(3).all().await.unwrap(), []);
    assert!(users.scan().page(None).await.unwrap().cursor.is_none());
    assert_eq!(users.by_email("ada").all().await.unwrap(), []);
    assert_eq!(requests.load(Ordering::Relaxed), 5);
}

#[tokio::test]
async fn a_create_is_refused_because_there_is_an_item_also_if_it_is_not_returned() {
    let (db, _) = client(400, exception("ConditionalCheckFailedException"));
    let error = Users::new(&db).create(new_user("ada")).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert!(error.item().is_none());
    assert_eq!(error.outcome(), Outcome::NotApplied);
}

#[tokio::test(start_paused = true)]
async fn a_transaction_that_is_being_carried_out_may_take_place() {
    let (db, _) = client(400, exception("TransactionInProgressException"));
    let users = Users::new(&db);
    let update = users.update(Ulid::from_parts(1, 1)).set(user::name(), "x");
    let transaction = db.transaction().token("message 1").and(update);
    let error = transaction.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert!(error.is_retryable());
}

/// The time of the request ends between two attempts, each of which met the transaction in progress.
#[tokio::test]
async fn a_transaction_in_progress_until_the_time_is_over_may_take_place() {
    let in_progress = || ready((400, exception("TransactionInProgressException")));
    let config = responded_by(move |_| in_progress()).build();
    let db = Client::from_config(config).with_max_attempts(1000);
    let db = db.with_timeout(Duration::from_millis(100));
    let users = Users::new(&db);
    let update = users.update(Ulid::from_parts(1, 1)).set(user::name(), "x");
    let error = db.transaction().token("message 1").and(update).await;
    let error = error.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NoAnswer { .. }),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
}

/// Others change the nested type of a payment between every two attempts.
#[tokio::test(start_paused = true)]
async fn a_save_that_is_always_outrun_is_no_condition_that_failed() {
    let attempts = Arc::new(AtomicUsize::new(0));
    let others = Arc::clone(&attempts);
    let config = responded_by(move |_| {
        let mut item =
            json!({ "id": { "S": Ulid::nil().to_string() }, "paid_by": { "S": "cash" } });
        if others.fetch_add(1, Ordering::Relaxed) % 2 == 1 {
            item["billed_to"] = json!({ "M": { "name": { "S": "Bob" } } });
        }
        let mut refused = exception("ConditionalCheckFailedException");
        refused["Item"] = item;
        ready((400, refused))
    });
    let payments = Payments::new(&Client::from_config(config.build()));
    let payment = Payment {
        id: Ulid::nil(),
        customer: "ada".to_owned(),
        method: PaidBy::Card {
            last_four: "4242".to_owned(),
            billed_to: Payer {
                name: "Ada".to_owned(),
                city: None,
            },
            attempts: 1,
            reference: "r".to_owned(),
        },
        refund: None,
        note: None,
    };
    let error = payments.save(&payment).await.unwrap_err();
    assert!(!error.is_condition_failed(), "{error}");
    assert!(error.is_retryable(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(attempts.load(Ordering::Relaxed) >= 10);
}
