//! The order of migrations, when two processes or two revisions of the project have to do with them.

use std::process::Stdio;

use crate::bed::{Bed, s};
use crate::interrupt::signal;
use crate::removals::{COUNTRY, revision, schema};

/// Drafts a migration that renames the field of the first one once more.
fn draft_second(bed: &Bed) {
    let fields = format!("      display: string\n{COUNTRY}");
    bed.folder.write("schemas/app.yaml", &schema(&fields));
    bed.migrate(0, &["new", "display", "--rename", "User.full_name=display"]);
}

fn has(bed: &Bed, name: &str) -> usize {
    let items = bed.items();
    items.values().filter(|it| it.contains_key(name)).count()
}

#[test]
fn an_earlier_revision_sees_a_later_migration_that_is_half_way() {
    let bed = Bed::new(600);
    let earlier = revision(&bed);
    bed.migrate(0, &["run", "--exclusive"]);
    draft_second(&bed);
    let run = ["migrate", "run", "2", "--exclusive", "--page-size", "5"];
    let mut command = bed.command(&run);
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    while has(&bed, "display") == 0 {
        assert!(child.try_wait().unwrap().is_none(), "it has ended");
    }
    signal(&child, "-KILL");
    child.wait().unwrap();
    assert!(has(&bed, "display") < 600);
    for command in [
        &["rollback", "1"][..],
        &["contract", "1"],
        &["run", "1", "--again"],
        &["resume", "1", "--rejects"],
    ] {
        let refused = bed.migrate(2, &[command, &["--exclusive"], &earlier].concat());
        let because = "0002_display is RUNNING on a table of 0001_full_name";
        assert!(refused.err.contains(because), "{refused:?}");
    }
    let history = bed.migrate(0, &["history"]);
    assert!(history.out.contains("0002_display"), "{history:?}");
    let refused = bed.migrate(2, &["rollback", "1", "--exclusive"]);
    assert!(refused.err.contains("rollback 0002_display"), "{refused:?}");
}

#[test]
fn of_a_run_and_the_way_back_of_what_it_builds_on_one_is_made() {
    for _ in 0..6 {
        let bed = Bed::new(20);
        bed.migrate(0, &["run", "--exclusive"]);
        draft_second(&bed);
        let both = [
            &["migrate", "rollback", "1", "--exclusive"][..],
            &["migrate", "run", "2", "--exclusive"],
        ];
        let children = both.map(|arguments| {
            let mut command = bed.command(arguments);
            let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        });
        let outputs = children.map(|child| child.wait_with_output().unwrap());
        let codes = outputs.each_ref().map(|it| it.status.code().unwrap());
        match codes {
            [0, 2] => {
                assert_eq!((has(&bed, "full_name"), has(&bed, "display")), (0, 0));
            }
            [2, 0] => {
                let all = bed.items();
                assert!(all.values().all(|it| it["display"] == s("Ada")));
            }
            _ => panic!("{outputs:?}"),
        }
    }
}

#[test]
fn a_number_that_another_migration_has_used_is_not_used_again() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    // Its file and snapshot are lost, and another one is drafted.
    let migrations = bed.folder.path("migrations");
    std::fs::remove_file(migrations.join("0001_full_name.yaml")).unwrap();
    std::fs::remove_dir_all(migrations.join("snapshots/0001")).unwrap();
    bed.migrate(0, &["order", "0001_full_name"]);
    let fields = format!("      name: string\n      note: string?\n{COUNTRY}");
    bed.folder.write("schemas/app.yaml", &schema(&fields));
    bed.run(&["migrate", "new", "country"]);
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    let because =
        "this database has 0001_full_name (APPLIED), which has the number of 0001_country";
    assert!(refused.err.contains(because), "{refused:?}");
}

/// Two renames that were run, and the table restored as it was before the second of them, or before both.
fn restored(has_first: bool) -> Bed {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    draft_second(&bed);
    bed.migrate(0, &["run", "--exclusive"]);
    let items: Vec<_> = bed.items().into_values().collect();
    bed.block_on(bed.db.sdk().delete_table().table_name("users").send())
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    bed.create_table();
    for item in items {
        let text = |name: &str| (name.to_owned(), item[name].clone());
        let mut restored = vec![text("id"), text("name")];
        if has_first {
            restored.extend([text("full_name"), text("country")]);
        }
        let put = bed.db.sdk().put_item().table_name("users");
        let put = put.set_item(Some(restored.into_iter().collect()));
        bed.block_on(put.send()).unwrap();
    }
    let refused = bed.migrate(2, &["repair", "2", "--yes"]);
    assert!(refused.err.contains("repair 0001_full_name"), "{refused:?}");
    let refused = bed.migrate(2, &["repair", "1", "--yes"]);
    assert!(refused.err.contains("--items before"), "{refused:?}");
    if has_first {
        bed.migrate(0, &["repair", "1", "--items", "applied", "--yes"]);
    } else {
        bed.migrate(0, &["repair", "1", "--items", "before", "--yes"]);
        let refused = bed.migrate(2, &["repair", "2", "--yes"]);
        assert!(refused.err.contains("run 0001_full_name"), "{refused:?}");
        bed.migrate(0, &["run", "1", "--exclusive"]);
    }
    bed.migrate(0, &["repair", "2", "--yes"]);
    let status = bed.migrate(0, &["status", "2"]);
    assert!(status.out.contains("PENDING"), "{status:?}");
    bed
}

/// A way back would not know what is left of a later run that was begun anew.
#[test]
fn what_was_begun_anew_is_in_the_way_of_what_it_builds_on() {
    let bed = restored(true);
    let refused = bed.migrate(2, &["rollback", "1", "--exclusive"]);
    assert!(refused.err.contains("rollback 0002_display"), "{refused:?}");
    let refused = bed.migrate(2, &["rollback", "2", "--exclusive"]);
    assert!(refused.err.contains("run it first"), "{refused:?}");
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["rollback", "2", "--exclusive"]);
    bed.migrate(0, &["rollback", "1", "--exclusive"]);
    assert_eq!((has(&bed, "name"), has(&bed, "full_name")), (3, 0));
}

#[test]
fn a_table_restored_to_before_two_migrations_has_both_again() {
    let bed = restored(false);
    bed.migrate(0, &["run", "--exclusive"]);
    assert_eq!((has(&bed, "display"), has(&bed, "country")), (3, 3));
}

/// Rows that were damaged are deleted, as the message says, and the migration begins again.
#[test]
fn a_migration_whose_rows_were_deleted_is_known_again_once_it_is_run() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    draft_second(&bed);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["rollback", "2", "--exclusive"]);
    for row in ["run", "worker"] {
        let delete = bed.db.sdk().delete_item().table_name("dynamite_migrations");
        let delete = delete.key("run", s("0002_display")).key("row", s(row));
        bed.block_on(delete.send()).unwrap();
    }
    bed.migrate(0, &["run", "--exclusive"]);
    let history = bed.migrate(0, &["history"]);
    assert!(history.out.contains("0002_display APPLIED"), "{history:?}");
    let refused = bed.migrate(2, &["rollback", "1", "--exclusive"]);
    assert!(refused.err.contains("rollback 0002_display"), "{refused:?}");
    bed.migrate(0, &["rollback", "2", "--exclusive"]);
    bed.migrate(0, &["rollback", "1", "--exclusive"]);
}

/// What `run` refuses, `resume` does not do: a migration before which another one was taken back.
#[test]
fn what_cannot_be_run_is_not_resumed() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    draft_second(&bed);
    let eve = |rest: [(&str, &str); 3]| {
        let item = [("id", "x"), rest[0], rest[1], rest[2]];
        bed.put(item.map(|(name, value)| (name, s(value))));
    };
    eve([("name", "Eve"), ("full_name", "Eve"), ("display", "other")]);
    let refused = bed.migrate(2, &["run", "2", "--exclusive"]);
    assert!(refused.err.contains("nothing was changed"), "{refused:?}");
    eve([("name", "Eve"), ("full_name", "Eve"), ("country", "NO")]);
    bed.migrate(0, &["rollback", "1", "--exclusive", "--changed", "remove"]);
    for command in ["run", "resume"] {
        let refused = bed.migrate(2, &[command, "2", "--exclusive"]);
        let because = "0001_full_name comes before 0002_display and is not applied";
        assert!(refused.err.contains(because), "{refused:?}");
    }
    bed.migrate(0, &["run", "1", "--again", "--exclusive"]);
    bed.migrate(0, &["resume", "2", "--exclusive"]);
    assert_eq!(has(&bed, "display"), 4);
}

/// A later migration that is applied closes no gate of an earlier one.
#[test]
fn the_gates_of_an_earlier_migration_open_beside_a_later_one() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    draft_second(&bed);
    bed.migrate(0, &["run", "--exclusive"]);
    for oldest in ["expand", "contract", "contract"] {
        bed.migrate(0, &["verify", "1", "--oldest-client", oldest]);
    }
    bed.migrate(0, &["gate", "switch", "1"]);
    bed.migrate(0, &["gate", "contract", "1", "--apart", "0"]);
}

/// Nor does one of another field, however it ends.
#[test]
fn the_gates_of_a_migration_stay_open_whatever_becomes_of_others() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    let fields =
        format!("      full_name: string\n{COUNTRY}      note: {{ type: string, default: x }}\n");
    bed.folder.write("schemas/app.yaml", &schema(&fields));
    bed.migrate(0, &["new", "note"]);
    bed.migrate(0, &["run", "--exclusive"]);
    for oldest in ["expand", "contract", "contract"] {
        bed.migrate(0, &["verify", "1", "--oldest-client", oldest]);
    }
    bed.migrate(0, &["rollback", "2", "--exclusive"]);
    bed.migrate(0, &["gate", "contract", "1", "--apart", "0"]);
}
