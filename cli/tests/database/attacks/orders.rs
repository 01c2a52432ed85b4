//! The order of runs, ways back and contracts, from revisions of the project with and without later migrations.

use super::*;

const HERE: [String; 0] = [];

fn fields(names: &[&str]) -> String {
    let fields = names.iter().map(|name| format!("      {name}: string?\n"));
    format!(
        "models:\n  User:\n    key: id\n    fields:\n      id: string\n{}",
        fields.collect::<String>()
    )
}

fn refused(bed: &Bed, revision: &[String], arguments: &[&str], because: &str) {
    let run = at(bed, revision, arguments);
    assert_eq!(run.code, 2, "{arguments:?}: {run:?}");
    assert!(run.err.contains(because), "{arguments:?}: {run:?}");
}

fn done(bed: &Bed, arguments: &[&str]) {
    let run = at(bed, &HERE, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
}

fn renames(bed: &Bed, names: &[&str]) {
    bed.folder.write("schemas/app.yaml", &fields(&names[..1]));
    bed.migrate(0, &["baseline"]);
    for pair in names.windows(2) {
        next(
            bed,
            &fields(&pair[1..]),
            &[pair[1], "--rename", &renamed(pair[0], pair[1])],
        );
    }
}

/// Lets a migration be one that was never begun.
fn forget(bed: &Bed, name: &str) {
    for row in ["run", "worker"] {
        let delete = bed.db.sdk().delete_item().table_name("dynamite_migrations");
        bed.block_on(delete.key("run", s(name)).key("row", s(row)).send())
            .unwrap();
    }
}

#[test]
fn migrations_that_share_a_field_are_run_in_their_order() {
    let bed = Bed::empty(2);
    renames(&bed, &["name", "b", "c"]);
    refused(
        &bed,
        &HERE,
        &["run", "2", "--exclusive"],
        "0001_b comes before 0002_c and is not applied",
    );
    done(&bed, &["run", "--exclusive"]);
    forget(&bed, "0001_b");
    refused(
        &bed,
        &HERE,
        &["run", "1", "--exclusive"],
        "0002_c comes after 0001_b and is applied already",
    );
    refused(
        &bed,
        &HERE,
        &["run", "--exclusive"],
        "0002_c comes after 0001_b and is applied already",
    );
}

#[test]
fn the_last_one_is_taken_back_first() {
    let bed = Bed::empty(2);
    // All three are about `b`.
    renames(&bed, &["name", "b"]);
    next(
        &bed,
        &fields(&["c"]),
        &["c", "--rename", &renamed("b", "c")],
    );
    next(
        &bed,
        &fields(&["b"]),
        &["again", "--rename", &renamed("c", "b")],
    );
    done(&bed, &["run", "1", "--exclusive"]);
    let run = at(&bed, &HERE, &["run", "2", "--exclusive"]);
    assert_eq!(run.code, 0, "{run:?}");
    done(&bed, &["rollback", "2", "--exclusive"]);
    done(&bed, &["rollback", "1", "--exclusive"]);
    done(&bed, &["run", "1", "--exclusive", "--again"]);
    done(&bed, &["run", "2", "--exclusive", "--again"]);
    // Nothing of `b` is left, so that it may come back.
    for id in ["u00000", "u00001"] {
        put(&bed, &[("id", id), ("c", "Ada")]);
    }
    done(&bed, &["run", "3", "--exclusive"]);
    refused(
        &bed,
        &HERE,
        &["rollback", "1", "--exclusive"],
        "rollback 0003_again",
    );
}

#[test]
fn what_was_refused_by_its_survey_holds_nothing_up() {
    let bed = Bed::empty(2);
    renames(&bed, &["name", "b", "c"]);
    done(&bed, &["run", "1", "--exclusive"]);
    put(
        &bed,
        &[("id", "x"), ("name", "Eve"), ("b", "Eve"), ("c", "other")],
    );
    refused(
        &bed,
        &HERE,
        &["run", "2", "--exclusive"],
        "nothing was changed",
    );
    done(&bed, &["rollback", "1", "--exclusive"]);
}

#[test]
fn an_earlier_revision_asks_for_what_is_in_force_on_its_tables() {
    let bed = Bed::empty(2);
    renames(&bed, &["name", "b"]);
    let first = revision(&bed, "first");
    next(&bed, &fields(&["b", "z"]), &["z"]);
    bed.folder.write(
        "migrations/0002_z.yaml",
        "model: User\nsteps:\n  - copy: { from: b, to: z }\n",
    );
    bed.migrate(0, &["order", "0002_z"]);
    done(&bed, &["run", "--exclusive"]);
    refused(
        &bed,
        &first,
        &["rollback", "1", "--exclusive"],
        "this database has 0002_z",
    );
    refused(
        &bed,
        &first,
        &["resume", "1", "--rejects", "--exclusive"],
        "this database has 0002_z",
    );
    refused(
        &bed,
        &HERE,
        &["resume", "1", "--rejects", "--exclusive"],
        "it is too late to do 0001_b again",
    );
    refused(
        &bed,
        &HERE,
        &["run", "1", "--again", "--exclusive"],
        "it is too late to do 0001_b again",
    );
    done(&bed, &["rollback", "2", "--exclusive"]);
    // What was taken back is not in force.
    let back = at(&bed, &first, &["rollback", "1", "--exclusive"]);
    assert_eq!(back.code, 0, "{back:?}");
    let run = at(&bed, &HERE, &["run", "1", "--again", "--exclusive"]);
    assert_eq!(run.code, 0, "{run:?}");
    done(&bed, &["run", "2", "--again", "--exclusive"]);
}

#[test]
fn an_earlier_revision_asks_for_what_is_contracted() {
    let bed = Bed::empty(2);
    bed.folder
        .write("schemas/app.yaml", &fields(&["name", "fax"]));
    bed.migrate(0, &["baseline"]);
    next(
        &bed,
        &fields(&["b", "fax"]),
        &["b", "--rename", &renamed("name", "b")],
    );
    let first = revision(&bed, "first");
    next(
        &bed,
        &fields(&["b", "fax2"]),
        &["fax", "--rename", &renamed("fax", "fax2")],
    );
    done(&bed, &["run", "--exclusive"]);
    done(&bed, &["contract", "2", "--exclusive"]);
    refused(
        &bed,
        &first,
        &["rollback", "1", "--exclusive"],
        "this database has 0002_fax",
    );
}

/// Neither the run nor the contract of an addition changes an item of the tables that it is about.
#[test]
fn an_earlier_revision_asks_for_a_contracted_addition() {
    let bed = Bed::empty(2);
    renames(&bed, &["name", "b"]);
    let first = revision(&bed, "first");
    next(&bed, &fields(&["b", "z"]), &["z"]);
    bed.folder.write(
        "migrations/0002_z.yaml",
        "model: User\nsteps:\n  - copy: { from: b, to: z }\n",
    );
    bed.migrate(0, &["order", "0002_z"]);
    done(&bed, &["run", "--exclusive"]);
    done(&bed, &["contract", "1", "--exclusive"]);
    done(&bed, &["contract", "2", "--exclusive"]);
    forget(&bed, "0001_b");
    refused(
        &bed,
        &first,
        &["run", "1", "--again", "--exclusive"],
        "this database has 0002_z",
    );
}

#[test]
fn earlier_ones_that_are_squashed_hold_nothing_up() {
    let bed = Bed::empty(2);
    renames(&bed, &["name", "b", "c"]);
    done(&bed, &["run", "1", "--exclusive"]);
    done(&bed, &["contract", "1", "--exclusive"]);
    done(&bed, &["squash", "--through", "1", "--yes"]);
    done(&bed, &["run", "--exclusive"]);
    done(&bed, &["rollback", "2", "--exclusive"]);
}

#[test]
fn an_addition_holds_no_contract_up() {
    let bed = Bed::empty(2);
    let required = "      d: { type: string, default: x }\n";
    bed.folder.write("schemas/app.yaml", &schema("", ""));
    bed.migrate(0, &["baseline"]);
    next(&bed, &schema(required, ""), &["d"]);
    next(&bed, &schema("", ""), &["gone", "--drop", "User.d"]);
    done(&bed, &["run", "--exclusive"]);
    done(&bed, &["contract", "2", "--exclusive"]);
}

#[test]
fn what_cannot_be_contracted_any_more_holds_no_other_up() {
    let bed = Bed::empty(0);
    renames(&bed, &["name", "b", "name"]);
    done(&bed, &["run", "--exclusive"]);
    refused(
        &bed,
        &HERE,
        &["contract", "1", "--exclusive"],
        "in the schema again",
    );
    done(&bed, &["contract", "2", "--exclusive"]);
}

#[test]
fn what_is_contracted_brings_nothing_back() {
    let bed = dropped_and_back(0);
    next(&bed, &schema(FAX_REQUIRED, ""), &["back"]);
    next(&bed, &schema("", ""), &["gone_again", "--drop", "User.fax"]);
    done(&bed, &["run", "--exclusive"]);
    done(&bed, &["contract", "3", "--exclusive"]);
    done(&bed, &["contract", "2", "--exclusive"]);
    done(&bed, &["contract", "1", "--exclusive"]);
}

/// It was back without a migration, which optional fields do not need, and the next one drops it.
#[test]
fn what_is_back_until_a_migration_that_was_not_run_is_not_removed() {
    let bed = dropped_and_back(2);
    done(&bed, &["run", "--exclusive"]);
    next(&bed, &schema(FAX, ""), &["back"]);
    put(&bed, &[("id", "p"), ("name", "Eve"), ("fax", "new")]);
    next(&bed, &schema("", ""), &["gone_again", "--drop", "User.fax"]);
    refused(
        &bed,
        &HERE,
        &["contract", "1", "--exclusive"],
        "in the schema again",
    );
    assert_eq!(bed.items()["p"]["fax"], s("new"));
}

#[test]
fn the_last_snapshot_is_asked_where_there_is_no_schema() {
    let bed = dropped_and_back(2);
    done(&bed, &["run", "--exclusive"]);
    next(&bed, &schema(FAX, ""), &["back"]);
    std::fs::remove_dir_all(bed.folder.path("schemas")).unwrap();
    refused(
        &bed,
        &HERE,
        &["contract", "1", "--exclusive"],
        "in the schema again",
    );
}

#[test]
fn a_run_is_not_resumed_over_former_values() {
    let bed = dropped_and_back(2);
    done(&bed, &["run", "--exclusive"]);
    let after = format!("      nick: string\n{FAX_REQUIRED}").replace("      name", "      nick");
    let text = schema(&after, "").replacen("      name: string\n", "", 1);
    next(&bed, &text, &["back", "--rename", "User.name=nick"]);
    put(&bed, &[("id", "x"), ("name", "Eve"), ("nick", "other")]);
    refused(
        &bed,
        &HERE,
        &["run", "2", "--exclusive"],
        "nothing was changed",
    );
    put(&bed, &[("id", "x"), ("name", "Eve"), ("fax", "older")]);
    refused(
        &bed,
        &HERE,
        &["resume", "2", "--exclusive"],
        "0002_back brings `User.fax` back",
    );
}

#[test]
fn a_contract_is_not_resumed_over_what_is_in_the_schema_again() {
    let bed = dropped_and_back(40);
    for id in ["p", "q"] {
        put(&bed, &[("id", id), ("name", "Eve"), ("fax", "old")]);
    }
    done(&bed, &["run", "--exclusive"]);
    let update = || {
        let update = bed.db.sdk().update_item().table_name("dynamite_migrations");
        update.key("run", s("0001_gone")).key("row", s("run"))
    };
    let set = update()
        .update_expression("SET pause = :yes")
        .expression_attribute_values(":yes", V::Bool(true));
    bed.block_on(set.send()).unwrap();
    let mut command = bed.command(&["migrate", "contract", "1", "--exclusive"]);
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(2));
    signal(&child, "-INT");
    let _ = child.wait_with_output().unwrap();
    bed.block_on(update().update_expression("REMOVE pause").send())
        .unwrap();
    bed.folder.write("schemas/app.yaml", &schema(FAX, ""));
    refused(&bed, &HERE, &["resume", "1"], "in the schema again");
    assert_eq!(bed.items()["p"]["fax"], s("old"));
}

/// Programs with the schema after a later migration have the former name again, and are not of before.
#[test]
fn programs_that_have_the_former_name_again_are_not_those_of_before() {
    let bed = Bed::empty(2);
    renames(&bed, &["name", "b", "name"]);
    done(&bed, &["run", "1", "--exclusive"]);
    refused(&bed, &HERE, &["run", "1", "--again"], "programs may run");
}

/// A later migration of other fields makes no programs later.
#[test]
fn programs_of_before_are_so_beside_other_migrations() {
    let bed = Bed::empty(2);
    let before = fields(&["name", "fax"]);
    bed.folder.write("schemas/app.yaml", &before);
    bed.migrate(0, &["baseline"]);
    next(
        &bed,
        &fields(&["b", "fax"]),
        &["b", "--rename", &renamed("name", "b")],
    );
    next(&bed, &fields(&["b"]), &["fax", "--drop", "User.fax"]);
    bed.folder.write("schemas/app.yaml", &before);
    done(&bed, &["run", "1"]);
}
