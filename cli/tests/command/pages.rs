//! Pages of the guide that work on files: their commands are run.

use std::path::Path;

use crate::sandbox::Sandbox;
use crate::transcript::{Shell, assert_transcript};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/src/migrations");

/// What stands on the pages for every checksum.
const CHECKSUM: &str = "5e8f…";

struct Session(Sandbox);

impl Shell for Session {
    fn run(&mut self, command: &str) -> String {
        let words: Vec<_> = command.split(' ').collect();
        let printed = match words[0] {
            "cat" => self.0.read(words[1]),
            "git" => self.0.try_git(&words[1..]).out,
            "dynamite-gen" => {
                let run = self.0.run(&words[1..]);
                assert_eq!(run.err, "", "{command}");
                run.out
            }
            other => panic!("what is {other}?"),
        };
        without_checksums(&printed)
    }

    fn folder(&self) -> &Path {
        self.0.root()
    }
}

/// Replaces checksums, which nobody reads.
fn without_checksums(printed: &str) -> String {
    let lines = printed.lines().map(|line| match line.rsplit_once(' ') {
        Some((start, checksum)) if checksum.len() == 64 => format!("{start} {CHECKSUM}\n"),
        _ => format!("{line}\n"),
    });
    lines.collect::<Vec<_>>().concat()
}

fn assert_page(name: &str) {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    assert_transcript(&Path::new(PAGES).join(name), &mut Session(sandbox));
}

#[test]
fn changing_a_schema_shows_what_its_commands_print() {
    assert_page("schema-changes.md");
}

#[test]
fn working_in_a_team_shows_what_its_commands_print() {
    assert_page("teams.md");
}
