//! What keeps the command from its work exits with 2, and says what to do.

use crate::sandbox::{SCHEMA, Sandbox};

#[test]
fn wrong_usage_exits_with_2_and_a_suggestion() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["check", "--formt", "json"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("'--format'"), "{run:?}");
    assert_eq!(sandbox.run(&[]).code, 2);
    assert_eq!(sandbox.run(&["generate", "--check", "--diff"]).code, 2);
}

#[test]
fn a_misspelt_command_suggests_the_one_that_is_meant() {
    let sandbox = Sandbox::new();
    for (typed, meant) in [
        ("chekc", "check"),
        ("chek", "check"),
        ("genrate", "generate"),
        ("inti", "init"),
        ("shema", "schema"),
    ] {
        let run = sandbox.run(&[typed]);
        assert_eq!(run.code, 2);
        let tip = format!("tip: a similar subcommand exists: '{meant}'");
        assert!(run.err.contains(&tip), "{run:?}");
    }
}

#[test]
fn a_schema_folder_that_is_missing_or_a_file() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    let run = sandbox.run(&["check", "--schemas", "elsewhere"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err
            .contains("the schema folder elsewhere does not exist"),
        "{run:?}"
    );
    let run = sandbox.run(&["check", "--schemas", "schemas/app.yaml"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("schemas/app.yaml is not a folder"),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_schema_file_that_cannot_be_read() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    std::os::unix::fs::symlink("nowhere", sandbox.path("schemas/lost.yaml")).unwrap();
    for command in [&["check"][..], &["generate", "--out", "models"]] {
        let run = sandbox.run(command);
        assert_eq!(run.code, 2);
        assert!(run.out.contains("DM001") && run.out.contains("lost.yaml"));
        assert!(run.err.contains("not all of the schema could be read"));
    }
}

#[test]
fn an_out_folder_that_is_a_file_missing_or_inside_a_file() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.write("file", "mine");
    let run = sandbox.run(&["generate", "--out", "file"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("file is a file"), "{run:?}");
    let run = sandbox.run(&["generate", "--out", "file/models"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("file/models"), "{run:?}");
    assert_eq!(sandbox.read("file"), "mine");
    let run = sandbox.run(&["generate"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("name it with `--out src/models`"),
        "{run:?}"
    );
}

#[test]
fn failures_come_in_the_format_that_was_asked_for() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    let failure: serde_json::Value = serde_json::from_str(&run.err).unwrap();
    assert_eq!(failure["kind"], "failure");
    assert!(
        failure["help"].as_str().unwrap().contains("--schemas"),
        "{failure}"
    );
    assert!(
        sandbox
            .run(&["check", "--format", "github"])
            .err
            .starts_with("::error::the schema folder")
    );
    assert!(
        sandbox
            .run(&["check", "--format", "short"])
            .err
            .starts_with("error: the schema folder")
    );
    assert_eq!(
        sandbox.run(&["check"]).err.lines().count(),
        2,
        "a sentence of what, one of what to do"
    );
}
