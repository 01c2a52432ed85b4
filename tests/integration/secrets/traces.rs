//! What Dynamite tells a tracing subscriber that wants to hear everything.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use dynamite_sample::models::{Accounts, account};
use dynamite_testkit::{Fault, Operation};
use tracing::Dispatch;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use super::account::{ACCOUNTS, PIN, assert_discreet, key, new_account, secret};
use crate::support::Proxied;

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Heard {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Hears what the current thread says about Dynamite, until the guard is dropped.
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let writer = self.clone();
        let layer = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .with_span_events(FmtSpan::FULL)
            .with_filter(Targets::new().with_target("dynamite", LevelFilter::TRACE));
        tracing_subscriber::registry().with(layer).set_default()
    }
}

/// Does some of everything, also what fails.
async fn work(bed: &Proxied) {
    let accounts = Accounts::new(&bed.db);
    let account = accounts.create(new_account()).await.unwrap();
    accounts.create(new_account()).await.unwrap_err();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let update = accounts.update(key()).set(account::pin(), PIN);
    update
        .only_if(account::password().eq(secret("password")))
        .await
        .unwrap();
    bed.proxy
        .on(Operation::GetItem)
        .times(9)
        .fail(Fault::Throttling);
    accounts.get(key()).await.unwrap_err();
    bed.proxy.clear();
    accounts
        .query("acme")
        .sort_eq(secret("login"))
        .all()
        .await
        .unwrap();
    accounts
        .scan()
        .filter(account::pin().eq(PIN))
        .all()
        .await
        .unwrap();
    accounts.save(&account).await.unwrap();
    accounts.replace(&account).await.unwrap();
    super::hooks::update(&bed.db).await;
    accounts.delete(key()).await.unwrap();
    bed.db.sync(ACCOUNTS).await.unwrap();
}

// One test: all threads share what `tracing` remembers of who listens to a span. While there is
// only one subscriber, it remembers what the thread that comes to a span first says, and that may
// be the thread of another test, to which nobody listens. With a second one, every subscriber is
// asked.
#[tokio::test]
async fn spans_name_operation_table_and_capacity_and_no_secrets() {
    let _second = Dispatch::new(tracing_subscriber::registry().with(LevelFilter::OFF));
    let bed = Proxied::with(ACCOUNTS).await;
    Accounts::new(&bed.db).get(key()).await.unwrap();
    let heard = Heard::default();
    let listening = heard.listen();
    work(&bed).await;
    drop(listening);

    let text = heard.text();
    assert_discreet(&text);
    for operation in ["PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"] {
        let told = text.lines().any(|line| {
            line.contains(operation) && line.contains("accounts") && line.contains("consumed=")
        });
        assert!(told, "{operation} in: {text}");
    }
    for operation in ["GetItem", "DescribeTable"] {
        assert!(
            text.contains(&format!("operation=\"{operation}\"")),
            "{text}"
        );
    }
    let failed = text.lines().find(|line| line.contains("ERROR"));
    let failed = failed.expect("the hook that failed");
    for part in ["Account", "acme", "after_update", "not there"] {
        assert!(failed.contains(part), "{part} in: {failed}");
    }
    // Consumed capacity makes answers longer: nobody listened to the first request.
    let log = bed.proxy.log();
    let asked = |number: usize| log[number].body["ReturnConsumedCapacity"].as_str();
    assert_eq!(asked(0), None);
    let of_items = (1..log.len()).filter(|&it| log[it].operation != Operation::DescribeTable);
    assert!(of_items.map(asked).all(|asked| asked == Some("TOTAL")));
}
