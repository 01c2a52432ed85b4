//! Ctrl-C, and several processes at once.

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue as V;
use serde_json::json;

use crate::bed::{Bed, NAME, names, s};
use crate::support::Run;

const RUN: [&str; 8] = [
    "migrate",
    "run",
    "--exclusive",
    "--page-size",
    "5",
    "--segments",
    "2",
    "--quiet",
];

/// Waits until the run has changed an item.
pub(crate) fn wait_for_changes(bed: &Bed) {
    for _ in 0..600 {
        if bed
            .items()
            .values()
            .any(|item| item.contains_key("full_name"))
        {
            return;
        }
        sleep(Duration::from_millis(5));
    }
    panic!("nothing was changed");
}

/// Sends a signal: `-INT`, `-KILL`.
pub(crate) fn signal(child: &Child, signal: &str) {
    let pid = child.id().to_string();
    let kill = std::process::Command::new("kill")
        .args([signal, &pid])
        .status();
    assert!(kill.unwrap().success());
}

/// Adds or removes the attribute with which an operator pauses a migration.
pub(crate) fn pause(bed: &Bed, name: &str, is_paused: bool) {
    let update = bed.db.sdk().update_item().table_name("dynamite_migrations");
    let update = update.key("run", s(name)).key("row", s("run"));
    let update = if is_paused {
        update
            .update_expression("SET pause = :yes")
            .expression_attribute_values(":yes", V::Bool(true))
    } else {
        update.update_expression("REMOVE pause")
    };
    bed.block_on(update.send()).unwrap();
}

/// Begins a command, and reads what it says.
pub(crate) fn spawned(bed: &Bed, arguments: &[&str]) -> Child {
    let mut command = bed.command(&[&["migrate"], arguments].concat());
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits until a command that was begun has ended.
fn ended(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn ctrl_c_leaves_a_run_that_is_resumed() {
    let bed = Bed::new(1500);
    let mut command = bed.command(&RUN);
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_changes(&bed);
    signal(&child, "-INT");
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("stopping after the pages under way"), "{err}");
    let changed = bed
        .items()
        .values()
        .filter(|item| item.contains_key("full_name"))
        .count();
    assert!((1..1500).contains(&changed), "{changed}");

    let status = bed.migrate(0, &["status", "--format", "json"]).summary();
    assert_eq!(status["status"], json!("RUNNING"));
    assert_eq!(status["worker"], json!(null));
    let resumed = bed
        .migrate(0, &["resume", "--exclusive", "--format", "json"])
        .summary();
    // All are read again: programs may have written in between.
    assert_eq!(resumed["read"], json!(1500), "{resumed}");
    assert_eq!(resumed["rewritten"], json!(1500 - changed), "{resumed}");
    let migrated = ["country", "full_name", "id", "name"];
    assert!(bed.items().values().all(|item| names(item) == migrated));
}

#[test]
fn of_eight_processes_one_runs_and_the_others_name_it_or_find_it_done() {
    let bed = Bed::new(600);
    let mut children = Vec::new();
    for _ in 0..8 {
        let mut command = bed.command(&RUN);
        children.push(
            command
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap(),
        );
    }
    let pids: Vec<_> = children.iter().map(Child::id).collect();
    let runs: Vec<_> = children.into_iter().map(ended).collect();
    // Who comes when it is done finds nothing to do.
    for run in runs.iter().filter(|run| run.code != 0) {
        let mut pids = pids.iter();
        let names_holder = pids.any(|pid| run.err.contains(&format!("process {pid} on")));
        assert!(run.code == 2 && names_holder, "{run:?}");
    }
    assert!(runs.iter().any(|run| run.code == 0), "{runs:?}");
    let status = bed
        .migrate(0, &["status", NAME, "--format", "json"])
        .summary();
    assert_eq!(status["passes"][0]["rewritten"], json!(600));
}

/// What a process takes back is not taken for interrupted by another call.
#[test]
fn calls_beside_a_way_back_name_its_process_or_wait_for_it() {
    let bed = Bed::new(20);
    bed.migrate(0, &["run", "--exclusive"]);
    pause(&bed, NAME, true);
    let back = spawned(&bed, &["rollback", "1", "--exclusive"]);
    let process = format!("process {} on", back.id());
    while !bed.migrate(0, &["status"]).out.contains(&process) {
        sleep(Duration::from_millis(20));
    }
    let again = ["run", "1", "--again", "--exclusive"];
    let waits = spawned(&bed, &[&again[..], &["--wait"]].concat());
    let others = [&["run", "--exclusive"][..], &again].map(|it| spawned(&bed, it));
    for other in others.map(ended) {
        let is_named = other.code == 2 && other.err.contains(&process);
        assert!(is_named, "{other:?}");
    }
    pause(&bed, NAME, false);
    let back = ended(back);
    assert_eq!(back.code, 0, "{back:?}");
    let waits = ended(waits);
    assert!(waits.out.contains("0001_full_name: applied"), "{waits:?}");
    let migrated = ["country", "full_name", "id", "name"];
    assert!(bed.items().values().all(|item| names(item) == migrated));
}
