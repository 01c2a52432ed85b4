//! A migration from its plan to its contract, or back.

use serde_json::json;

use crate::bed::{Bed, NAME, names, s};
use crate::support::Run;

#[test]
fn a_migration_is_planned_run_verified_and_contracted() {
    let bed = Bed::new(30);
    bed.migrate(0, &["plan", "--full"]);
    let refused = bed.migrate(2, &["run"]);
    assert!(
        refused.err.contains("--newest-client expand"),
        "{refused:?}"
    );
    let run = bed.migrate(0, &["run", "--newest-client", "expand", "--format", "json"]);
    let summary = run.summary();
    assert_eq!(summary["rewritten"], json!(30), "{summary}");
    let items = bed.items();
    let migrated = ["country", "full_name", "id", "name"];
    assert!(items.values().all(|item| names(item) == migrated));

    let before = bed.migrate(0, &["run"]);
    assert!(
        before.out.contains("all migrations are applied"),
        "{before:?}"
    );
    let closed = bed.migrate(1, &["gate", "switch", NAME]);
    assert!(closed.out.contains("--oldest-client expand"), "{closed:?}");
    // A program with the former schema writes a user, and changes one.
    bed.put([("id", s("new")), ("name", s("Eve"))]);
    bed.put([
        ("id", s("u00001")),
        ("name", s("Eve")),
        ("full_name", s("Ada")),
        ("country", s("NO")),
    ]);
    let dirty = bed.migrate(1, &["verify", NAME]);
    assert!(dirty.out.contains("2 left to do"), "{dirty:?}");
    let again = ["run", "1", "--again", "--newest-client", "expand"];
    bed.migrate(0, &again);
    assert_eq!(bed.items()["u00001"]["full_name"], s("Eve"));
    bed.migrate(0, &["verify", NAME, "--oldest-client", "expand"]);
    bed.migrate(0, &["gate", "switch", NAME]);

    let refused = bed.migrate(2, &["contract", NAME]);
    assert!(refused.err.contains("0 of 2"), "{refused:?}");
    for _ in 0..2 {
        bed.migrate(0, &["verify", NAME, "--oldest-client", "contract"]);
    }
    bed.migrate(1, &["gate", "contract", NAME]);
    bed.migrate(0, &["gate", "contract", NAME, "--apart", "0"]);
    bed.migrate(0, &["contract", NAME, "--apart", "0"]);
    assert!(
        bed.items()
            .values()
            .all(|item| names(item) == ["country", "full_name", "id"])
    );
    for arguments in [&again[..], &["rollback", NAME, "--newest-client", "before"]] {
        let refused = bed.migrate(2, arguments);
        assert!(
            refused.err.contains("write another migration"),
            "{refused:?}"
        );
    }
    let history = bed.migrate(0, &["history", "--format", "json"]).summary();
    assert_eq!(history["status"], json!("CONTRACTED"));
}

#[test]
fn a_migration_is_taken_back_exactly_and_run_again() {
    let bed = Bed::new(20);
    let before = bed.items();
    bed.migrate(0, &["run", "--exclusive"]);
    let refused = bed.migrate(2, &["rollback", NAME]);
    assert!(refused.err.contains("--newest-client"), "{refused:?}");
    bed.migrate(0, &["rollback", NAME, "--exclusive"]);
    assert_eq!(bed.items(), before);
    let status = bed.migrate(0, &["status", "--format", "json"]).summary();
    assert_eq!(status["status"], json!("REVERTED"));
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("run NAME --again"), "{refused:?}");
    bed.migrate(0, &["run", NAME, "--exclusive", "--again"]);
    bed.migrate(0, &["contract", NAME, "--exclusive"]);
    assert!(
        bed.items()
            .values()
            .all(|item| names(item) == ["country", "full_name", "id"])
    );
}

#[test]
fn what_programs_have_written_since_is_not_lost_on_the_way_back_or_forward() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    // Programs with the new schema have run, although that was not said.
    bed.put([
        ("id", s("u00001")),
        ("name", s("Ada")),
        ("full_name", s("Eve")),
        ("country", s("NO")),
    ]);
    let again = bed.migrate(2, &["run", NAME, "--exclusive", "--again"]);
    assert!(again.err.contains("it would be lost"), "{again:?}");
    assert_eq!(bed.items()["u00001"]["full_name"], s("Eve"));
    let contract = bed.migrate(2, &["contract", NAME, "--exclusive"]);
    assert!(contract.err.contains("left to do"), "{contract:?}");
    bed.migrate(2, &["rollback", NAME, "--exclusive"]);
    let item = &bed.items()["u00001"];
    assert_eq!((&item["full_name"], &item["name"]), (&s("Eve"), &s("Ada")));
}

#[test]
fn a_verification_lists_the_first_items_or_all_of_them() {
    let bed = Bed::new(1);
    bed.migrate(0, &["run", "--newest-client", "before"]);
    for number in 0..15 {
        bed.put([("id", s(&format!("late{number}"))), ("name", s("Eve"))]);
    }
    let verify = |options: &[&str]| bed.migrate(1, &[&["verify", NAME], options].concat());
    let listed = |run: &Run| run.out.lines().filter(|it| it.contains("late")).count();
    let first = verify(&[]);
    assert_eq!(listed(&first), 10);
    assert!(first.out.contains("5 more items; `--all`"), "{first:?}");
    assert_eq!(listed(&verify(&["--all"])), 15);
    let annotated = verify(&["--all", "--format", "github"]);
    assert_eq!(annotated.out.matches("::error::item: id = ").count(), 15);
    let objects = verify(&["--all", "--format", "json"]).out;
    let mut of_items = objects.lines().filter(|it| it.contains(r#""kind":"item""#));
    let item: serde_json::Value = serde_json::from_str(of_items.next_back().unwrap()).unwrap();
    assert_eq!(
        item["step"],
        "full_name, which is absent, country, which is absent"
    );
    assert_eq!(item["reason"], "left to do");
}
