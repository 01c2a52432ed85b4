//! Where commands write to, and what they leave alone there.

use std::fs;

use crate::sandbox::{SCHEMA, Sandbox};

#[test]
fn a_json_schema_takes_no_other_files_place() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    let schema = sandbox.run(&["schema"]).out;
    sandbox.write("other.json", "{ \"title\": \"Mine\" }");
    sandbox.write("not-text.json", "");
    fs::write(sandbox.path("not-text.json"), [0xff, 0xfe]).unwrap();
    let before = fs::read(sandbox.path("schemas/app.yaml")).unwrap();
    for path in ["schemas/app.yaml", "other.json", "not-text.json"] {
        let run = sandbox.run(&["schema", "--out", path]);
        assert_eq!(run.code, 2, "{run:?}");
        let said = format!("{path} is not a JSON Schema of Dynamite, and is left alone");
        assert!(run.err.contains(&said), "{run:?}");
    }
    assert_eq!(fs::read(sandbox.path("schemas/app.yaml")).unwrap(), before);
    assert_eq!(sandbox.read("other.json"), "{ \"title\": \"Mine\" }");

    let older = schema.replace("Models, by name.", "Models.");
    let laid_out_otherwise = older.replace("  ", "\t").replace('\n', "\r\n");
    for ours in [older.as_str(), laid_out_otherwise.as_str(), ""] {
        sandbox.write("own.json", ours);
        assert_eq!(sandbox.run(&["schema", "--out", "own.json"]).code, 0);
        assert_eq!(sandbox.read("own.json"), schema);
    }
}

#[test]
fn a_dash_is_standard_output_and_no_folder() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    for command in ["schema", "man"] {
        let run = sandbox.run(&[command, "--out", "-"]);
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(run.out, sandbox.run(&[command]).out);
    }
    for command in [&["generate", "--out", "-"][..], &["init", "-"]] {
        let run = sandbox.run(command);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("`-` is standard output"), "{run:?}");
    }
    assert!(!sandbox.path("-").exists());
}

#[test]
fn manual_pages_of_other_programs_stay() {
    let sandbox = Sandbox::new();
    sandbox.write("man1/other.1", ".TH other 1\n");
    sandbox.write("man1/dynamite-gen-check.1", ".TH mine 1\n");
    let run = sandbox.run(&["man", "--out", "man1"]);
    assert_eq!(run.code, 2, "{run:?}");
    let said = "man1/dynamite-gen-check.1 is not a manual page of Dynamite";
    assert!(run.err.contains(said), "{run:?}");
    assert_eq!(sandbox.read("man1/dynamite-gen-check.1"), ".TH mine 1\n");
    fs::remove_file(sandbox.path("man1/dynamite-gen-check.1")).unwrap();
    for _ in 0..2 {
        assert_eq!(sandbox.run(&["man", "--out", "man1"]).code, 0);
    }
    assert_eq!(sandbox.read("man1/other.1"), ".TH other 1\n");
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_stays_one() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    std::os::unix::fs::symlink("nowhere", sandbox.path("link")).unwrap();
    for command in ["schema", "man", "generate"] {
        let run = sandbox.run(&[command, "--out", "link"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("link"), "{run:?}");
        assert!(sandbox.path("link").is_symlink());
        assert!(!sandbox.path("nowhere").exists());
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_refused_at_once() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    let made = std::process::Command::new("mkfifo")
        .arg(sandbox.path("pipe"))
        .status();
    assert!(made.unwrap().success());
    for path in ["/dev/zero", "/dev/full", "pipe"] {
        for command in ["schema", "man", "generate"] {
            let run = sandbox.run(&[command, "--out", path]);
            assert_eq!(run.code, 2, "{command} {path}: {run:?}");
            assert!(run.err.contains(path), "{run:?}");
        }
    }
    let run = sandbox.run(&["check", "--config", "/dev/zero"]);
    assert_eq!(run.code, 2, "{run:?}");
    fs::rename(sandbox.path("pipe"), sandbox.path("Cargo.toml")).unwrap();
    let run = sandbox.run(&["init"]);
    assert_eq!(run.code, 2, "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_does_not_arrive_is_a_failure() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    for command in [
        &["--help"][..],
        &["--version"],
        &["help", "check"],
        &["schema", "--help"],
        &["check"],
        &["generate", "--out", "models"],
        &["explain"],
        &["explain", "DM101"],
        &["schema"],
        &["completions", "bash"],
        &["man"],
        &["init", "new"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut shown = sandbox.command(command);
        let output = shown.stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command:?}: {said}");
        assert!(said.contains("cannot write to standard output"), "{said}");
    }
}

#[test]
fn what_a_killed_command_left_is_removed_by_the_next() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.write("models/.user.rs.4711-0.tmp", "// @generated by dyn");
    sandbox.write(".own.json.4711-0.tmp", "{");
    sandbox.write(".mine.json.4711-0.tmp", "{");
    assert_eq!(sandbox.run(&["generate", "--out", "models"]).code, 0);
    assert_eq!(sandbox.run(&["schema", "--out", "own.json"]).code, 0);
    let names = sandbox.files().into_iter().map(|(name, _)| name);
    let left: Vec<_> = names.filter(|name| name.contains(".tmp")).collect();
    assert_eq!(left, [".mine.json.4711-0.tmp"], "somebody else's");
}
