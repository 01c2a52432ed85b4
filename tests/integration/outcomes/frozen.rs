//! A process that is stopped for a while, as a Lambda between invocations or a laptop with its lid
//! down: the connections that it kept are closed meanwhile.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::Duration;

use dynamite::Ulid;
use dynamite_sample::models::{Users, user};
use dynamite_testkit::FaultProxy;
use tokio::runtime::{Builder, Runtime};

use crate::support::{Bed, USERS, ada, client, n, stored, user_key};

const ROUNDS: u32 = 8;

/// Set in the process that is stopped: its runtime, where it gets its orders, the endpoint, the
/// access key, and the id of a user.
const ORDERS: &str = "DYNAMITE_FROZEN";

#[test]
fn one_thread_adds_over_new_connections() {
    match std::env::var(ORDERS) {
        Ok(orders) => runtime("one").block_on(obey(&orders)),
        Err(_) => freeze(
            "one",
            "outcomes::frozen::one_thread_adds_over_new_connections",
        ),
    }
}

#[test]
fn several_threads_add_over_new_connections() {
    match std::env::var(ORDERS) {
        Ok(orders) => runtime("several").block_on(obey(&orders)),
        Err(_) => freeze(
            "several",
            "outcomes::frozen::several_threads_add_over_new_connections",
        ),
    }
}

fn runtime(threads: &str) -> Runtime {
    let mut builder = match threads {
        "one" => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    builder.enable_all().build().unwrap()
}

/// Adds 1 for each line that comes, and answers with what came of it.
async fn obey(orders: &str) {
    let [control, endpoint, access_key, id] = orders.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{orders}");
    };
    let id: Ulid = id.parse().unwrap();
    let users = Users::new(&client(endpoint, access_key));
    // Between two orders the thread is blocked, so that its runtime sees nothing of what happens.
    let mut orders = BufReader::new(TcpStream::connect(control).unwrap());
    let mut order = String::new();
    while orders.read_line(&mut order).unwrap() > 0 {
        let answer = match users.update(id).add(user::balance(), 1).await {
            Ok(_) => "done".to_owned(),
            Err(error) => error.to_string(),
        };
        writeln!(orders.get_mut(), "{answer}").unwrap();
    }
}

struct Stoppable(Child);

impl Drop for Stoppable {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Stoppable {
    fn signal(&self, signal: &str) {
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -{signal} {}", self.0.id())])
            .status();
        assert!(sent.unwrap().success());
    }
}

fn freeze(threads: &str, test: &str) {
    let failures = runtime(threads).block_on(async {
        let Bed { db: direct, engine } = Bed::with(USERS).await;
        let ada = ada(&direct).await;
        let proxy = FaultProxy::start(&engine).await;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let control = listener.local_addr().unwrap().to_string();
        let id = ada.id.to_string();
        let orders = [&control, proxy.endpoint(), proxy.access_key(), &id].join(" ");
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test])
            .env(ORDERS, orders)
            .spawn();
        let child = Stoppable(child.unwrap());
        let (stream, _) = listener.accept().unwrap();
        let mut orders = stream.try_clone().unwrap();
        let mut answers = BufReader::new(stream).lines();
        let mut failures = Vec::new();
        for _ in 0..ROUNDS {
            writeln!(orders, "add").unwrap();
            failures.push(answers.next().unwrap().unwrap());
            child.signal("STOP");
            proxy.close_idle_connections();
            // A client that was used a moment ago is not taken for one that was stopped.
            tokio::time::sleep(Duration::from_millis(1100)).await;
            child.signal("CONT");
        }
        failures.retain(|answer| answer != "done");
        let stored = stored(&direct, "users", user_key(&ada)).await.unwrap();
        assert_eq!(stored["balance"], n(ROUNDS.to_string()), "{failures:#?}");
        failures
    });
    assert!(
        failures.is_empty(),
        "{} of {ROUNDS}: {failures:#?}",
        failures.len()
    );
}
