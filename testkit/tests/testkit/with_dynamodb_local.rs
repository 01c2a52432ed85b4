//! The program that runs a command beside DynamoDB Local, without Java.

use std::path::Path;
use std::process::{Command, Output};

/// Runs it where no program can be found, as on a machine without Java.
fn run(arguments: &[&str], ci: bool) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_with-dynamodb-local"));
    command
        .args(arguments)
        .env("PATH", Path::new(""))
        .env_remove("CI");
    if ci {
        command.env("CI", "true");
    }
    command.output().expect("it runs")
}

#[test]
fn without_java_the_command_is_skipped_by_hand_and_fails_in_ci() {
    let by_hand = run(&["cargo", "test"], false);
    let line = String::from_utf8_lossy(&by_hand.stdout).into_owned();
    assert_eq!(
        line,
        "skipped: DynamoDB Local needs Java 17 (apt-get install openjdk-17-jre-headless)\n"
    );
    assert_eq!(by_hand.status.code(), Some(0));
    assert_eq!(run(&["cargo", "test"], true).status.code(), Some(1));
}

#[test]
fn without_a_command_it_says_how_it_is_used() {
    let output = run(&[], false);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("usage"));
}
