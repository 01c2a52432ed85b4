//! Pages of the guide that work on a database: their commands are run.

use std::path::Path;

use crate::bed::Bed;
use crate::session::Session;
use crate::transcript::assert_transcript;

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/src/migrations");

/// Number of users in the table.
const USERS: usize = 1000;

/// What users are before the migration of the pages, and how it begins.
const BEFORE: &str = "\
models:
  User:
    key: id
    fields:
      id:   string
      name: string
";

const EXPAND: &str = "\
models:
  User:
    key: id
    fields:
      id:   string
      full_name: { type: string, renamed_from: name, phase: expand }
";

fn assert_page(name: &str, bed: Bed) {
    assert_transcript(&Path::new(PAGES).join(name), &mut Session::on(bed));
}

/// A project whose field `name` is in the phase `expand`, with the drafted migration.
fn drafted() -> Bed {
    let bed = Bed::empty(USERS);
    bed.folder.write("schemas/app.yaml", BEFORE);
    bed.migrate(0, &["baseline"]);
    bed.folder.write("schemas/app.yaml", EXPAND);
    bed.migrate(0, &["new", "full_name"]);
    bed
}

#[test]
fn carrying_out_shows_what_its_commands_print() {
    assert_page("carrying-out.md", Bed::empty(USERS));
}

#[test]
fn rejected_items_shows_what_its_commands_print() {
    assert_page("rejected-items.md", Bed::empty(0));
}

#[test]
fn taking_back_shows_what_its_commands_print() {
    assert_page("taking-back.md", drafted());
}

/// It waits for the lease of a process that was killed.
#[test]
fn interruptions_shows_what_its_commands_print() {
    assert_page("interruptions.md", drafted());
}
