//! Comparing schemas, drafting migrations, and checking them.

use serde_json::json;

use crate::sandbox::{SCHEMA, Sandbox};

/// [`SCHEMA`] with another name for `name`, and one more field.
const CHANGED: &str = "\
models:
  User:
    key: id
    fields:
      id: { type: ulid, default: generate }
      full_name: string
      country: { type: string, default: NO }
";

/// A repository with [`SCHEMA`], and [`CHANGED`] in the folder.
fn changed() -> Sandbox {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.git(&["init", "-q"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "first"]);
    sandbox.write("schemas/app.yaml", CHANGED);
    sandbox
}

const NEW: [&str; 5] = [
    "migrate",
    "new",
    "full_name",
    "--rename",
    "User.name=full_name",
];

#[test]
fn a_revision_is_compared_with_the_folder() {
    let sandbox = changed();
    let run = sandbox.run(&["diff", "--against", "git:HEAD", "--format", "short"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(
        run.out,
        "\
leftover: `User.name` is gone: items keep the attribute `name` (programs with the former schema cannot read what is written)
stranded: `User.full_name` is new, and may not be absent: items without it cannot be read
stranded: `User.country` is new, and may not be absent: items without it cannot be read
3 changes in what is stored; 2 strand items, 1 break programs with the former schema
"
    );
    let objects = sandbox
        .run(&["diff", "--against", "git:HEAD", "--format", "json"])
        .json();
    assert_eq!(
        objects[1],
        json!({
            "kind": "change", "effect": "stranded", "breaks_older_programs": false,
            "text": "`User.full_name` is new, and may not be absent: items without it cannot be read",
        })
    );
    assert_eq!(
        objects[3],
        json!({ "kind": "summary", "changes": 3, "stranded": 2, "breaking": 1 })
    );
    let same = sandbox.run(&["diff", "--against", "schemas"]);
    assert_eq!(same.code, 0, "{same:?}");
}

#[test]
fn what_cannot_be_compared_with_is_a_failure() {
    let sandbox = changed();
    for (against, said) in [
        ("git:nothing", "git ls-tree failed"),
        ("git:", "`git:` is no revision"),
        ("git:--help", "`git:--help` is no revision"),
        ("nowhere", "`nowhere`, cannot be used"),
    ] {
        for command in ["diff", "check"] {
            let run = sandbox.run(&[command, "--against", against]);
            assert_eq!(run.code, 2, "{run:?}");
            assert!(run.err.contains(said), "{run:?}");
        }
    }
}

#[test]
fn a_migration_is_drafted_from_a_revision_and_accepted() {
    let sandbox = changed();
    let check = ["check", "--against", "git:HEAD", "--format", "short"];
    let before = sandbox.run(&check);
    assert_eq!(before.code, 1, "{before:?}");
    assert!(
        before.out.contains("schemas/app.yaml:6:7: error[DM907]"),
        "{before:?}"
    );
    let run = sandbox.run(&[&NEW[..], &["--against", "git:HEAD"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        sandbox.read("migrations/0001_full_name.yaml"),
        "\
# yaml-language-server: $schema=./dynamite-migration.schema.json
model: User
steps:
  - rename: { from: name, to: full_name }
  - add: { field: country, value: \"NO\" }
"
    );
    for number in ["0000", "0001"] {
        let path = format!("migrations/snapshots/{number}/User.yaml");
        assert!(sandbox.path(&path).exists(), "{path}");
    }
    let after = sandbox.run(&check);
    assert_eq!(after.code, 0, "{after:?}");
    assert!(after.out.ends_with("1 file, 1 migration\n"), "{after:?}");
    let again = sandbox.run(&["migrate", "new", "again"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(
        again.out.contains("nothing that is stored has changed"),
        "{again:?}"
    );
}

#[test]
fn a_field_that_is_gone_is_asked_about() {
    let sandbox = changed();
    let run = sandbox.run(&[
        "migrate",
        "new",
        "x",
        "--against",
        "git:HEAD",
        "--format",
        "short",
    ]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(
        run.out,
        "\
say which: `User.name` is gone: has it another name, or is it not wanted any more?
--rename User.name=full_name
--rename User.name=country
--drop User.name
"
    );
    assert!(!sandbox.path("migrations").exists());
}

#[test]
fn changes_since_the_last_snapshot_are_warnings() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    let none = sandbox.run(&["migrate", "new", "x"]);
    assert_eq!(none.code, 2, "{none:?}");
    assert!(none.err.contains("there is no snapshot"), "{none:?}");
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 0);
    sandbox.write("schemas/app.yaml", CHANGED);
    let run = sandbox.run(&["check", "--format", "short"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.out.matches("warning[DM907]").count(), 2, "{run:?}");
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 1);
    let twice = sandbox.run(&["migrate", "baseline"]);
    assert_eq!(twice.code, 2, "{twice:?}");
    assert_eq!(sandbox.run(&NEW).code, 0);
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 0);
}

#[test]
fn migrations_are_checked_with_the_schema() {
    let sandbox = changed();
    sandbox.run(&[&NEW[..], &["--against", "git:HEAD"]].concat());
    sandbox.write(
        "migrations/0001_full_name.yaml",
        "model: User\nsteps:\n  - rename: { from: nmae, to: full_name }\n",
    );
    sandbox.write("migrations/0001_other.yaml", "model: User\nsteps: []\n");
    sandbox.write("migrations/misnamed.yaml", "");
    let run = sandbox.run(&["check", "--format", "short"]);
    assert_eq!(run.code, 1, "{run:?}");
    for said in [
        "migrations/misnamed.yaml: misnamed",
        "migrations/0001_other.yaml: ambiguous (0001_full_name has the same number)",
        "migrations/0001_full_name.yaml:3:21: error[DM401]",
        "migrations/0001_other.yaml:2:8: error[DM103]",
    ] {
        assert!(run.out.contains(said), "{said}: {run:?}");
    }
    std::fs::remove_dir_all(sandbox.path("migrations/snapshots")).unwrap();
    let run = sandbox.run(&["check", "--format", "short"]);
    assert!(
        run.out
            .contains("migrations/0001_full_name.yaml: no snapshot"),
        "{run:?}"
    );
}

/// A change for which no step is drafted is not forgotten once the snapshot is recorded.
#[test]
fn what_no_step_is_drafted_for_is_a_problem_until_there_is_one() {
    let of_states = |states: &str| {
        format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, state: State }} }} }}\n\
             types: {{ State: {{ enum: [{states}] }} }}\n"
        )
    };
    let sandbox = Sandbox::with_schema(&of_states("open, shut"));
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    sandbox.write("schemas/app.yaml", &of_states("open"));
    let run = sandbox.run(&["migrate", "new", "open", "--format", "short"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out
            .contains("by hand: no step is drafted for this: the value `shut` of `State`"),
        "{run:?}"
    );
    let check = || sandbox.run(&["check", "--format", "short"]);
    let run = check();
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("migrations/0001_open.yaml:"), "{run:?}");
    let step = "model: User\nsteps:\n  - set: { field: state, to: \"'open'\" }\n";
    sandbox.write("migrations/0001_open.yaml", step);
    let order = sandbox.run(&["migrate", "order", "0001_open"]);
    assert_eq!(order.code, 0, "{order:?}");
    assert_eq!(check().code, 0);
    std::fs::remove_file(sandbox.path("migrations/0001_open.yaml")).unwrap();
    let run = check();
    assert_eq!(run.code, 1, "{run:?}");
    assert!(
        run.out.contains("migrations/snapshots/0001: no migration"),
        "{run:?}"
    );
}

/// Fields inside variants are asked about by the type, the variant and the field.
#[test]
fn a_field_of_a_variant_is_renamed_as_the_user_says() {
    let of_card = |card: &str| {
        format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, payment: Payment }} }} }}\n\
             types: {{ Payment: {{ union: {{ card: {{ {card} }} }} }} }}\n"
        )
    };
    let sandbox = Sandbox::with_schema(&of_card("holder: string"));
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    sandbox.write("schemas/app.yaml", &of_card("owner: string"));
    let run = sandbox.run(&["migrate", "new", "owner"]);
    assert_eq!(run.code, 1, "{run:?}");
    let answer = "--rename Payment.card.holder=owner";
    assert!(run.out.contains(answer), "{run:?}");
    let mut arguments = vec!["migrate", "new", "owner"];
    arguments.extend(answer.split(' '));
    assert_eq!(sandbox.run(&arguments).code, 0);
    let text = std::fs::read_to_string(sandbox.path("migrations/0001_owner.yaml")).unwrap();
    let step = "  - rename: { from: payment.card.holder, to: payment.card.owner }\n";
    assert!(text.ends_with(step), "{text}");
    let check = sandbox.run(&["check"]);
    assert_eq!(check.code, 0, "{check:?}");
}

#[test]
fn the_configuration_names_the_folder() {
    let sandbox = Sandbox::with_schema(SCHEMA);
    sandbox.write("dynamite.toml", "format = 1\nmigrations = \"db/changes\"\n");
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    assert!(sandbox.path("db/changes/snapshots/0000/User.yaml").exists());
    let other = sandbox.run(&["migrate", "baseline", "--migrations", "other"]);
    assert_eq!(other.code, 0, "{other:?}");
    assert!(sandbox.path("other/snapshots/0000/User.yaml").exists());
}

#[test]
fn wrong_names_and_hints_are_failures_before_anything_is_read() {
    let sandbox = Sandbox::new();
    sandbox.write("schemas/app.yaml", "models: nonsense");
    for (arguments, said) in [
        (
            vec!["migrate", "new", "Bad Name"],
            "is no name of a migration",
        ),
        (
            vec!["migrate", "new", "a", "--rename", "x"],
            "does not say two fields",
        ),
    ] {
        let run = sandbox.run(&arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
    let run = sandbox.run(&["migrate", "new", "a"]);
    assert_eq!(run.code, 1, "{run:?}");
}
