//! Answers that never come, come late, or come broken.

use std::time::{Duration, Instant};

use dynamite_testkit::{Fault, Operation, Outcome};

use crate::client::{Setup, TABLE, put, setup};

#[tokio::test]
async fn a_cut_before_leaves_nothing_and_a_cut_after_leaves_the_item() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    for (at, fault) in [(1, Fault::CutBefore), (2, Fault::CutAfter)] {
        proxy.on(Operation::PutItem).fail(fault);
        let reply = client.put(at).await;
        assert!(reply.is_err(), "there is no answer: {reply:?}");
    }
    assert_eq!(direct.stored().await, [2]);
    let log = proxy.log();
    assert_eq!(
        [log[0].reached_engine, log[1].reached_engine],
        [false, true]
    );
    assert_eq!(
        [&log[0].outcome, &log[1].outcome],
        [&Outcome::Cut, &Outcome::Cut]
    );
}

#[tokio::test]
async fn a_truncated_answer_breaks_off_after_the_item_is_stored() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy.on(Operation::PutItem).fail(Fault::TruncatedBody);
    let reply = client.put(1).await;
    let problem = reply.expect_err("the answer is not whole");
    // The head has arrived, and half of the body.
    assert!(
        problem.contains("Body") || problem.contains("IncompleteMessage"),
        "{problem}"
    );
    assert_eq!(direct.stored().await, [1]);
}

#[tokio::test]
async fn half_of_a_truncated_answer_arrives() {
    use std::io::{Read as _, Write as _};
    let Setup { proxy, .. } = setup().await;
    proxy.on_any().fail(Fault::TruncatedBody);
    let address = proxy.endpoint().trim_start_matches("http://").to_owned();
    let mut stream = std::net::TcpStream::connect(address).expect("it listens");
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .expect("it reads");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("it closes the connection");
    let (head, body) = answer.split_once("\r\n\r\n").expect("the head is whole");
    let head = head.to_ascii_lowercase();
    let announced = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let announced: usize = announced
        .and_then(|n| n.parse().ok())
        .expect("a length: {head}");
    assert_eq!(body.len(), announced / 2, "{answer}");
}

#[tokio::test]
async fn a_garbled_answer_is_a_success_without_json() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy.on(Operation::PutItem).fail(Fault::GarbageBody);
    let (status, body) = client
        .raw("PutItem", &put(TABLE, 1))
        .await
        .expect("an answer");
    assert_eq!(status, 200);
    assert!(serde_json::from_slice::<serde_json::Value>(&body).is_err());
    assert_eq!(direct.stored().await, [1]);
}

#[tokio::test]
async fn slow_answers_arrive() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    let delay = Duration::from_millis(80);
    for (at, fault) in [
        (1, Fault::DelayBefore(delay)),
        (2, Fault::DelayAfter(delay)),
    ] {
        proxy.on(Operation::PutItem).fail(fault);
        let start = Instant::now();
        let (status, _) = client.put(at).await.expect("an answer");
        assert_eq!(status, 200);
        assert!(start.elapsed() >= delay, "only {:?}", start.elapsed());
    }
    assert_eq!(direct.stored().await, [1, 2]);
}
