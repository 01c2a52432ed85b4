//! What is common to all commands: help, colours, scripts for shells, manual pages.

use crate::sandbox::{BROKEN, SCHEMA, Sandbox};
use crate::support::Run;

const COMMANDS: [&str; 8] = [
    "init",
    "generate",
    "check",
    "diff",
    "explain",
    "schema",
    "completions",
    "man",
];

#[test]
fn help_documents_exit_codes_defaults_and_examples() {
    let sandbox = Sandbox::new();
    let help = sandbox.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(
        help.out.contains("Exit codes:\n  0  clean") && help.out.contains("\n  2  "),
        "{help:?}"
    );
    let nested = ["migrate new", "migrate baseline"];
    for command in COMMANDS.into_iter().chain(nested) {
        let words: Vec<_> = command.split(' ').chain(["--help"]).collect();
        let help = sandbox.run(&words);
        assert_eq!(help.code, 0);
        assert!(
            help.out.contains("Examples:\n  dynamite-gen "),
            "{command}: {help:?}"
        );
        let options =
            help.out.matches("\n      --").count() + help.out.matches("\n  -q, --").count();
        let without_value = ["completions"].contains(&command);
        let defaults = help.out.matches("[default: ").count();
        assert!(
            defaults >= options && (options > 3 || without_value),
            "{command}: {}",
            help.out
        );
    }
}

#[test]
fn colours_follow_the_flag_and_the_environment() {
    let sandbox = Sandbox::with_schema(BROKEN);
    let colored = |run: Run| run.out.contains("\x1b[");
    assert!(!colored(sandbox.run(&["check"])), "not a terminal");
    assert!(!colored(sandbox.run(&["check", "--color", "never"])));
    assert!(colored(sandbox.run(&["check", "--color", "always"])));
    let forced = |name: &str, value: &str| {
        let mut command = sandbox.command(&["check"]);
        colored(Run::of(command.env("CLICOLOR_FORCE", "1").env(name, value)))
    };
    assert!(forced("UNRELATED", "1"));
    assert!(!forced("NO_COLOR", "1"));
    assert!(forced("NO_COLOR", ""), "an empty value does not count");
}

#[test]
fn machines_never_get_colours() {
    let sandbox = Sandbox::with_schema(BROKEN);
    for format in ["short", "json", "github"] {
        let run = sandbox.run(&["check", "--format", format, "--color", "always"]);
        assert!(!run.out.contains('\x1b'), "{format}: {run:?}");
    }
}

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = sandbox.run(&["completions", shell]);
        assert_eq!(run.code, 0, "{shell}");
        assert!(
            COMMANDS.iter().all(|command| run.out.contains(command)),
            "{shell}"
        );
    }
    assert_eq!(sandbox.run(&["completions", "tcsh"]).code, 2);
}

#[test]
fn the_manual_is_a_page_or_a_folder_of_pages() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["man"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.contains(".TH dynamite-gen 1") && run.out.contains("Exit codes"),
        "{run:?}"
    );
    let run = sandbox.run(&["man", "--out", "share/man1"]);
    assert_eq!(run.code, 0, "{run:?}");
    for command in COMMANDS {
        let page = sandbox.read(&format!("share/man1/dynamite-gen-{command}.1"));
        assert!(page.contains(".SH SYNOPSIS"), "{command}");
    }
}

#[test]
fn the_json_schema_goes_to_standard_output_or_a_file() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["schema"]);
    assert_eq!(run.code, 0);
    let schema: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let written = sandbox.run(&["schema", "--out", "schemas/dynamite.schema.json"]);
    assert_eq!(written.out.trim(), "written schemas/dynamite.schema.json");
    assert_eq!(sandbox.read("schemas/dynamite.schema.json"), run.out);
    let again = sandbox.run(&["schema", "--out", "schemas/dynamite.schema.json"]);
    assert_eq!(again.out.trim(), "unchanged schemas/dynamite.schema.json");
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let run = Run::of(sandbox.command(&["schema"]).stdout(writer));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn the_version_is_that_of_the_command_whatever_is_asked_for() {
    let sandbox = Sandbox::new();
    let version = concat!("dynamite-gen ", env!("CARGO_PKG_VERSION"), "\n");
    for option in ["-V", "--version"] {
        let run = sandbox.run(&[option]);
        assert_eq!((run.code, &*run.out), (0, version));
        for command in COMMANDS {
            let run = sandbox.run(&[command, option]);
            assert_eq!((run.code, &*run.out), (0, version), "{command} {option}");
        }
    }
}
