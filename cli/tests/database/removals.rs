//! What a contract removes, when other migrations have to do with it.

use crate::bed::{Bed, NAME, s};

/// A schema with these fields of users besides their ids.
fn schema(fields: &str) -> String {
    format!("models:\n  User:\n    key: id\n    fields:\n      id: string\n{fields}")
}

const COUNTRY: &str = "      country: { type: string, default: unknown }\n";

#[test]
fn a_contract_removes_nothing_that_has_come_back() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    // An optional field needs no migration.
    let back = schema(&format!(
        "      full_name: string\n      name: string?\n{COUNTRY}"
    ));
    bed.folder.write("schemas/app.yaml", &back);
    bed.migrate(0, &["new", "name"]);
    let refused = bed.migrate(2, &["contract", NAME, "--exclusive"]);
    assert!(
        refused.err.contains("`User.name` is in the schema again"),
        "{refused:?}"
    );
    assert!(bed.items().values().all(|item| item["name"] == s("Ada")));
}

#[test]
fn nothing_is_brought_back_before_it_was_removed() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    let back = schema(&format!(
        "      full_name: string\n      name: {{ type: string, default: x }}\n{COUNTRY}"
    ));
    bed.folder.write("schemas/app.yaml", &back);
    bed.migrate(0, &["new", "name"]);
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(
        refused.err.contains("0002_name brings `User.name` back"),
        "{refused:?}"
    );
    assert!(
        refused.err.contains(&format!("migrate contract {NAME}")),
        "{refused:?}"
    );
    bed.migrate(0, &["contract", NAME, "--exclusive"]);
    bed.migrate(0, &["run", "--exclusive"]);
    assert!(bed.items().values().all(|item| item["name"] == s("x")));
}

#[test]
fn contracts_are_made_in_the_order_of_migrations_that_share_a_field() {
    let bed = Bed::new(3);
    let again = schema(&format!("      display: string\n{COUNTRY}"));
    bed.folder.write("schemas/app.yaml", &again);
    bed.migrate(0, &["new", "display", "--rename", "User.full_name=display"]);
    bed.migrate(0, &["run", "--exclusive"]);
    let refused = bed.migrate(2, &["contract", "2", "--exclusive"]);
    assert!(refused.err.contains("both are about"), "{refused:?}");
    bed.migrate(0, &["contract", "1", "--exclusive"]);
    bed.migrate(0, &["contract", "2", "--exclusive"]);
    let items = bed.items();
    assert!(
        items
            .values()
            .all(|item| item["display"] == s("Ada") && item.len() == 3)
    );
}
