//! The page "First minutes" of the guide: its commands are run.

use std::path::{Path, PathBuf};

use crate::project::{Project, run_cargo, workspace};
use crate::support::{Run, dynamite_gen};
use crate::transcript::{Shell, assert_transcript};

const PAGE: &str = "docs/src/first-minutes.md";

/// What stands on the page for every id.
const ID: &str = "01KE9M2T4V6X8Z0B2D4F6H8K0M";

/// What stands on the page for every time.
const TIME: &str = "2026-01-31T09:30:00.123Z";

/// A shell of which the page is a transcript.
struct Session {
    project: Project,
    folder: PathBuf,
}

impl Shell for Session {
    fn run(&mut self, command: &str) -> String {
        let words: Vec<&str> = command.split(' ').collect();
        let printed = match words[0] {
            "cd" => {
                self.folder.push(words[1]);
                self.project.lock();
                String::new()
            }
            "cargo" => {
                let run = run_cargo(&words[1..], &self.folder);
                assert_eq!(run.code, 0, "{command}: {}", run.err);
                assert!(!run.err.contains("warning"), "{command}: {}", run.err);
                run.out
            }
            "dynamite-gen" => {
                let run = Run::of(&mut dynamite_gen(&words[1..], &self.folder));
                assert_eq!(run.err, "", "{command}");
                run.out
            }
            other => panic!("what is {other}?"),
        };
        always_the_same(&printed)
    }

    fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Replaces ids and times, which are others in every run.
fn always_the_same(printed: &str) -> String {
    let is_id = |word: &str| {
        let mut letters = word.chars();
        word.len() == ID.len() && letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let is_time = |word: &str| word.starts_with("20") && word.ends_with('Z') && word.contains('T');
    let words = printed.split_inclusive([' ', '\n']).map(|word| {
        let plain = word.trim_end();
        let same = match plain {
            id if is_id(id) => ID,
            time if is_time(time) => TIME,
            other => other,
        };
        word.replacen(plain, same, 1)
    });
    words.collect()
}

#[test]
fn the_page_shows_what_its_commands_print() {
    let project = Project::unborn("app");
    let folder = project.path("").parent().map(Path::to_owned).unwrap();
    let mut session = Session { project, folder };
    assert_transcript(&workspace().join(PAGE), &mut session);
}
