//! Each engine is a DynamoDB of its own.

use std::net::TcpStream;
use std::process::Command;

use dynamite_testkit::{ENDPOINT_VARIABLE, ENGINE_VARIABLE, Engine};

use crate::client::{Client, TABLE, put};

#[tokio::test]
async fn two_engines_share_nothing() {
    let (one, other) = (Engine::selected().await, Engine::selected().await);
    let client = Client::new(one.endpoint(), one.access_key());
    client.create_table(TABLE).await;
    client.put(1).await.expect("an answer");
    let client = Client::new(other.endpoint(), other.access_key());
    let (status, _) = client
        .call("PutItem", put(TABLE, 1))
        .await
        .expect("an answer");
    assert_eq!(status, 400, "the table belongs to the other engine");
}

#[tokio::test]
async fn an_engine_in_a_file_has_what_the_one_before_it_has_acknowledged() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("database");
    let engine = Engine::in_file(&file).await;
    let client = Client::new(engine.endpoint(), engine.access_key());
    client.create_table(TABLE).await;
    client.put(1).await.expect("an answer");
    drop((client, engine));
    let engine = Engine::in_file(&file).await;
    let client = Client::new(engine.endpoint(), engine.access_key());
    assert_eq!(client.stored().await, [1]);
}

#[tokio::test]
async fn a_dropped_engine_no_longer_listens() {
    let engine = Engine::embedded().await;
    let address = engine.endpoint().trim_start_matches("http://").to_owned();
    TcpStream::connect(&address).expect("it listens");
    drop(engine);
    assert!(TcpStream::connect(&address).is_err(), "nobody listens");
}

#[tokio::test]
async fn a_test_that_blocks_its_thread_gets_its_answer() {
    use std::io::{Read as _, Write as _};
    let engine = Engine::embedded().await;
    let address = engine.endpoint().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream
        .write_all(b"GET / HTTP/1.0\r\n\r\n")
        .expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    assert!(answer.contains("healthy"), "{answer}");
}

#[tokio::test]
async fn access_keys_are_letters_and_digits_and_never_the_same() {
    let (one, other) = (Engine::embedded().await, Engine::embedded().await);
    assert_ne!(one.access_key(), other.access_key());
    assert!(
        one.access_key()
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric())
    );
}

#[test]
fn an_engine_that_cannot_be_had_fails_the_test_with_a_remedy() {
    let how = "with-dynamodb-local -- COMMAND";
    let cases = [
        ("dynamodb-local", "", "does not begin with http://"),
        ("dynamodb-local", "http://127.0.0.1:1", "does not answer"),
        ("dynamodb-local", "http://127.0.0.1:1", how),
        ("mongodb", "", "use `embedded` or `dynamodb-local`"),
    ];
    for (engine, endpoint, message) in cases {
        let output = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "engines::two_engines_share_nothing"])
            .env(ENGINE_VARIABLE, engine)
            .env(ENDPOINT_VARIABLE, endpoint)
            .output()
            .expect("it runs");
        assert!(!output.status.success(), "{engine} at {endpoint}");
        let report = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert!(report.contains(message), "{report}");
    }
}
