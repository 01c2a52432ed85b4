//! Limits and regions of some calls, beside a client that goes on as it was.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use dynamite::{Client, ErrorKind, Outcome, Ulid};
use dynamite_sample::models::{Users, user};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Proxied, USERS, ada, n, stored, user_key};

const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_read_that_takes_too_long_ends_in_time() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let slow = Fault::DelayBefore(LONG);
    bed.proxy.on(Operation::GetItem).fail(slow);
    let hurried = bed.db.clone().with_timeout(Duration::from_millis(50));

    let error = Users::new(&hurried).get(&ada).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NoAnswer { .. }),
        "{error}"
    );
    assert!(error.is_retryable());

    let patient = Users::new(&bed.db).get(&ada).await;
    assert_eq!(patient.unwrap(), Some(ada));
}

#[tokio::test]
async fn a_write_that_ran_out_of_time_may_have_been_applied() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let slow = Fault::DelayAfter(LONG);
    bed.proxy.on(Operation::UpdateItem).fail(slow);
    let hurried = bed.db.clone().with_timeout(Duration::from_millis(500));

    let add = Users::new(&hurried).update(&ada).add(user::balance(), 5);
    let error = add.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");

    let stored = stored(&bed.direct, "users", user_key(&ada)).await.unwrap();
    assert_eq!(stored["balance"], n("5"));
}

/// The time of a request may end between two attempts, of which none has found a connection.
#[tokio::test]
async fn a_write_that_found_no_connection_in_time_was_not_applied() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let db = Client::from_endpoint(endpoint).with_max_attempts(100);
    let hurried = db.with_timeout(Duration::from_millis(100));
    let users = Users::new(&hurried);
    let add = || users.update(Ulid::from_parts(1, 1)).add(user::balance(), 5);
    let alone = add().await.unwrap_err();
    let together = hurried.transaction().and(add()).await.unwrap_err();
    for error in [alone, together] {
        assert_eq!(error.outcome(), Outcome::NotApplied, "{error}");
        assert!(error.is_retryable());
        assert!(error.to_string().contains("refused"), "{error}");
    }
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_followed_by_another() {
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let slow = Fault::DelayBefore(LONG);
    bed.proxy.on(Operation::GetItem).fail(slow);
    let hurried = (bed.db.clone()).with_attempt_timeout(Duration::from_millis(300));

    let read = Users::new(&hurried).get(&ada).await;
    assert_eq!(read.unwrap(), Some(ada));
    assert_eq!(bed.proxy.counts().requests_of(Operation::GetItem), 2);
}

#[tokio::test]
async fn attempts_are_as_many_as_the_client_says() {
    for (attempts, expected) in [(0, 1), (1, 1), (2, 2)] {
        let bed = Proxied::with(USERS).await;
        bed.proxy.on_any().always().fail(Fault::Throttling);
        let users = Users::new(&bed.db.clone().with_max_attempts(attempts));
        let error = users.get(Ulid::from_parts(1, 1)).await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Throttled { .. }),
            "{error}"
        );
        assert_eq!(bed.proxy.log().len(), expected);
    }
}

/// Clients that fail for long stop to retry. Others go on.
#[tokio::test]
async fn an_endpoint_that_fails_takes_retries_from_no_other_client() {
    let (failing, other) = (Proxied::empty().await, Proxied::empty().await);
    for bed in [&failing, &other] {
        let fault = Fault::InternalServerError { applied: false };
        bed.proxy.on_any().always().fail(fault);
    }
    let id = Ulid::from_parts(1, 1);
    let get = async |bed: &Proxied| {
        let before = bed.proxy.log().len();
        Users::new(&bed.db).get(id).await.unwrap_err();
        bed.proxy.log().len() - before
    };
    while get(&failing).await > 1 {}
    assert_eq!(get(&other).await, 3);
}

/// The header by which a request is signed says for which region it is.
#[tokio::test]
async fn a_region_is_that_of_the_requests() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::task::spawn_blocking(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = vec![0; 4096];
        let length = stream.read(&mut bytes).unwrap();
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    });
    let users = Users::new(&Client::from_endpoint(endpoint).with_region("eu-west-3"));
    assert_eq!(users.get(Ulid::from_parts(1, 1)).await.unwrap(), None);
    let head = server.await.unwrap();
    assert!(head.contains("/eu-west-3/dynamodb/"), "{head}");
}

/// What stands before DynamoDB, or something else altogether.
#[tokio::test]
async fn a_response_that_is_none_of_dynamodbs_says_where_to_look() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::task::spawn_blocking(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = vec![0; 4096];
        let _length = stream.read(&mut bytes).unwrap();
        let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nnot found";
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let users = Users::new(&Client::from_endpoint(endpoint));
    let error = users.get(Ulid::from_parts(1, 1)).await.unwrap_err();
    server.await.unwrap();
    let text = error.to_string();
    assert!(text.contains("404") && text.contains("endpoint"), "{text}");
}
