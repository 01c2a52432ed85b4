//! Items, transactions and batches that are too large.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dynamite::{CancellationCause, Client, Error, ErrorKind, Outcome};
use dynamite_sample::models::{Order, Orders, Users, order, user};
use serde_json::json;

use crate::support::{ORDERS, Proxied, USERS, ada, answered_by, line, new_order, new_user};

const KB: usize = 1024;

fn text(kilobytes: usize) -> String {
    "x".repeat(kilobytes * KB)
}

fn is_too_large(error: &Error, model: &str) -> Option<usize> {
    let ErrorKind::ItemTooLarge {
        model: of,
        key,
        bytes,
    } = error.kind()
    else {
        panic!("{error}");
    };
    assert_eq!(*of, model);
    assert!(key.contains("id = "), "{key}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    assert!(error.to_string().contains("items of their own"), "{error}");
    *bytes
}

#[tokio::test]
async fn an_update_with_a_value_over_400_kb_is_not_sent() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = ada(&bed.direct).await;
    let update = || users.update(&ada);
    let long = || update().set(user::nickname(), text(420));
    let halves = || {
        update()
            .set(user::nickname(), text(210))
            .set(user::name(), text(210))
    };
    let members = update().insert(user::tags(), [text(210), text(211)]);
    for error in [
        long().await.unwrap_err(),
        halves().await.unwrap_err(),
        members.await.unwrap_err(),
        long().exactly_once().await.unwrap_err(),
        bed.db
            .transaction()
            .and(halves())
            .commit()
            .await
            .unwrap_err(),
    ] {
        let bytes = is_too_large(&error, "User").unwrap();
        assert!((420 * KB..422 * KB).contains(&bytes), "{bytes}");
    }
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    let fits = update()
        .set(user::nickname(), text(200))
        .set(user::name(), text(199));
    fits.await.unwrap();
}

async fn with_lines(bed: &Proxied) -> (Orders, Order) {
    let orders = Orders::new(&bed.db);
    let lines = vec![line(&text(300), 1)];
    let order = orders
        .create(new_order(dynamite::Ulid::nil(), 1).lines(lines))
        .await;
    (orders, order.unwrap())
}

#[tokio::test]
async fn a_list_that_grows_past_400_kb_is_the_same_error() {
    let bed = Proxied::with(ORDERS).await;
    let (orders, order) = with_lines(&bed).await;
    let append = || {
        orders
            .update(&order)
            .append(order::lines(), [line(&text(150), 1)])
    };
    assert_eq!(is_too_large(&append().await.unwrap_err(), "Order"), None);
    let once = append().exactly_once().await.unwrap_err();
    assert_eq!(is_too_large(&once, "Order"), None);
    let transaction = bed.db.transaction().and(append());
    let error = transaction.commit().await.unwrap_err();
    assert_eq!(
        error.canceled_writes()[0].cause,
        CancellationCause::ItemTooLarge
    );
    assert_eq!(orders.get(&order).await.unwrap().unwrap().lines.len(), 1);
}

#[tokio::test]
async fn a_transaction_of_more_than_4_mb_is_not_sent() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    let commit = async |number: usize| {
        let new = (0..number).map(|_| users.create(new_user("ada").nickname(text(390))));
        bed.db.transaction().and_all(new).commit().await
    };
    let error = commit(11).await.unwrap_err();
    let ErrorKind::TransactionTooLarge { bytes, limit } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!((bytes / (KB * KB), limit / (KB * KB)), (4, 4));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    commit(10).await.unwrap();
}

/// A control character takes six bytes in a request.
#[tokio::test(start_paused = true)]
async fn a_batch_has_no_more_than_16_mb_and_waits_for_others_of_4() {
    let sent = Arc::new(Mutex::new((Vec::new(), 0, 0)));
    let seen = Arc::clone(&sent);
    let config = answered_by(move |body| {
        let seen = Arc::clone(&seen);
        async move {
            let writes = body["RequestItems"]["users"].as_array().map(Vec::len);
            {
                let (sizes, now, most) = &mut *seen.lock().unwrap();
                sizes.extend(writes);
                *now += 1;
                *most = (*most).max(*now);
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            seen.lock().unwrap().1 -= 1;
            json!({ "UnprocessedItems": {} })
        }
    });
    let users = Users::new(&Client::from_config(config.build()));
    let put = async |number: usize, nickname: String| {
        let new = (0..number).map(|_| users.build(new_user("ada").nickname(nickname.clone())));
        let put = users.put_many(new.collect::<Vec<_>>());
        assert_eq!(put.await.unwrap(), number);
        let (sizes, _, most) = std::mem::take(&mut *sent.lock().unwrap());
        (sizes, most)
    };
    // 2.3 MB each.
    let large = put(8, "\u{1}".repeat(390 * KB)).await;
    assert_eq!(large, (vec![6, 2], 1));
    // 1.3 MB a request.
    let small = put(200, text(52)).await;
    assert_eq!(small, (vec![25; 8], 4));
}
