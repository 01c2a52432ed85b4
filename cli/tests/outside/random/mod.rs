//! Random schemas: what `check` accepts, rustc and clippy accept as well, with every warning
//! denied.
//!
//! The schemas are plausible and nasty (`words.rs` has what things are called in them). What
//! `check` refuses of one is left out of it, so that the rest is a schema that it accepts.
//!
//! The seeds are fixed. `DYNAMITE_SCHEMA_SEEDS=300` runs more, `DYNAMITE_SCHEMA_SEED=7` this one.

mod accepted;
mod fields;
mod lines;
mod models;
mod modules;
mod names;
mod relations;
mod seeds;
mod spotlight;
mod types;
mod words;

use crate::project::{Needs, Project, cargo};
use crate::support::Run;
use accepted::Accepted;
use modules::Modules;

/// The editions that a user's crate may have, and what the crates are called.
const EDITIONS: [(&str, &str); 3] = [
    ("2018", "random-2018"),
    ("2021", "random-2021"),
    ("2024", "random-2024"),
];

/// So many schemas are compiled in each edition, unless the environment says otherwise.
const FIXED_SEEDS: u64 = 12;

/// More schemas than this are not compiled in one crate, which would take too much memory.
const MODULES_OF_A_CRATE: usize = 50;

#[test]
fn what_is_accepted_compiles_without_a_warning_in_every_edition() {
    if !has_clippy() {
        // Continuous integration has it: clippy is its second step.
        return eprintln!("skipped: there is no clippy");
    }
    let schemas: Vec<_> = seeds::seeds(FIXED_SEEDS).map(Accepted::new).collect();
    let mut complaints = Vec::new();
    for (edition, name) in EDITIONS {
        for schemas in schemas.chunks(MODULES_OF_A_CRATE) {
            let project = Project::of_edition(edition, name, &[Needs::Runtime]);
            Modules::new(schemas).write(&project);
            let run = project.cargo(&["clippy", "--quiet", "--message-format", "short"]);
            if run.code != 0 || !run.err.is_empty() {
                let texts = texts(&run.err, schemas);
                complaints.push(format!("edition {edition}:\n{}\n{texts}", run.err));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.concat());
}

#[test]
fn the_schemas_have_something_of_everything() {
    let schemas: Vec<_> = (0..FIXED_SEEDS).map(Accepted::new).collect();
    let is_missing = |word: &&str| !schemas.iter().any(|it| it.text.contains(*word));
    let missing: Vec<_> = WORDS.into_iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn has_clippy() -> bool {
    Run::of(&mut cargo(&["clippy", "--version"])).code == 0
}

/// What each kind of declaration has in its text.
const WORDS: [&str; 34] = [
    "sort:",
    "indexes:",
    "local: true",
    "sparse: true",
    "project: keys",
    "project: [",
    "has_many:",
    "has_one:",
    "belongs_to:",
    "many_to_many:",
    "auto: created",
    "auto: updated",
    "auto: deleted",
    "auto: version",
    "auto: write_id",
    "ttl:",
    "unique:",
    "normalize:",
    "validate:",
    "pattern:",
    "codec:",
    "sensitive: true",
    "as:",
    "default:",
    "enum:",
    "union:",
    "catch_all:",
    "unknown: keep",
    "flatten: true",
    "rust:",
    "plural:",
    "renamed_from:",
    "phase: contract",
    "since:",
];

/// The schemas that something is said about: the first few, which is enough to look into it.
fn texts(errors: &str, schemas: &[Accepted]) -> String {
    let wrong = schemas
        .iter()
        .filter(|schema| errors.contains(&format!("src/{}/", schema.module())));
    let texts =
        wrong.map(|schema| format!("DYNAMITE_SCHEMA_SEED={}\n{}", schema.seed, schema.text));
    texts.take(3).collect::<Vec<_>>().join("\n")
}
