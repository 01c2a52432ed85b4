//! The migrations fit the versions of the schema.

use std::path::Path;

use dynamite_schema::ir::Schema;
use dynamite_schema::snapshot::snapshot;

use crate::bed::migrations;

fn version(name: &str) -> Schema {
    let folder = Path::new("schemas").join(name);
    let sources = dynamite_schema::load(&folder).unwrap();
    dynamite_schema::check(sources).unwrap().schema
}

#[test]
fn each_version_has_its_snapshot() {
    let schemas = migrations().schemas();
    for (number, versions) in [
        (0, vec!["before"]),
        (1, vec!["added"]),
        (2, vec!["expand", "switch", "contract", "after"]),
    ] {
        let recorded = schemas.at(number).unwrap().as_ref().unwrap();
        for name in versions {
            assert_eq!(snapshot(&version(name)), snapshot(recorded), "{name}");
        }
    }
}

#[test]
fn the_list_of_migrations_is_up_to_date() {
    let migrations = migrations();
    let order = migrations.order().unwrap();
    assert_eq!(order.compare(&migrations.migrations), []);
}
