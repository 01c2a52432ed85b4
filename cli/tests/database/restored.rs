//! Tables that were restored, and databases whose control table was lost: an operator says what the items are.

use crate::bed::{Bed, Item, names, s};
use crate::came_back::{begun, indexes, next};

fn schema(fields: &str) -> String {
    format!("models:\n  User:\n    key: id\n    fields:\n      id: string\n{fields}")
}

const NAME: &str = "      name: string\n";
const B: &str = "      b: string\n";
const C: &str = "      c: string\n";

/// `name` becomes `b` and then `c`, and both migrations are run; then the first or both are contracted.
fn renamed_twice(contracted: usize) -> Bed {
    let bed = begun(3, &schema(NAME));
    next(&bed, &schema(B), &["b", "--rename", "User.name=b"]);
    next(&bed, &schema(C), &["c", "--rename", "User.b=c"]);
    bed.migrate(0, &["run", "--exclusive"]);
    for migration in ["1", "2"].iter().take(contracted) {
        bed.migrate(0, &["contract", migration, "--exclusive"]);
    }
    bed
}

/// Makes the table anew, with these items.
fn restore(bed: &Bed, items: impl IntoIterator<Item = Item>) {
    let delete = bed.db.sdk().delete_table().table_name("users");
    bed.block_on(delete.send()).unwrap();
    // Tables without an id are told by the time at which they were created.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    bed.create_table();
    for item in items {
        let put = bed.db.sdk().put_item().table_name("users");
        bed.block_on(put.set_item(Some(item)).send()).unwrap();
    }
}

fn users_with(attributes: &[&str]) -> Vec<Item> {
    let user = |number: usize| {
        let id = ("id".to_owned(), s(&format!("u{number:05}")));
        let texts = attributes.iter().map(|name| ((*name).to_owned(), s("Ada")));
        texts.chain([id]).collect()
    };
    (0..3).map(user).collect()
}

fn say(bed: &Bed, migration: &str, what: &str) {
    bed.migrate(0, &["repair", migration, "--items", what, "--yes"]);
}

fn all_have(bed: &Bed, attributes: &[&str]) -> bool {
    let items = bed.items();
    items.len() == 3 && items.values().all(|item| names(item) == attributes)
}

fn status(bed: &Bed, is: [&str; 2]) {
    let status = bed.run(&["migrate", "status"]);
    for (name, is) in ["0001_b", "0002_c"].iter().zip(is) {
        assert!(status.out.contains(&format!("{name} {is}")), "{status:?}");
    }
}

/// A backup of just now: nothing is asked of items that a later migration has changed.
#[test]
fn a_recent_backup_is_as_it_was_recorded() {
    let bed = renamed_twice(1);
    restore(&bed, users_with(&["b", "c"]));
    for refused in [&["repair", "1", "--yes"][..], &["repair", "2", "--yes"]] {
        let refused = bed.migrate(2, refused);
        assert!(refused.err.contains("--items before"), "{refused:?}");
    }
    let refused = bed.migrate(2, &["repair", "2", "--items", "applied", "--yes"]);
    assert!(refused.err.contains("say first"), "{refused:?}");
    let found = bed.migrate(1, &["repair", "1", "--items", "contracted"]);
    assert!(
        found.out.contains("what the contract of 0001_b"),
        "{found:?}"
    );
    say(&bed, "1", "contracted");
    say(&bed, "2", "applied");
    status(&bed, ["CONTRACTED", "APPLIED"]);
    bed.migrate(0, &["verify", "1"]);
    bed.migrate(0, &["verify", "2"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    assert!(all_have(&bed, &["c", "id"]));
}

#[test]
fn a_backup_of_between_two_contracts_is_contracted_once_more() {
    let bed = renamed_twice(2);
    restore(&bed, users_with(&["b", "c", "name"]));
    say(&bed, "1", "applied");
    say(&bed, "2", "applied");
    status(&bed, ["APPLIED", "APPLIED"]);
    bed.migrate(0, &["contract", "1", "--exclusive"]);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    assert!(all_have(&bed, &["c", "id"]));
}

#[test]
fn a_backup_of_before_both_has_both_once_more() {
    for contracted in 0..3 {
        let bed = renamed_twice(contracted);
        restore(&bed, users_with(&["name"]));
        say(&bed, "1", "before");
        say(&bed, "2", "before");
        bed.migrate(0, &["run", "--exclusive"]);
        status(&bed, ["APPLIED", "APPLIED"]);
        assert!(all_have(&bed, &["b", "c", "id", "name"]));
    }
}

/// What is said can be said otherwise, as long as nothing was done.
#[test]
fn a_word_is_taken_back() {
    let bed = renamed_twice(0);
    restore(&bed, users_with(&["name"]));
    say(&bed, "1", "applied");
    say(&bed, "2", "applied");
    let refused = bed.migrate(2, &["repair", "1", "--items", "before", "--yes"]);
    assert!(
        refused.err.contains("repair 0002_c --items before"),
        "{refused:?}"
    );
    say(&bed, "2", "before");
    say(&bed, "1", "before");
    bed.migrate(0, &["run", "--exclusive"]);
    let refused = bed.migrate(2, &["repair", "2", "--items", "applied", "--yes"]);
    assert!(
        refused.err.contains("of the tables that are there"),
        "{refused:?}"
    );
    assert!(all_have(&bed, &["b", "c", "id", "name"]));
}

/// A contract leaves no sign of what it removed: the operator knows.
#[test]
fn a_migration_that_was_contracted_is_restored_to_before_its_contract() {
    let bed = begun(3, &schema(NAME));
    next(&bed, &schema(B), &["b", "--rename", "User.name=b"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["contract", "1", "--exclusive"]);
    restore(&bed, users_with(&["b", "name"]));
    let refused = bed.migrate(2, &["repair", "1", "--yes"]);
    assert!(refused.err.contains("--items before"), "{refused:?}");
    say(&bed, "1", "applied");
    bed.migrate(0, &["contract", "1", "--exclusive"]);
    assert!(all_have(&bed, &["b", "id"]));
    // What it is not, a contract makes of it.
    restore(&bed, users_with(&["b", "name"]));
    say(&bed, "1", "contracted");
    bed.migrate(1, &["verify", "1"]);
    bed.migrate(0, &["contract", "1", "--again"]);
    assert!(all_have(&bed, &["b", "id"]));
}

/// The control table was lost.
#[test]
fn what_is_not_recorded_any_more_is_said() {
    let bed = renamed_twice(1);
    let delete = bed
        .db
        .sdk()
        .delete_table()
        .table_name("dynamite_migrations");
    bed.block_on(delete.send()).unwrap();
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("nothing was changed"), "{refused:?}");
    say(&bed, "1", "contracted");
    say(&bed, "2", "applied");
    status(&bed, ["CONTRACTED", "APPLIED"]);
    let history = bed.migrate(0, &["history"]);
    assert!(history.out.contains("0001_b CONTRACTED"), "{history:?}");
    // What was there before is not recorded.
    let refused = bed.migrate(2, &["rollback", "2", "--exclusive"]);
    assert!(refused.err.contains("not recorded"), "{refused:?}");
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    assert!(all_have(&bed, &["c", "id"]));
}

/// Items do not tell whether an index was there: the migration is run, or an operator says what they are.
#[test]
fn an_index_that_was_not_restored_is_made_again() {
    let of = |rest: &str, field: &str| {
        format!(
            "models:\n  User:\n    key: id\n{rest}    fields: {{ id: string, {field}: string }}\n"
        )
    };
    let bed = begun(3, &of("", "name"));
    let after = of("    indexes: { by_b: b }\n", "b");
    next(&bed, &after, &["b", "--rename", "User.name=b"]);
    bed.migrate(0, &["run", "--exclusive"]);
    let items = bed.items();
    restore(&bed, items.values().cloned());
    assert_eq!(indexes(&bed), [""; 0]);
    bed.migrate(0, &["repair", "1", "--yes"]);
    let pending = bed.migrate(0, &["status"]);
    assert!(pending.out.contains("0001_b PENDING"), "{pending:?}");
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("`--no-rollback`"), "{refused:?}");
    bed.migrate(0, &["run", "--exclusive", "--no-rollback"]);
    assert_eq!(indexes(&bed), ["by_b"]);

    restore(&bed, items.values().cloned());
    say(&bed, "1", "applied");
    bed.migrate(0, &["run", "1", "--again", "--exclusive"]);
    assert_eq!(indexes(&bed), ["by_b"]);
    assert_eq!(bed.items(), items);

    bed.migrate(0, &["contract", "1", "--exclusive"]);
    bed.migrate(0, &["verify", "1"]);
    restore(&bed, bed.items().into_values());
    bed.migrate(0, &["repair", "1", "--yes"]);
    let found = bed.migrate(1, &["verify", "1"]);
    assert!(found.out.contains("build it again"), "{found:?}");
}

/// The wrong word, a command that is refused and changes nothing, and the right word.
fn corrected(items: &[&str], wrong: &str, refused: &[&[&str]], right: &str) {
    let bed = renamed_twice(1);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    restore(&bed, users_with(items));
    let before = bed.items();
    say(&bed, "1", wrong);
    for command in refused {
        bed.migrate(2, command);
        assert_eq!(bed.items(), before);
    }
    say(&bed, "1", right);
}

#[test]
fn a_word_is_corrected_after_what_it_led_to_was_refused() {
    let run = ["run", "1", "--exclusive"];
    let again = ["run", "1", "--again", "--exclusive"];
    let contract = ["contract", "1", "--again", "--exclusive"];
    corrected(&["b"], "before", &[&run], "contracted");
    corrected(&["b"], "before", &[&run, &again], "contracted");
    corrected(&["name"], "contracted", &[&contract], "before");
}

/// A revision that lacks a later migration says nothing of an earlier one.
#[test]
fn an_earlier_revision_says_nothing() {
    let bed = begun(3, &schema(NAME));
    next(&bed, &schema(B), &["b", "--rename", "User.name=b"]);
    let earlier = crate::removals::revision(&bed);
    next(&bed, &schema(C), &["c", "--rename", "User.b=c"]);
    bed.migrate(0, &["run", "--exclusive"]);
    restore(&bed, users_with(&["b", "c"]));
    let word = ["repair", "1", "--items", "applied", "--yes"];
    let refused = bed.migrate(2, &[&word[..], &earlier].concat());
    assert!(refused.err.contains("0002_c"), "{refused:?}");
}

/// A field comes back by a later migration, and the table is restored to before both.
#[test]
fn what_comes_back_is_run_once_what_removes_it_is_contracted() {
    let bed = begun(3, &schema(NAME));
    next(&bed, &schema(B), &["b", "--rename", "User.name=b"]);
    let earlier = crate::removals::revision(&bed);
    next(&bed, &schema(NAME), &["back", "--rename", "User.b=name"]);
    bed.migrate(0, &["run", "1", "--exclusive"]);
    bed.migrate(
        0,
        &[&["contract", "1", "--exclusive"][..], &earlier].concat(),
    );
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    restore(&bed, users_with(&["name"]));
    say(&bed, "1", "before");
    say(&bed, "2", "before");
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("its former values"), "{refused:?}");
    bed.migrate(
        0,
        &[&["contract", "1", "--exclusive"][..], &earlier].concat(),
    );
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    assert!(all_have(&bed, &["id", "name"]));
}
