//! What a contract removes, when other migrations have to do with it.

use std::process::Command;

use aws_sdk_dynamodb::types::AttributeValue as V;

use crate::bed::{Bed, NAME, s};

/// A schema with these fields of users besides their ids.
pub(crate) fn schema(fields: &str) -> String {
    format!("models:\n  User:\n    key: id\n    fields:\n      id: string\n{fields}")
}

pub(crate) const COUNTRY: &str = "      country: { type: string, default: unknown }\n";

/// Keeps the project as it is now, and returns the options that name this revision of it.
pub(crate) fn revision(bed: &Bed) -> [&'static str; 4] {
    std::fs::create_dir(bed.folder.path("earlier")).unwrap();
    let copied = Command::new("cp")
        .args(["-r", "migrations", "schemas", "earlier"])
        .current_dir(bed.folder.path("."))
        .status();
    assert!(copied.unwrap().success());
    [
        "--migrations",
        "earlier/migrations",
        "--schemas",
        "earlier/schemas",
    ]
}

/// Lets the former name of the renamed field come back in the schema, with a type.
fn bring_back(bed: &Bed, ty: &str) {
    let fields = format!("      full_name: string\n      name: {ty}\n{COUNTRY}");
    bed.folder.write("schemas/app.yaml", &schema(&fields));
}

/// Renames the field once more, and runs both migrations.
fn display(bed: &Bed) {
    let fields = format!("      display: string\n{COUNTRY}");
    bed.folder.write("schemas/app.yaml", &schema(&fields));
    bed.migrate(0, &["new", "display", "--rename", "User.full_name=display"]);
    bed.migrate(0, &["run", "--exclusive"]);
}

const REQUIRED: &str = "{ type: string, default: x }";

fn is_refused(bed: &Bed, command: &[&str], because: &str) {
    let refused = bed.migrate(2, command);
    assert!(refused.err.contains(because), "{refused:?}");
}

const AGAIN: &str = "`User.name` is in the schema again";

#[test]
fn a_contract_removes_nothing_that_has_come_back() {
    // An optional field needs no migration.
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    bring_back(&bed, "string?");
    bed.migrate(0, &["new", "name"]);
    is_refused(&bed, &["contract", NAME, "--exclusive"], AGAIN);
    assert!(bed.items().values().all(|item| item["name"] == s("Ada")));
}

#[test]
fn a_field_that_is_back_in_the_schema_alone_is_not_removed() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    bring_back(&bed, "string?");
    is_refused(&bed, &["contract", NAME, "--exclusive"], AGAIN);
}

#[test]
fn nothing_is_brought_back_before_it_was_removed() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    let without = revision(&bed);
    bring_back(&bed, REQUIRED);
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
    let gate = bed.migrate(1, &["gate", "contract", NAME]);
    assert!(gate.out.contains(AGAIN), "{gate:?}");
    is_refused(&bed, &["contract", NAME, "--exclusive"], AGAIN);
    bed.migrate(
        0,
        &[&["contract", NAME, "--exclusive"][..], &without].concat(),
    );
    bed.migrate(0, &["run", "--exclusive"]);
    assert!(bed.items().values().all(|item| item["name"] == s("x")));
}

#[test]
fn a_new_database_has_all_migrations_whatever_comes_back() {
    let bed = Bed::new(0);
    bring_back(&bed, REQUIRED);
    bed.migrate(0, &["new", "name"]);
    bed.migrate(0, &["run", "--exclusive"]);
    let all = bed.migrate(0, &["run", "--exclusive"]);
    assert!(all.out.contains("all migrations are applied"), "{all:?}");
}

#[test]
fn one_call_does_not_bring_back_what_it_has_just_renamed() {
    let bed = Bed::new(3);
    bring_back(&bed, REQUIRED);
    bed.migrate(0, &["new", "name"]);
    is_refused(
        &bed,
        &["run", "--exclusive"],
        "0002_name brings `User.name` back",
    );
    assert!(bed.items().values().all(|item| item["name"] == s("Ada")));
}

#[test]
fn contracts_are_made_in_the_order_of_migrations_that_share_a_field() {
    let bed = Bed::new(3);
    display(&bed);
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

#[test]
fn what_a_later_migration_builds_on_is_not_done_again() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    let field = "      display: { type: string, renamed_from: full_name, phase: expand }\n";
    bed.folder
        .write("schemas/app.yaml", &schema(&format!("{field}{COUNTRY}")));
    bed.migrate(0, &["new", "display"]);
    // Programs of `expand` write the new attributes alone, and leave the former one of the first migration stale.
    let written = [
        ("id", "u00001"),
        ("name", "Ada"),
        ("full_name", "Eve"),
        ("display", "Eve"),
    ];
    bed.put(written.map(|(name, value)| (name, s(value))));
    let again = ["run", "1", "--again"];
    let refused = bed.migrate(2, &again);
    assert!(
        refused
            .err
            .contains("programs may run that read the new attributes"),
        "{refused:?}"
    );
    let refused = bed.migrate(2, &["rollback", "1"]);
    assert!(refused.err.contains("programs may run"), "{refused:?}");
    bed.migrate(0, &["run"]);
    let refused = bed.migrate(2, &[&again[..], &["--exclusive"]].concat());
    assert!(
        refused
            .err
            .contains("it is too late to do 0001_full_name again"),
        "{refused:?}"
    );
    let items = bed.items();
    assert_eq!(items["u00001"]["full_name"], s("Eve"));
    assert_eq!(items["u00001"]["display"], s("Eve"));
}

/// A schema with a model of the table `users`, and declared types.
fn of_model(model: &str, fields: &str, types: &str) -> String {
    format!(
        "models:\n  {model}:\n    table: users\n    key: id\n    fields: {{ id: string, name: string, {fields} }}\n{types}"
    )
}

/// Drops a field, lets it come back in another way, and returns what the contract says then.
fn contracted(schemas: [&str; 3], drop: &str, written: (&str, V)) -> crate::support::Run {
    let bed = Bed::empty(2);
    let [before, after, later] = schemas;
    bed.folder.write("schemas/app.yaml", before);
    bed.migrate(0, &["baseline"]);
    bed.folder.write("schemas/app.yaml", after);
    bed.migrate(0, &["new", "gone", "--drop", drop]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.folder.write("schemas/app.yaml", later);
    let new = bed.migrate(0, &["new", "back"]);
    assert!(new.out.contains("its former values are there"), "{new:?}");
    let (attribute, value) = written;
    bed.put([
        ("id", s("p")),
        ("name", s("Eve")),
        (attribute, value.clone()),
    ]);
    let refused = bed.migrate(2, &["contract", "1", "--exclusive"]);
    assert_eq!(bed.items()["p"][attribute], value);
    refused
}

#[test]
fn a_field_that_is_back_in_a_model_of_another_name_is_not_removed() {
    let schemas = [
        of_model("User", "fax: string?", ""),
        of_model("User", "", "").replace(",  }", " }"),
        of_model("Person", "fax: string?", ""),
    ];
    let schemas = schemas.each_ref().map(|it| &**it);
    let refused = contracted(schemas, "User.fax", ("fax", s("new")));
    assert!(
        refused.err.contains("is in the schema again"),
        "{refused:?}"
    );
}

#[test]
fn nothing_is_removed_from_inside_what_is_json_now() {
    let home = "home: Place?";
    let schemas = [
        of_model(
            "User",
            home,
            "types:\n  Place: { zip: string?, fax: string? }\n",
        ),
        of_model("User", home, "types:\n  Place: { zip: string? }\n"),
        of_model("User", "home: json?", ""),
    ];
    let schemas = schemas.each_ref().map(|it| &**it);
    let value = V::M([("fax".to_owned(), s("new"))].into());
    let refused = contracted(schemas, "Place.fax", ("home", value));
    assert!(
        refused.err.contains("is in the schema again"),
        "{refused:?}"
    );
}

#[test]
fn an_earlier_revision_takes_nothing_back_that_a_later_one_builds_on() {
    let bed = Bed::new(3);
    let earlier = revision(&bed);
    display(&bed);
    for command in [
        &["rollback", "1"][..],
        &["contract", "1"],
        &["run", "1", "--again"],
    ] {
        let refused = bed.migrate(2, &[command, &["--exclusive"], &earlier].concat());
        assert!(
            refused.err.contains("this database has 0002_display"),
            "{refused:?}"
        );
    }
    assert!(bed.items().values().all(|item| item["display"] == s("Ada")));
}
