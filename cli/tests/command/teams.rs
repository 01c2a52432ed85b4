//! The page "Working in a team" of the guide: its commands are run.

use std::path::Path;

use crate::sandbox::Sandbox;
use crate::transcript::{Shell, assert_transcript};

const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../docs/src/migrations/teams.md"
);

/// What stands on the page for every checksum.
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

#[test]
fn the_page_shows_what_its_commands_print() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    assert_transcript(Path::new(PAGE), &mut Session(sandbox));
}
