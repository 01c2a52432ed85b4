//! Items that cannot be rewritten.

use std::sync::Arc;

use dynamite::StoredItem;
use dynamite::engine_support::{Comparison, ModelDescriptor};
use dynamite_migrate::{
    Ending, Engine, Options, Pass, Refusal, Reject, Rewrite, Run, RunId, Status, Write,
};
use dynamite_testkit::{Fault, Operation, Pause};

use crate::support::{
    Bed, Cents, Item, THING, all, at, control_rows, fill, n, options, pass, run, s, stored, thing,
};

fn cents() -> Run {
    run("0001_cents", pass("prices in cents", Cents))
}

/// Gives things prices that are none.
async fn spoil(bed: &Bed, numbers: impl IntoIterator<Item = usize>) {
    for number in numbers {
        put(bed, {
            let mut spoiled = thing(number);
            spoiled.insert("price".to_owned(), s("secret-1"));
            spoiled
        })
        .await;
    }
}

async fn put(bed: &Bed, item: Item) {
    let put = bed.direct.sdk().put_item().table_name("things");
    put.set_item(Some(item)).send().await.unwrap();
}

#[tokio::test]
async fn one_too_many_fails_the_run_which_goes_on_once_it_is_corrected() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    spoil(&bed, [17]).await;
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let error = engine.run().await.unwrap_err();
    let Refusal::TooManyRejects {
        first, rejected: 1, ..
    } = error.refusal()
    else {
        panic!("{error}");
    };
    assert_eq!(first[0].key, "id = \"000017\"");
    assert_eq!(first[0].step, "prices in cents");
    assert!(!error.to_string().contains("secret-1"), "{error}");
    assert_eq!(engine.status().await.unwrap(), Some(Status::Failed));
    assert_eq!(engine.rejects().await.unwrap(), []);

    put(&bed, thing(17)).await;
    let report = engine.run().await.unwrap();
    assert_eq!((report.ending, report.total().rejected), (Ending::Done, 0));
    let things = all(&bed.direct).await;
    assert!(things.values().all(|it| it.contains_key("cents")));
}

#[tokio::test]
async fn as_many_as_allowed_are_counted_and_listed() {
    let bed = Bed::new().await;
    fill(&bed.direct, 30).await;
    spoil(&bed, [3, 17, 20]).await;
    let tolerant = Options {
        max_rejects: 3,
        ..options()
    };
    let engine = Engine::new(bed.db.clone(), cents(), tolerant);
    let report = engine.run().await.unwrap();
    let total = report.total();
    assert_eq!((total.read, total.rewritten, total.rejected), (30, 27, 3));
    let mut listed = engine.rejects().await.unwrap();
    listed.sort_by(|one, other| one.key.cmp(&other.key));
    let keys: Vec<_> = listed.iter().map(|it| &*it.key).collect();
    assert_eq!(
        keys,
        ["id = \"000003\"", "id = \"000017\"", "id = \"000020\""]
    );
    let rows = control_rows(&bed.direct, "").await;
    assert!(!format!("{rows:?}").contains("secret-1"));
    // Verifying finds them too.
    let found = engine.verify(&[pass("", Cents)]).await.unwrap();
    assert_eq!((found.remaining, found.rejected), (0, 3));

    // Once they are corrected, another generation takes them along.
    for number in [3, 17, 20] {
        put(&bed, thing(number)).await;
    }
    let again = engine.run_again().await.unwrap();
    assert_eq!((again.total().rewritten, again.generation), (3, 2));
    assert_eq!(engine.rejects().await.unwrap(), []);
}

/// Wants to write every item, on a condition that never holds.
struct Never;

impl Rewrite for Never {
    fn rewrite(&self, _: &StoredItem) -> Result<Option<Write>, Reject> {
        Ok(Some(Write {
            changes: at("name").removed(),
            condition: at("price").compares(Comparison::Lt, n(-1)),
        }))
    }
}

#[tokio::test]
async fn an_item_that_others_keep_changing_is_rejected_after_some_attempts() {
    let bed = Bed::new().await;
    fill(&bed.direct, 1).await;
    let tolerant = Options {
        max_rejects: 1,
        attempts: 4,
        ..options()
    };
    let engine = Engine::new(
        bed.db.clone(),
        run("0001_never", pass("never", Never)),
        tolerant,
    );
    let report = engine.run().await.unwrap();
    assert_eq!(report.total().rejected, 1);
    let rejects = engine.rejects().await.unwrap();
    assert!(rejects[0].reason.contains("4 times"), "{rejects:?}");
    let log = bed.proxy.log().into_iter();
    let updates = log.filter(|it| it.operation == Operation::UpdateItem);
    assert_eq!(updates.filter(|it| it.tables == ["things"]).count(), 4);
}

#[tokio::test]
async fn an_item_that_is_deleted_meanwhile_stays_deleted() {
    let bed = Bed::new().await;
    fill(&bed.direct, 1).await;
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("things");
    updates.fail(Fault::PauseBefore(pause.clone()));
    let engine = Engine::new(bed.db.clone(), cents(), options());
    let deleted = async {
        pause.reached().await;
        let delete = bed.direct.sdk().delete_item().table_name("things");
        delete.key("id", s("000000")).send().await.unwrap();
        pause.release();
    };
    let (report, ()) = tokio::join!(engine.run(), deleted);
    assert_eq!(report.unwrap().total().unchanged, 1);
    assert_eq!(stored(&bed.direct, "000000").await, None);
}

/// Things whose ids are personal.
static PERSONAL: ModelDescriptor =
    ModelDescriptor::new("Thing", THING.table, &["id", "name", "price"]).sensitive(&["id"]);

#[tokio::test]
async fn sensitive_keys_are_not_shown() {
    let bed = Bed::new().await;
    let mut item = thing(1);
    item.insert("id".to_owned(), s("secret-2"));
    item.insert("price".to_owned(), s("secret-1"));
    put(&bed, item).await;
    let pass = Pass {
        name: "prices in cents".to_owned(),
        model: &PERSONAL,
        rewrite: Arc::new(Cents),
    };
    let run = Run::new(RunId::new("0001_cents").unwrap(), vec![pass], Vec::new());
    let engine = Engine::new(bed.db.clone(), run.clone(), options());
    let error = engine.run().await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret-"), "{shown}");
    let tolerant = Options {
        max_rejects: 1,
        ..options()
    };
    let engine = Engine::new(bed.db.clone(), run, tolerant);
    let _ = engine.run().await.unwrap();
    let shown = format!("{:?}", control_rows(&bed.direct, "").await);
    assert!(!shown.contains("secret-"), "{shown}");
}
