//! What was removed and comes back: fields and indexes, while contracts are still to be made.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue as V;

use crate::bed::{Bed, s};
use crate::interrupt::{pause, signal, spawned};
use crate::removals::revision;

/// A schema of users with these indexes and fields.
fn schema(rest: &str, fields: &str) -> String {
    format!(
        "models:\n  User:\n    key: id\n{rest}    fields:\n      id: string\n      name: string\n{fields}"
    )
}

const FAX: &str = "      fax: string?\n";
/// The migration that drops it.
const GONE: &str = "0001_gone";
const REQUIRED: &str = "      fax: { type: string, default: x }\n";

/// A project with a schema and its first snapshot, and so many users.
pub(crate) fn begun(users: usize, first: &str) -> Bed {
    let bed = Bed::empty(users);
    bed.folder.write("schemas/app.yaml", first);
    bed.migrate(0, &["baseline"]);
    bed
}

/// Writes the next schema, and drafts its migration.
pub(crate) fn next(bed: &Bed, schema: &str, new: &[&str]) {
    bed.folder.write("schemas/app.yaml", schema);
    bed.migrate(0, &[&["new"], new].concat());
}

/// A project whose first migration drops a field.
pub(crate) fn dropped(users: usize) -> Bed {
    let bed = begun(users, &schema("", FAX));
    next(&bed, &schema("", ""), &["gone", "--drop", "User.fax"]);
    bed
}

/// The second one, which brings it back with a value in each item.
pub(crate) fn back(bed: &Bed) {
    next(bed, &schema("", REQUIRED), &["back"]);
}

fn with_fax(bed: &Bed) -> usize {
    let items = bed.items();
    items.values().filter(|it| it.contains_key("fax")).count()
}

/// Waits until the contract of the first migration has begun.
fn wait_for_contract(bed: &Bed) {
    for _ in 0..200 {
        if !bed.migrate(0, &["status", "1"]).out.contains("APPLIED") {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("it has not begun");
}

/// A contract that has nothing to remove just now removes what comes back while it goes on.
#[test]
fn nothing_is_brought_back_while_the_contract_goes_on() {
    let bed = dropped(20);
    bed.migrate(0, &["run", "--exclusive"]);
    let without = revision(&bed);
    pause(&bed, GONE, true);
    let contract = [&["contract", "1", "--exclusive"][..], &without].concat();
    let contract = spawned(&bed, &contract);
    wait_for_contract(&bed);
    back(&bed);
    let refused = bed.migrate(2, &["run", "2", "--exclusive"]);
    assert!(refused.err.contains("has begun"), "{refused:?}");
    pause(&bed, GONE, false);
    assert!(contract.wait_with_output().unwrap().status.success());
    assert_eq!(with_fax(&bed), 0);
    bed.migrate(0, &["run", "2", "--exclusive"]);
    assert_eq!(with_fax(&bed), 20);
}

#[test]
fn an_interrupted_contract_is_finished_before_anything_comes_back() {
    let bed = dropped(20);
    bed.migrate(0, &["run", "--exclusive"]);
    let without = revision(&bed);
    pause(&bed, GONE, true);
    let contract = spawned(&bed, &["contract", "1", "--exclusive"]);
    wait_for_contract(&bed);
    signal(&contract, "-INT");
    contract.wait_with_output().unwrap();
    pause(&bed, GONE, false);
    back(&bed);
    let refused = bed.migrate(2, &["run", "2", "--exclusive"]);
    assert!(
        refused.err.contains("migrate resume 0001_gone"),
        "{refused:?}"
    );
    bed.migrate(0, &[&["resume", "0001_gone"][..], &without].concat());
    bed.migrate(0, &["run", "2", "--exclusive"]);
    assert_eq!(with_fax(&bed), 20);
}

/// What a run has written itself is no former value of an earlier migration.
#[test]
fn a_run_that_brings_a_field_back_is_resumed_and_done_again() {
    let bed = dropped(300);
    bed.migrate(0, &["run", "--exclusive"]);
    back(&bed);
    let pages = ["--page-size", "5", "--segments", "2"];
    let run = spawned(&bed, &[&["run", "--exclusive"][..], &pages].concat());
    while with_fax(&bed) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    signal(&run, "-INT");
    run.wait_with_output().unwrap();
    bed.migrate(0, &["resume", "--exclusive"]);
    assert_eq!(with_fax(&bed), 300);
    bed.migrate(0, &["run", "2", "--exclusive"]);
    bed.put([("id", s("older")), ("name", s("Eve"))]);
    bed.migrate(0, &["run", "2", "--again", "--exclusive"]);
    assert_eq!(with_fax(&bed), 301);
}

#[test]
fn a_way_back_of_what_came_back_is_resumed() {
    let bed = dropped(3);
    bed.migrate(0, &["run", "--exclusive"]);
    back(&bed);
    bed.migrate(0, &["run", "2", "--exclusive"]);
    bed.put([("id", s("p")), ("name", s("Eve")), ("fax", s("changed"))]);
    bed.migrate(2, &["rollback", "2", "--exclusive"]);
    bed.migrate(0, &["resume", "--exclusive", "--changed", "remove"]);
    assert_eq!(with_fax(&bed), 0);
}

/// A field was dropped and came back in a database where nobody had it: that is over.
#[test]
fn a_field_that_came_back_before_does_not_stop_later_migrations() {
    let bed = dropped(3);
    back(&bed);
    bed.migrate(0, &["run", "--exclusive"]);
    let note = format!("{REQUIRED}      note: {{ type: string, default: x }}\n");
    next(&bed, &schema("", &note), &["note"]);
    bed.migrate(0, &["run", "--exclusive"]);
    assert!(bed.items().values().all(|item| item["note"] == s("x")));
}

/// A migration that does again what a squashed one has done is not that one under another name.
#[test]
fn what_a_squashed_migration_did_may_be_done_again() {
    let bed = dropped(3);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["contract", "1", "--exclusive"]);
    back(&bed);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["squash", "--through", "2", "--yes"]);
    let again = ["gone_again", "--drop", "User.fax"];
    next(&bed, &schema("", ""), &again);
    bed.migrate(0, &["run", "--exclusive"]);
}

/// A migration that only drops changes no item before its contract, and is known all the same.
#[test]
fn an_earlier_revision_knows_of_later_migrations_that_only_drop() {
    let phone = "      phone: string?\n";
    let bed = begun(3, &schema("", &format!("{FAX}{phone}")));
    next(&bed, &schema("", phone), &["gone", "--drop", "User.fax"]);
    bed.migrate(0, &["run", "--exclusive"]);
    let earlier = revision(&bed);
    next(&bed, &schema("", FAX), &["phone", "--drop", "User.phone"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.put([("id", s("p")), ("name", s("Eve")), ("fax", s("new"))]);
    let contract = [&["contract", "1", "--exclusive"][..], &earlier].concat();
    let refused = bed.migrate(2, &contract);
    assert!(refused.err.contains("has 0002_phone"), "{refused:?}");
    assert_eq!(bed.items()["p"]["fax"], s("new"));
}

const BY_NAME: &str = "    indexes: { by_name: name }\n";

pub(crate) fn indexes(bed: &Bed) -> Vec<String> {
    let described = bed.block_on(bed.db.sdk().describe_table().table_name("users").send());
    let table = described.unwrap().table.unwrap();
    let all = table.global_secondary_indexes.unwrap_or_default();
    all.into_iter().map(|it| it.index_name.unwrap()).collect()
}

#[test]
fn an_index_that_is_back_in_the_schema_is_not_dropped() {
    let bed = begun(3, &schema("", ""));
    next(&bed, &schema(BY_NAME, ""), &["by_name"]);
    bed.migrate(0, &["run"]);
    next(&bed, &schema("", ""), &["no_index"]);
    bed.migrate(0, &["run"]);
    bed.folder.write("schemas/app.yaml", &schema(BY_NAME, ""));
    let contract = ["contract", "2", "--exclusive"];
    for _ in 0..2 {
        let refused = bed.migrate(2, &contract);
        assert!(refused.err.contains("`User.by_name` is in"), "{refused:?}");
        assert_eq!(indexes(&bed), ["by_name"]);
        // In the schema alone, then by a migration as well.
        next(&bed, &schema(BY_NAME, ""), &["again"]);
        bed.migrate(0, &["run"]);
    }
}

/// What a later migration has dropped is no condition of the contract of an earlier one.
#[test]
fn a_contract_does_not_ask_for_what_a_later_migration_has_dropped() {
    let bed = begun(2, &schema("", FAX));
    let field = "      d: { type: string, default: x }\n";
    next(&bed, &schema("", field), &["d", "--drop", "User.fax"]);
    bed.migrate(0, &["run", "--exclusive"]);
    next(&bed, &schema("", ""), &["gone", "--drop", "User.d"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.put([("id", s("p")), ("name", s("Eve"))]);
    bed.migrate(0, &["verify", "1", "--oldest-client", "expand"]);
    bed.migrate(0, &["contract", "1", "--exclusive"]);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
}

/// `name` becomes `b` and then `c`; a program of the last schema has written an item.
fn twice_renamed(ty: &str, written: [(&str, V); 3]) -> Bed {
    let of = |field: &str| {
        format!(
            "models:\n  User:\n    key: id\n    fields:\n      id: string\n      {field}: {ty}\n"
        )
    };
    let bed = begun(2, &of("name"));
    next(&bed, &of("b"), &["b", "--rename", "User.name=b"]);
    bed.migrate(0, &["run", "--exclusive"]);
    next(&bed, &of("c"), &["c", "--rename", "User.b=c"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.put(written);
    bed
}

/// Programs of `contract` of the second rename remove its former attribute, which the first one made.
#[test]
fn the_first_of_two_renames_is_contracted_before_programs_of_the_second() {
    let ada = [("id", s("u00000")), ("name", s("Ada")), ("c", s("Eve"))];
    let bed = twice_renamed("string", ada);
    let gate = bed.migrate(1, &["gate", "switch", "2"]);
    assert!(gate.out.contains("migrate contract 0001_b"), "{gate:?}");
    // That was not waited for.
    let contract = |name, changed| ["contract", name, "--exclusive", "--changed", changed];
    let refused = bed.migrate(2, &contract("1", "reject"));
    assert!(refused.err.contains("`--changed"), "{refused:?}");
    bed.migrate(0, &contract("1", "remove"));
    bed.migrate(0, &contract("2", "remove"));
    let names = |id: &str| bed.items()[id].keys().cloned().collect::<Vec<_>>();
    assert_eq!((names("u00000").len(), names("u00001").len()), (2, 2));
}

/// The value that a program has cleared does not come back.
#[test]
fn a_cleared_field_stays_cleared() {
    let of = |field: &str| {
        format!(
            "models:\n  User:\n    key: id\n    fields:\n      id: string\n      {field}: string?\n"
        )
    };
    let bed = begun(2, &of("name"));
    next(&bed, &of("b"), &["b", "--rename", "User.name=b"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.put([("id", s("u00000")), ("name", s("Ada"))]);
    let again = bed.migrate(2, &["run", "1", "--again", "--exclusive"]);
    assert!(again.err.contains("`--refill`"), "{again:?}");
    assert!(!bed.items()["u00000"].contains_key("b"));
    let contract = ["contract", "1", "--exclusive", "--changed", "remove-all"];
    bed.migrate(0, &contract);
    assert_eq!(bed.items()["u00000"].len(), 1);
    assert_eq!(bed.items()["u00001"]["b"], s("Ada"));
}

/// An item that only older programs have written keeps its only copy, also where a later migration has taken over.
#[test]
fn the_only_copy_stays_although_a_later_migration_has_taken_over() {
    let eve = [("id", s("late")), ("name", s("Eve")), ("x", s("x"))];
    let bed = twice_renamed("string", eve);
    for changed in ["reject", "remove", "remove-all"] {
        let contract = ["contract", "1", "--exclusive", "--changed", changed];
        bed.migrate(2, &contract);
    }
    assert_eq!(bed.items()["late"]["name"], s("Eve"));
}
