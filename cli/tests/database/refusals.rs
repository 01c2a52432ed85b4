//! What the commands refuse, and what they say.

use crate::bed::{Bed, NAME, s};

#[test]
fn a_wrong_name_a_dead_endpoint_and_an_edited_file_are_refused_with_a_remedy() {
    let bed = Bed::new(1);
    let wrong = bed.migrate(2, &["run", "0002_other", "--exclusive"]);
    assert!(
        wrong.err.contains("the migrations are: 0001_full_name"),
        "{wrong:?}"
    );
    let mut dead = bed.command(&["migrate", "status"]);
    let dead = crate::support::Run::of(dead.env("DYNAMITE_DATABASE", "http://127.0.0.1:1"));
    assert_eq!(dead.code, 2);
    assert!(dead.err.contains("check the endpoint"), "{dead:?}");
    bed.migrate(0, &["run", "--exclusive"]);
    let path = format!("migrations/{NAME}.yaml");
    let edited = bed.folder.read(&path).replace("unknown", "NO");
    bed.folder.write(&path, &edited);
    let refused = bed.migrate(2, &["status"]);
    assert!(refused.err.contains("something else"), "{refused:?}");
    // Whoever takes the edited file into the list is refused by the database.
    bed.migrate(0, &["order", NAME]);
    let refused = bed.migrate(1, &["status"]);
    assert!(refused.out.contains("another plan"), "{refused:?}");
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("another plan"), "{refused:?}");
}

#[test]
fn tables_are_named_by_variables_as_programs_name_them() {
    let bed = Bed::new(1);
    let run = |name: &str, table: &str| {
        let mut run = bed.command(&["migrate", "run", "--exclusive"]);
        crate::support::Run::of(run.env(name, table))
    };
    let other = run("DYNAMITE_TABLE_USERS", "Users-1X");
    assert!(
        other.err.contains("there is no table Users-1X"),
        "{other:?}"
    );
    let unknown = run("DYNAMITE_TABLE_USER", "users");
    assert!(unknown.err.contains("DYNAMITE_TABLE_USERS"), "{unknown:?}");
    assert_eq!(run("DYNAMITE_TABLE_DYNAMITE_UNIQUE", "guards").code, 0);
}

#[test]
fn nothing_to_resume_and_nothing_recorded_say_what_can_be_done() {
    let bed = Bed::new(1);
    let nothing = bed.migrate(2, &["resume"]);
    assert!(
        nothing.err.contains("no migration was interrupted"),
        "{nothing:?}"
    );
    for arguments in [
        &["verify", NAME][..],
        &["contract", NAME],
        &["gate", "switch", NAME],
    ] {
        let refused = bed.migrate(2, arguments);
        assert!(refused.err.contains("never begun"), "{refused:?}");
    }
}

#[test]
fn a_database_that_lacks_what_is_squashed_is_refused_and_so_is_a_file_under_another_name() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    // The file gets another name after it was applied.
    let (from, to) = (
        format!("migrations/{NAME}.yaml"),
        "migrations/0001_names.yaml",
    );
    std::fs::rename(bed.folder.path(&from), bed.folder.path(to)).unwrap();
    bed.migrate(0, &["order", NAME, "0001_names"]);
    let renamed = bed.migrate(2, &["run", "--exclusive"]);
    assert!(
        renamed.err.contains("does what 0001_full_name has done"),
        "{renamed:?}"
    );
    let status = bed.migrate(0, &["status"]);
    let because = "0001_names does the same: give that file its former name back";
    assert!(status.out.contains(because), "{status:?}");
    std::fs::rename(bed.folder.path(to), bed.folder.path(&from)).unwrap();
    bed.migrate(0, &["order", NAME, "0001_names"]);

    let age = bed.folder.read("schemas/app.yaml") + "      age: { type: u8, default: 0 }\n";
    bed.folder.write("schemas/app.yaml", &age);
    bed.migrate(0, &["new", "age"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["squash", "--through", "2", "--yes"]);
    let run = bed.migrate(0, &["run", "--exclusive"]);
    assert!(run.out.contains("all migrations are applied"), "{run:?}");
    let history = bed.migrate(0, &["history"]);
    assert!(history.out.contains("0001_full_name"), "{history:?}");
    // A database that has one of both.
    bed.forget_history_of("0002_age");
    let lacks = bed.migrate(2, &["run", "--exclusive"]);
    assert!(lacks.err.contains("0002_age is squashed"), "{lacks:?}");
    // One that was made after both, and has a history of its own.
    bed.forget_history_of(NAME);
    bed.migrate(0, &["run", "--exclusive"]);
}

#[test]
fn two_migrations_of_one_number_are_not_carried_out() {
    let bed = Bed::new(1);
    let text = bed.folder.read(&format!("migrations/{NAME}.yaml"));
    bed.folder.write("migrations/0001_other.yaml", &text);
    bed.migrate(0, &["order", "0001_other"]);
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("0001_other"), "{refused:?}");
}

#[test]
fn a_migration_that_has_changed_nothing_yet_may_be_edited() {
    const NAME: &str = "0001_ages";
    let bed = Bed::empty(2);
    let of = |field: &str| {
        format!(
            "models:\n  User:\n    key: id\n    fields: {{ id: string, name: string, {field} }}\n"
        )
    };
    bed.folder.write("schemas/app.yaml", &of("age: string?"));
    bed.migrate(0, &["baseline"]);
    bed.folder.write("schemas/app.yaml", &of("years: u8?"));
    bed.migrate(0, &["new", "ages", "--drop", "User.age"]);
    let write = |steps: &str| {
        let text = format!("model: User\nsteps:\n{steps}");
        bed.folder.write(&format!("migrations/{NAME}.yaml"), &text);
        bed.migrate(0, &["order", NAME]);
    };
    write("  - retype: { from: age, to: years }\n  - drop: age\n");
    bed.put([("id", s("u00000")), ("name", s("Ada")), ("age", s("old"))]);
    let rejected = bed.migrate(2, &["run", "--exclusive"]);
    assert!(
        rejected.err.contains("1 item cannot be rewritten"),
        "{rejected:?}"
    );
    write("  - drop: age\n");
    let status = bed.migrate(0, &["status"]);
    assert!(status.out.contains("not begun"), "{status:?}");
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["contract", NAME, "--exclusive"]);
    assert!(!bed.items()["u00000"].contains_key("age"));
    // Now it has.
    write("  - retype: { from: age, to: years }\n  - drop: age\n");
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("another plan"), "{refused:?}");
}
