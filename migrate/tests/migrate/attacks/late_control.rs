//! Requests to the control table that arrive late, and commands that end between two of them.

use super::*;
use dynamite_migrate::{Status, history};

fn renamed() -> Change {
    Change::of(
        ["name: string?", "full_name: string?"],
        "  - rename: { from: name, to: full_name }\n",
    )
}

/// Holds the next update of the control table back whose body has these texts.
fn hold(bed: &Bed, texts: &'static [&'static str]) -> Pause {
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem);
    let updates = updates.table("dynamite_migrations").matching(move |body| {
        let body = body.to_string();
        texts.iter().all(|text| body.contains(text)) && !body.contains("opened_by")
    });
    updates
        .nth(1)
        .times(1)
        .fail(Fault::PauseBefore(pause.clone()));
    pause
}

/// The status of the run, and that in the history.
async fn status(bed: &Bed) -> (Status, Status) {
    let migrator = renamed().on(&bed.direct, patient());
    let state = migrator.state().await.unwrap().unwrap();
    let history = history(&bed.direct).await.unwrap();
    (state.status, history[0].status)
}

async fn with_name() -> Bed {
    users(&[texts([("id", "a"), ("name", "Ada")])]).await
}

async fn ran() -> Bed {
    let bed = with_name().await;
    let run = renamed().on(&bed.db, patient());
    let _ = run.run(Clients::None, false).await.unwrap();
    bed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_at_the_beginning_does_not_undo_that_at_the_end() {
    for (task, word) in [
        (Task::Run, "\"RUNNING\""),
        (Task::Contract, "\"CONTRACTING\""),
    ] {
        let bed = match task {
            Task::Contract => ran().await,
            _ => with_name().await,
        };
        let texts: &'static [&'static str] = match task {
            Task::Contract => &["\"CONTRACTING\"", "\"row\":{\"S\":\"run\"}"],
            _ => &["\"RUNNING\"", "\"row\":{\"S\":\"run\"}"],
        };
        let pause = hold(&bed, texts);
        // The first attempt is held up, and the SDK makes another.
        let migrator = renamed().on(&impatient(&bed), patient());
        let report = task.of(&migrator).await.unwrap();
        assert_eq!(report.ending, Ending::Done, "{word}");
        let reached = tokio::time::timeout(Duration::from_secs(1), pause.reached());
        assert!(reached.await.is_ok(), "{word}");
        pause.release();
        bed.proxy.settled().await;
        assert_eq!(status(&bed).await, (task.done(), task.done()), "{word}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_in_the_history_of_what_was_given_up_is_not_made() {
    let bed = ran().await;
    let pause = hold(&bed, &["CONTRACTING", "#history"]);
    let dead = renamed().on(&bed.db, patient());
    let dead = tokio::spawn(async move { Task::Contract.of(&dead).await });
    pause.reached().await;
    dead.abort();
    let _ = dead.await;
    let other = renamed().on(&bed.db, options());
    assert!(other.give_up("it is in the schema again").await.unwrap());
    pause.release();
    bed.proxy.settled().await;
    let applied = Status::Applied;
    assert_eq!(status(&bed).await, (applied, applied));
}

/// A run that could not be taken back ends with the record of its survey under way: what was there before is not
/// taken for its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_there_before_a_run_is_not_taken_back() {
    let original = texts([("id", "a"), ("name", "Ada"), ("full_name", "Ada")]);
    let bed = users(std::slice::from_ref(&original)).await;
    let allowing = Options {
        without_rollback: true,
        may_overwrite: true,
        ..options()
    };
    let pause = hold(&bed, &["without_way_back"]);
    let dead = renamed().on(&bed.db, allowing);
    let dead = tokio::spawn(async move { dead.run(Clients::None, false).await });
    pause.reached().await;
    dead.abort();
    let _ = dead.await;
    pause.cut();
    let back = renamed().on(&bed.db, options());
    let back = back.rollback(Clients::None, WhenChanged::Reject).await;
    assert!(
        matches!(back.unwrap_err().refusal(), Refusal::WrongStatus { .. }),
        "nothing was changed yet"
    );
    assert_eq!(stored_users(&bed.direct).await["a"], original);
}

/// A run of two items beside no program that was interrupted between them. Returns the id of the one that it has
/// changed.
async fn interrupted() -> (Bed, String) {
    let items = ["a", "b"].map(|id| texts([("id", id), ("name", "Ada")]));
    let bed = users(&items).await;
    let pause = Pause::new();
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    updates
        .nth(2)
        .times(1)
        .fail(Fault::PauseBefore(pause.clone()));
    let run = renamed().on(&bed.db, one_by_one());
    let stop = run.stop();
    let run = tokio::spawn(async move { run.run(Clients::None, false).await });
    pause.reached().await;
    // Ctrl-C.
    stop.stop();
    pause.cut();
    assert_eq!(run.await.unwrap().unwrap().ending, Ending::Stopped);
    let items = stored_users(&bed.direct).await;
    let changed = items.values().find(|it| it.contains_key("full_name"));
    let id = changed.unwrap()["id"].as_s().unwrap().clone();
    (bed, id)
}

fn one_by_one() -> Options {
    Options {
        page_size: Some(1),
        segments: 1,
        ..options()
    }
}

/// Older programs are started again until it goes on. They store items whole, and so leave the new attribute out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exclusive_run_that_goes_on_sees_what_older_programs_have_written_between() {
    let (bed, id) = interrupted().await;
    put_user(&bed, texts([("id", &*id), ("name", "Eve")])).await;
    let again = renamed().on(&bed.db, one_by_one());
    let done = again.run(Clients::None, false).await.unwrap();
    assert_eq!(done.ending, Ending::Done);
    let items = stored_users(&bed.direct).await;
    assert!(items.values().all(|it| it["full_name"] == it["name"]));
    let back = again.rollback(Clients::None, WhenChanged::Reject).await;
    assert_eq!(back.unwrap().ending, Ending::Done);
}

/// So are newer ones, by mistake.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exclusive_run_that_goes_on_asks_before_it_overwrites_what_was_written_between() {
    let (bed, id) = interrupted().await;
    let other = if id == "a" { "b" } else { "a" };
    let newer = texts([("id", other), ("name", "Ada"), ("full_name", "Eve")]);
    let only = texts([("id", "only"), ("full_name", "Eve")]);
    for item in [&newer, &only] {
        put_user(&bed, item.clone()).await;
    }
    let again = renamed().on(&bed.db, one_by_one());
    let refused = again.run(Clients::None, false).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Overwrites { items: 2, .. }),
        "{refused}"
    );
    let items = stored_users(&bed.direct).await;
    assert_eq!((&items[other], &items["only"]), (&newer, &only));
}
