//! Two branches that each add migrations, and how their merge is resolved.

use crate::order::lines;
use crate::sandbox::Sandbox;

const RENUMBER: [&str; 4] = ["migrate", "renumber", "--onto", "git:main"];

/// A schema with two models and these fields of each.
fn schema(ants: &[&str], bees: &[&str]) -> String {
    let model = |name: &str, fields: &[&str]| {
        let fields = fields.iter();
        let lines = fields.map(|it| format!("      {it}: {{ type: string, default: {it} }}\n"));
        let lines = lines.collect::<Vec<_>>().concat();
        format!("  {name}:\n    key: id\n    fields:\n      id: ulid\n{lines}")
    };
    format!("models:\n{}{}", model("Ant", ants), model("Bee", bees))
}

/// Changes the schema, with a migration for it.
fn migrate(sandbox: &Sandbox, name: &str, ants: &[&str], bees: &[&str]) {
    sandbox.write("schemas/app.yaml", &schema(ants, bees));
    let run = sandbox.run(&["migrate", "new", name]);
    assert_eq!(run.code, 0, "{run:?}");
}

fn commit(sandbox: &Sandbox) {
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "a commit"]);
}

/// A project with a first migration.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_schema(&schema(&[], &[]));
    assert_eq!(sandbox.run(&["migrate", "baseline"]).code, 0);
    migrate(&sandbox, "first", &["a"], &[]);
    sandbox
}

/// A repository with the branches `main` and `ours`, each with its own change of the project. `ours` is
/// checked out.
fn branches(main: impl Fn(&Sandbox), ours: impl Fn(&Sandbox)) -> Sandbox {
    let sandbox = project();
    sandbox.git(&["init", "-q", "-b", "main"]);
    commit(&sandbox);
    sandbox.git(&["checkout", "-q", "-b", "ours"]);
    ours(&sandbox);
    commit(&sandbox);
    sandbox.git(&["checkout", "-q", "main"]);
    main(&sandbox);
    commit(&sandbox);
    sandbox.git(&["checkout", "-q", "ours"]);
    sandbox
}

/// Merges `main`, which conflicts in the list of migrations, and resolves the schema.
fn merge(sandbox: &Sandbox, ants: &[&str], bees: &[&str]) {
    let merge = sandbox.try_git(&["merge", "main"]);
    assert_ne!(merge.code, 0, "{merge:?}");
    let conflicts = sandbox.try_git(&["diff", "--name-only", "--diff-filter=U"]);
    assert!(
        conflicts.out.contains("migrations/order.sum\n"),
        "{conflicts:?}"
    );
    let check = sandbox.run(&["check", "--format", "short"]);
    assert_eq!(check.code, 1, "{check:?}");
    sandbox.write("schemas/app.yaml", &schema(ants, bees));
    let check = sandbox.run(&["check", "--format", "short"]);
    assert!(check.out.contains("order.sum: conflict"), "{check:?}");
}

fn assert_clean(sandbox: &Sandbox) {
    let check = sandbox.run(&["check", "--deny-warnings", "--against", "git:main"]);
    assert_eq!(check.code, 0, "{check:?}");
}

/// After the renumbering, everything is as if the branches had been one from the beginning.
#[test]
fn changes_of_one_model_come_one_after_the_other() {
    let sandbox = branches(
        |main| migrate(main, "theirs", &["a", "m"], &[]),
        |ours| migrate(ours, "ours", &["a", "o"], &[]),
    );
    merge(&sandbox, &["a", "m", "o"], &[]);
    let before = sandbox.files();
    let run = sandbox.run(&[&RENUMBER[..], &["--dry-run", "--format", "short"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        run.out,
        "\
migrations/0003_ours.yaml: renumbered (was 0002_ours)
migrations/0003_ours.yaml: would write
migrations/snapshots/0002/Ant.yaml: would write
migrations/snapshots/0003/Ant.yaml: would write
migrations/order.sum: would write
migrations/0002_ours.yaml: would remove
"
    );
    assert_eq!(sandbox.files(), before);
    let run = sandbox.run(&RENUMBER);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        lines(&sandbox),
        ["format 1", "0001_first", "0002_theirs", "0003_ours"]
    );
    assert_clean(&sandbox);
    let again = sandbox.run(&RENUMBER);
    assert!(
        again.out.contains("all migrations are in their order"),
        "{again:?}"
    );
    let linear = project();
    migrate(&linear, "theirs", &["a", "m"], &[]);
    migrate(&linear, "ours", &["a", "m", "o"], &[]);
    assert_eq!(sandbox.files(), linear.files());
}

/// git merges the snapshots of different models without a word, into one of the same number.
#[test]
fn mixed_snapshots_are_taken_apart() {
    let sandbox = branches(
        |main| migrate(main, "theirs", &["a", "m"], &[]),
        |ours| {
            migrate(ours, "one", &["a"], &["o"]);
            migrate(ours, "two", &["a"], &["o", "p"]);
        },
    );
    merge(&sandbox, &["a", "m"], &["o", "p"]);
    let run = sandbox.run(&RENUMBER);
    assert_eq!(run.code, 0, "{run:?}");
    assert_clean(&sandbox);
    let linear = project();
    migrate(&linear, "theirs", &["a", "m"], &[]);
    migrate(&linear, "one", &["a", "m"], &["o"]);
    migrate(&linear, "two", &["a", "m"], &["o", "p"]);
    assert_eq!(sandbox.files(), linear.files());
}

#[test]
fn a_snapshot_without_a_migration_moves_with_the_next() {
    let optional = |sandbox: &Sandbox| {
        let text = schema(&["a"], &[]) + "      x: string?\n";
        sandbox.write("schemas/app.yaml", &text);
        assert_eq!(sandbox.run(&["migrate", "new", "x"]).code, 0);
        assert!(sandbox.path("migrations/snapshots/0002/Bee.yaml").exists());
        let text =
            schema(&["a"], &[]) + "      x: string?\n      y: { type: string, default: y }\n";
        sandbox.write("schemas/app.yaml", &text);
        assert_eq!(sandbox.run(&["migrate", "new", "y"]).code, 0);
    };
    let sandbox = branches(|main| migrate(main, "theirs", &["a", "m"], &[]), optional);
    let merged = sandbox.try_git(&["merge", "main"]);
    assert_ne!(merged.code, 0, "{merged:?}");
    let text =
        schema(&["a", "m"], &[]) + "      x: string?\n      y: { type: string, default: y }\n";
    sandbox.write("schemas/app.yaml", &text);
    let run = sandbox.run(&RENUMBER);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        lines(&sandbox),
        ["format 1", "0001_first", "0002_theirs", "0003_y"]
    );
    assert_clean(&sandbox);
    assert!(!sandbox.path("migrations/snapshots/0002/Bee.yaml").exists());
    assert!(sandbox.path("migrations/snapshots/0003/Bee.yaml").exists());
}

/// During a rebase, what stays is what is rebased already.
#[test]
fn a_rebase_is_resolved_commit_by_commit() {
    let sandbox = branches(
        |main| migrate(main, "theirs", &["a", "m"], &[]),
        |ours| {
            migrate(ours, "one", &["a", "o"], &[]);
            commit(ours);
            migrate(ours, "two", &["a", "o", "p"], &[]);
        },
    );
    let rebase = sandbox.try_git(&["rebase", "main"]);
    assert_ne!(rebase.code, 0, "{rebase:?}");
    for (fields, said) in [
        (&["a", "m", "o"][..], ""),
        (
            &["a", "m", "o", "p"],
            "0003_one and 0003_two have the same number",
        ),
    ] {
        sandbox.write("schemas/app.yaml", &schema(fields, &[]));
        let dry_run = sandbox.run(&[&RENUMBER[..], &["--dry-run"]].concat());
        assert!(dry_run.err.contains(said), "{dry_run:?}");
        let run = sandbox.run(&["migrate", "renumber", "--onto", "git:HEAD"]);
        assert_eq!(run.code, 0, "{run:?}");
        assert_clean(&sandbox);
        sandbox.git(&["add", "-A"]);
        sandbox.try_git(&["-c", "core.editor=true", "rebase", "--continue"]);
    }
    let names = [
        "format 1",
        "0001_first",
        "0002_theirs",
        "0003_one",
        "0004_two",
    ];
    assert_eq!(lines(&sandbox), names);
    let status = sandbox.try_git(&["status", "--porcelain"]);
    assert_eq!(status.out, "", "{status:?}");
    assert_clean(&sandbox);
}

#[test]
fn a_schema_that_is_nowhere_is_not_made_up() {
    let sandbox = branches(
        |main| migrate(main, "theirs", &["a", "m"], &[]),
        |ours| {
            migrate(ours, "one", &["a", "o"], &[]);
            migrate(ours, "two", &["a", "o", "p"], &[]);
        },
    );
    merge(&sandbox, &["a", "m", "o", "p"], &[]);
    let before = sandbox.files();
    let run = sandbox.run(&RENUMBER);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("0002_one is followed by other"), "{run:?}");
    assert_eq!(sandbox.files(), before);
}

#[test]
fn what_is_not_merged_or_has_a_name_twice_is_refused() {
    let named = |name: &'static str, field: &'static str| {
        move |sandbox: &Sandbox| migrate(sandbox, name, &["a", field], &[])
    };
    let sandbox = branches(named("theirs", "m"), named("ours", "o"));
    let run = sandbox.run(&RENUMBER);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err
            .contains("`git:main` has 0002_theirs, which is not here"),
        "{run:?}"
    );

    let sandbox = branches(named("same", "m"), named("same", "o"));
    merge(&sandbox, &["a", "m", "o"], &[]);
    let run = sandbox.run(&RENUMBER);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.contains("0002_same does something else here"),
        "{run:?}"
    );

    for (onto, said) in [
        ("git:HEAD~1:schemas", "holds no migrations"),
        ("git:nothing", "git ls-tree failed"),
        ("nowhere", "`nowhere` holds no migrations"),
    ] {
        let run = sandbox.run(&["migrate", "renumber", "--onto", onto]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
}

/// Without git, a copy of the other folder says the same.
#[test]
fn another_folder_can_be_named() {
    let (ours, theirs) = (project(), project());
    migrate(&theirs, "theirs", &["a", "m"], &[]);
    migrate(&ours, "ours", &["a", "o"], &[]);
    for (path, text) in theirs.files() {
        ours.write(&format!("theirs/{path}"), &text);
    }
    for path in ["0002_theirs.yaml", "snapshots/0002/Ant.yaml", "order.sum"] {
        let path = format!("migrations/{path}");
        ours.write(&path, &theirs.read(&path));
    }
    ours.write("schemas/app.yaml", &schema(&["a", "m", "o"], &[]));
    let run = ours.run(&["migrate", "renumber", "--onto", "theirs/migrations"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        lines(&ours),
        ["format 1", "0001_first", "0002_theirs", "0003_ours"]
    );
    assert_eq!(ours.run(&["check", "--deny-warnings"]).code, 0);
}
