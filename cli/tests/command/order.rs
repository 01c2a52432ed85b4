//! The list of migrations: written by commands, and compared with the files.

use std::fs;

use crate::sandbox::{SCHEMA, Sandbox};

const ORDER: &str = "migrations/order.sum";

/// [`SCHEMA`] with more fields.
pub(crate) fn with_fields(fields: &[&str]) -> String {
    let fields = fields.iter();
    let lines = fields.map(|field| format!("      {field}: {{ type: string, default: \"\" }}\n"));
    format!("{SCHEMA}{}", lines.collect::<Vec<_>>().concat())
}

/// Adds a field to the schema, with its migration.
pub(crate) fn migrate(sandbox: &Sandbox, fields: &[&str]) {
    sandbox.write("schemas/app.yaml", &with_fields(fields));
    let name = fields.last().expect("a field");
    let run = sandbox.run(&["migrate", "new", name]);
    assert_eq!(run.code, 0, "{run:?}");
}

/// A project with the migrations `0001_a` and `0002_b`.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_schema(SCHEMA);
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    migrate(&sandbox, &["a"]);
    migrate(&sandbox, &["a", "b"]);
    sandbox
}

/// The lines of the list without what it says of itself, each as its first words.
pub(crate) fn lines(sandbox: &Sandbox) -> Vec<String> {
    let text = sandbox.read(ORDER);
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let names = lines.map(|line| match line.rsplit_once(' ') {
        Some((name, checksum)) if checksum.len() == 64 => name.to_owned(),
        _ => line.to_owned(),
    });
    names.collect()
}

/// What `check` says, and that it is wrong.
fn findings(sandbox: &Sandbox, more: &[&str]) -> String {
    let run = sandbox.run(&[&["check", "--format", "short"], more].concat());
    assert_eq!(run.code, 1, "{run:?}");
    run.out
}

#[test]
fn each_migration_has_a_line() {
    let sandbox = project();
    assert_eq!(lines(&sandbox), ["format 1", "0001_a", "0002_b"]);
    let run = sandbox.run(&["check", "--deny-warnings"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn an_edited_file_is_found_and_accepted_by_name() {
    let sandbox = project();
    let file = "migrations/0001_a.yaml";
    let text = sandbox.read(file);
    sandbox.write(
        file,
        &format!("# laid out anew\n{}", text.replace('\n', "\r\n")),
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
    sandbox.write(file, &text.replace("\"\"", "none"));
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    for said in [
        "edited migrations/0001_a.yaml (0001_a does something else than what order.sum has)",
        "help if it is applied nowhere yet: `dynamite-gen migrate order 0001_a`",
    ] {
        assert!(run.out.contains(said), "{said}: {run:?}");
    }
    assert_eq!(sandbox.run(&["migrate", "order", "0001_a"]).code, 0);
    assert_eq!(sandbox.run(&["check"]).code, 0);
    assert_eq!(lines(&sandbox), ["format 1", "0001_a", "0002_b"]);
}

#[test]
fn a_removed_an_added_and_a_moved_line_are_found() {
    let sandbox = project();
    let list = sandbox.read(ORDER);
    let text = sandbox.read("migrations/0002_b.yaml");
    fs::remove_file(sandbox.path("migrations/0002_b.yaml")).unwrap();
    sandbox.write("migrations/0003_c.yaml", &text);
    let out = findings(&sandbox, &[]);
    for said in [
        "migrations/0002_b.yaml: missing (0002_b is in order.sum, and has no file)",
        "migrations/0003_c.yaml: unlisted (0003_c is not in order.sum)",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let run = sandbox.run(&["migrate", "order", "0002_b", "0003_c"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(lines(&sandbox), ["format 1", "0001_a", "0003_c"]);

    let sandbox = project();
    let mut moved: Vec<_> = list.lines().collect();
    let end = moved.len();
    moved.swap(end - 1, end - 2);
    sandbox.write(ORDER, &(moved.join("\n") + "\n"));
    let said = "migrations/order.sum: misplaced (the line of 0001_a";
    let out = findings(&sandbox, &[]);
    assert!(out.contains(said), "{out}");
}

#[test]
fn a_list_that_cannot_be_read_is_a_finding_and_is_not_written_over() {
    let sandbox = project();
    let list = sandbox.read(ORDER);
    for (text, said) in [
        (
            format!("{list}<<<<<<< HEAD\n"),
            "conflict (a merge has left its marks in line 6)",
        ),
        (format!("{list}0003_c\n"), "unreadable (line 6 is none"),
        ("format 2\n".to_owned(), "unreadable (a newer version"),
        ("0001_a\n".to_owned(), "unreadable (line 1 is none"),
    ] {
        sandbox.write(ORDER, &text);
        let out = findings(&sandbox, &[]);
        assert!(
            out.contains(&format!("migrations/order.sum: {said}")),
            "{out}"
        );
        for command in [["migrate", "order", "0001_a"], ["migrate", "new", "c"]] {
            let run = sandbox.run(&command);
            assert_eq!(run.code, 2, "{run:?}");
            assert!(run.err.contains("migrate renumber"), "{run:?}");
        }
        assert_eq!(sandbox.read(ORDER), text);
    }
}

#[test]
fn what_a_revision_has_is_not_edited_even_with_its_line() {
    let sandbox = project();
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "first"]);
    let against = ["--against", "git:HEAD"];
    let check = || sandbox.run(&[&["check"][..], &against].concat()).code;
    migrate(&sandbox, &["a", "b", "c"]);
    assert_eq!(check(), 0);
    let text = sandbox.read("migrations/0002_b.yaml");
    sandbox.write("migrations/0002_b.yaml", &text.replace("\"\"", "none"));
    fs::remove_file(sandbox.path("migrations/0001_a.yaml")).unwrap();
    let run = sandbox.run(&["migrate", "order", "0001_a", "0002_b"]);
    assert_eq!(run.code, 0, "{run:?}");
    let out = findings(&sandbox, &against);
    for said in [
        "migrations/0002_b.yaml: edited (it does something else in HEAD)",
        "migrations/0001_a.yaml: missing (it is in HEAD)",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
}

#[test]
fn only_migrations_are_put_in_the_list() {
    let sandbox = project();
    sandbox.write("migrations/0003_c.yaml", "steps: [");
    for (name, said) in [
        ("0009_z", "has no migration `0009_z`"),
        ("a", "has no migration `a`"),
        ("0003_c", "0003_c.yaml is no YAML"),
    ] {
        let run = sandbox.run(&["migrate", "order", name]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
}
