//! What adversaries tried: each test is of a condition that nothing else was found to test, or of random commands.

mod orders;
mod others;
mod random;

use std::process::{Command, Stdio};

use aws_sdk_dynamodb::types::AttributeValue as V;

use crate::bed::{Bed, s};
use crate::came_back::{begun, next};
use crate::interrupt::signal;

fn schema(fields: &str, rest: &str) -> String {
    format!(
        "models:\n  User:\n    key: id\n{rest}    fields:\n      id: string\n      name: string\n{fields}"
    )
}

fn revision(bed: &Bed, name: &str) -> [String; 4] {
    std::fs::create_dir(bed.folder.path(name)).unwrap();
    let copied = Command::new("cp")
        .args(["-r", "migrations", "schemas", name])
        .current_dir(bed.folder.path("."))
        .status();
    assert!(copied.unwrap().success());
    [
        "--migrations".to_owned(),
        format!("{name}/migrations"),
        "--schemas".to_owned(),
        format!("{name}/schemas"),
    ]
}

fn at(bed: &Bed, revision: &[String], arguments: &[&str]) -> crate::support::Run {
    let mut all = vec!["migrate"];
    all.extend(arguments);
    all.extend(revision.iter().map(String::as_str));
    bed.run(&all)
}

const FAX: &str = "      fax: string?\n";
const FAX_REQUIRED: &str = "      fax: { type: string, default: x }\n";

fn dropped_and_back(users: usize) -> Bed {
    let bed = begun(users, &schema(FAX, ""));
    next(&bed, &schema("", ""), &["gone", "--drop", "User.fax"]);
    bed
}

fn renamed(from: &str, to: &str) -> String {
    format!("User.{from}={to}")
}

fn put(bed: &Bed, attributes: &[(&str, &str)]) {
    let item = attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), s(value)));
    let put = bed.db.sdk().put_item().table_name("users");
    bed.block_on(put.set_item(Some(item.collect())).send())
        .unwrap();
}
