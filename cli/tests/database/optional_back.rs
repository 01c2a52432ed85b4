//! An optional field that was dropped and comes back: no item needs it, and databases know of it all the same.

use crate::bed::{Bed, s};
use crate::came_back::{begun, next};
use crate::removals::revision;

fn schema(fields: &str) -> String {
    format!(
        "models:\n  User:\n    key: id\n    fields:\n      id: string\n      name: string\n{fields}"
    )
}

const FAX: &str = "      fax: string?\n";

/// A project whose first migration has dropped a field in all items but these, and options that name its revision.
fn dropped(with_fax: &[&str]) -> (Bed, [&'static str; 4]) {
    let bed = begun(2, &schema(FAX));
    for id in with_fax {
        bed.put([("id", s(id)), ("name", s("Eve")), ("fax", s("former"))]);
    }
    next(&bed, &schema(""), &["gone", "--drop", "User.fax"]);
    bed.migrate(0, &["run", "--exclusive"]);
    let earlier = revision(&bed);
    (bed, earlier)
}

/// A checkout of before does not know the field, and the database does.
#[test]
fn an_earlier_revision_does_not_remove_what_came_back() {
    let (bed, earlier) = dropped(&[]);
    next(&bed, &schema(FAX), &["back"]);
    bed.migrate(0, &["run"]);
    bed.put([("id", s("p")), ("name", s("Eve")), ("fax", s("new"))]);
    let contract = [
        &["contract", "1", "--exclusive", "--changed", "remove"][..],
        &earlier,
    ];
    let refused = bed.migrate(2, &contract.concat());
    assert!(refused.err.contains("0002_back"), "{refused:?}");
    assert_eq!(bed.items()["p"]["fax"], s("new"));
}

/// What is there was written by programs of another schema, which may have had another type.
#[test]
fn it_does_not_come_back_with_its_former_values() {
    let (bed, earlier) = dropped(&["former"]);
    next(&bed, &schema("      fax: u32?\n"), &["back"]);
    let refused = bed.migrate(2, &["run"]);
    assert!(refused.err.contains("its former values"), "{refused:?}");
    bed.migrate(
        0,
        &[&["contract", "1", "--exclusive"][..], &earlier].concat(),
    );
    let run = bed.migrate(0, &["run"]);
    // Nothing is read for it.
    assert!(run.out.contains("0 items read"), "{run:?}");
    assert!(!bed.items()["former"].contains_key("fax"));
}

/// It is required later: the migration between them has kept the former values out.
#[test]
fn it_is_required_later() {
    let (bed, _) = dropped(&["former"]);
    next(&bed, &schema(FAX), &["back"]);
    let required = "      fax: { type: string, default: x }\n";
    next(&bed, &schema(required), &["required"]);
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("0002_back brings"), "{refused:?}");
    assert_eq!(bed.items()["former"]["fax"], s("former"));
}

const HOME: &str = "      home: Home?\n";

fn home(inside: &str) -> String {
    format!(
        "{}types:\n  Home: {{ zip: string?{inside} }}\n",
        schema(HOME)
    )
}

/// Whatever its values could be, and wherever it is: nothing is written, and no earlier contract removes it.
#[test]
fn all_that_may_be_absent_comes_back() {
    let (fax, none) = (schema(FAX), schema(""));
    let drop = ["--drop", "User.fax"];
    let nested = ["--drop", "Home.fax"];
    let back = |field: &str| schema(&format!("      {field}\n"));
    let cases: [(&str, &str, &[&str], String); 6] = [
        (
            &home(", fax: string?"),
            &home(""),
            &nested,
            home(", fax: u32?"),
        ),
        (&home(""), &none, &["--drop", "User.home"], home("")),
        (&fax, &none, &drop, back("fax: list<string>?")),
        (&fax, &none, &drop, back("fax: set<string>")),
        (&fax, &none, &drop, back("fax: { type: string, absent: x }")),
        (
            &fax,
            &none,
            &drop,
            back("phone: { type: string?, attribute: fax }"),
        ),
    ];
    for (first, second, gone, third) in cases {
        let bed = begun(0, first);
        next(&bed, second, &[&["gone"], gone].concat());
        next(&bed, &third, &["back"]);
        bed.migrate(0, &["run", "--exclusive"]);
        bed.migrate(0, &["verify", "2"]);
        let refused = bed.migrate(2, &["contract", "1", "--exclusive"]);
        assert!(refused.err.contains("in the schema again"), "{refused:?}");
    }
}
