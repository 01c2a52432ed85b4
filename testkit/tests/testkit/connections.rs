//! HTTP as clients use it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use dynamite_testkit::{Engine, Fault, FaultProxy, Operation};

use crate::client::{Client, Setup, TABLE, put, setup};

#[tokio::test]
async fn one_connection_carries_many_requests() {
    let Setup { proxy, .. } = setup().await;
    let address = proxy.endpoint().trim_start_matches("http://").to_owned();
    let mut stream = BufReader::new(TcpStream::connect(address).expect("it listens"));
    for _ in 0..3 {
        stream
            .get_mut()
            .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
            .expect("open");
        let mut length = 0;
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).expect("open");
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a number");
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).expect("the whole body");
    }
    assert_eq!(proxy.counts().requests_of(Operation::Unknown), 3);
}

#[tokio::test]
async fn many_clients_at_once_are_all_served() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    proxy
        .on(Operation::PutItem)
        .nth(10)
        .times(5)
        .fail(Fault::Throttling);
    let puts = (0..100).map(|at| {
        let client = client.clone();
        tokio::spawn(async move { client.put(at).await.expect("an answer").0 })
    });
    let mut throttled = 0;
    for put in puts.collect::<Vec<_>>() {
        throttled += u32::from(put.await.expect("no panic") == 400);
    }
    assert_eq!(throttled, 5);
    assert_eq!(direct.stored().await.len(), 95);
}

#[tokio::test]
async fn a_cut_spares_the_other_connections() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.on(Operation::PutItem).fail(Fault::CutBefore);
    assert!(client.put(1).await.is_err());
    assert_eq!(client.put(1).await.expect("an answer").0, 200);
}

#[tokio::test]
async fn errors_of_the_engine_pass_unchanged() {
    let Setup {
        proxy: _proxy,
        client,
        direct,
    } = setup().await;
    let body = put("no-such-table", 1);
    let through = client
        .call("PutItem", body.clone())
        .await
        .expect("an answer");
    assert_eq!(
        through,
        direct.call("PutItem", body).await.expect("an answer")
    );
    assert_eq!(through.0, 400);
}

#[tokio::test]
async fn a_proxy_keeps_its_engine_running() {
    let engine = Engine::selected().await;
    let proxy = FaultProxy::start(&engine).await;
    drop(engine);
    let client = Client::new(proxy.endpoint(), proxy.access_key());
    client.create_table(TABLE).await;
}

#[tokio::test]
async fn a_dropped_proxy_closes_its_connections() {
    let Setup { proxy, client, .. } = setup().await;
    client.put(1).await.expect("an answer");
    drop(proxy);
    assert!(client.put(2).await.is_err());
}
