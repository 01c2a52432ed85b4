//! Folding migrations into the first snapshot.

use crate::order::{lines, migrate};
use crate::sandbox::{SCHEMA, Sandbox};

/// A project with the migrations `0001_a`, `0002_b` and `0003_c`.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_schema(SCHEMA);
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    for fields in [&["a"][..], &["a", "b"], &["a", "b", "c"]] {
        migrate(&sandbox, fields);
    }
    sandbox
}

#[test]
fn nothing_is_removed_without_being_told_to() {
    let sandbox = project();
    let before = sandbox.files();
    let run = sandbox.run(&["migrate", "squash", "--through", "2", "--format", "short"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        run.out,
        "\
migrations/snapshots/0000/User.yaml: would write
migrations/order.sum: would write
migrations/0001_a.yaml: would remove
migrations/0002_b.yaml: would remove
migrations/snapshots/0001/User.yaml: would remove
migrations/snapshots/0002/User.yaml: would remove
nothing done: 2 migrations would be part of the first snapshot; if every table has all of them, with their contracts, \
         `--yes` does it
"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn the_list_remembers_and_numbers_go_on() {
    let sandbox = project();
    let snapshot = sandbox.read("migrations/snapshots/0002/User.yaml");
    let squash = |through: &str| sandbox.run(&["migrate", "squash", "--through", through, "--yes"]);
    let run = squash("2");
    assert_eq!(run.code, 0, "{run:?}");
    let names = ["format 1", "squashed 0001_a", "squashed 0002_b", "0003_c"];
    assert_eq!(lines(&sandbox), names);
    assert_eq!(
        sandbox.read("migrations/snapshots/0000/User.yaml"),
        snapshot
    );
    assert!(!sandbox.path("migrations/snapshots/0001").exists());
    assert!(!sandbox.path("migrations/0002_b.yaml").exists());
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 0);

    let run = squash("3");
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 0);
    migrate(&sandbox, &["a", "b", "c", "d"]);
    let names = [
        "squashed 0001_a",
        "squashed 0002_b",
        "squashed 0003_c",
        "0004_d",
    ];
    assert_eq!(lines(&sandbox)[1..], names);
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 0);
}

#[test]
fn the_file_of_a_squashed_migration_is_found() {
    let sandbox = project();
    let text = sandbox.read("migrations/0001_a.yaml");
    let run = sandbox.run(&["migrate", "squash", "--through", "1", "--yes"]);
    assert_eq!(run.code, 0, "{run:?}");
    sandbox.write("migrations/0001_a.yaml", &text);
    let check = sandbox.run(&["check", "--format", "short"]);
    let said = "migrations/0001_a.yaml: squashed (0001_a is squashed, and has a file)";
    assert!(check.code == 1 && check.out.contains(said), "{check:?}");
    let order = sandbox.run(&["migrate", "order", "0001_a"]);
    assert!(
        order.code == 2 && order.err.contains("0001_a is squashed"),
        "{order:?}"
    );
}

#[test]
fn only_what_is_a_migration_and_unchanged_is_squashed() {
    let sandbox = project();
    let squash = |through: &str| sandbox.run(&["migrate", "squash", "--through", through]);
    for through in ["0", "4"] {
        let run = squash(through);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("no migration has the number"), "{run:?}");
    }
    let path = "migrations/snapshots/0002/User.yaml";
    let snapshot = sandbox.read(path);
    sandbox.write(path, "models: {");
    let run = squash("2");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.contains("the snapshot after it cannot be used"),
        "{run:?}"
    );
    sandbox.write(path, &snapshot);
    let text = sandbox.read("migrations/0003_c.yaml");
    sandbox.write("migrations/0003_c.yaml", &text.replace("\"\"", "none"));
    let run = squash("2");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("0003_c does something else"), "{run:?}");
}
