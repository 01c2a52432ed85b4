//! A page of the guide that shows a session in a shell: its commands are run.
//!
//! In a block `console`, lines that start with `$` are commands, and the others are what they print.
//! A block `diff` is an edit of the file in its first line.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::project::{Project, run_cargo, workspace};
use crate::support::{Run, dynamite_gen};

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

impl Session {
    /// Runs a command, and returns what it prints to standard output.
    fn run(&mut self, command: &str) -> String {
        let words: Vec<&str> = command.split(' ').collect();
        match words[0] {
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
        }
    }

    /// Runs the commands of a block, and returns the block as it should be.
    fn transcript(&mut self, block: &[&str]) -> String {
        let mut transcript = String::new();
        for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
            let printed = always_the_same(&self.run(command));
            transcript.extend(["$ ", command, "\n", &printed]);
        }
        transcript
    }

    /// Makes the edit of a block.
    fn edit(&self, block: &[&str]) {
        let (file, lines) = block.split_first().unwrap();
        let file = self.folder.join(file.strip_prefix("+++ ").unwrap());
        let side = |mark: char| {
            let lines = lines
                .iter()
                .filter_map(|line| line.strip_prefix([' ', mark]));
            lines.flat_map(|line| [line, "\n"]).collect::<String>()
        };
        let (before, after) = (side('-'), side('+'));
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(text.matches(&before).count(), 1, "{before} in {text}");
        fs::write(&file, text.replace(&before, &after)).unwrap();
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

/// Runs what is on a page, and returns the page as it should be.
fn replay(page: &str, session: &mut Session) -> String {
    let mut replayed = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        replayed.extend([line, "\n"]);
        let (is_session, is_edit) = (line == "```console", line == "```diff");
        if !is_session && !is_edit {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if is_session {
            replayed.push_str(&session.transcript(&block));
        } else {
            session.edit(&block);
            replayed.extend(block.iter().flat_map(|line| [*line, "\n"]));
        }
        replayed.push_str("```\n");
    }
    replayed
}

#[test]
fn the_page_shows_what_its_commands_print() {
    let project = Project::unborn("app");
    let folder = project.path("").parent().map(Path::to_owned).unwrap();
    let mut session = Session { project, folder };
    let file = workspace().join(PAGE);
    let page = fs::read_to_string(&file).unwrap();
    let replayed = replay(&page, &mut session);
    if env::var_os("DYNAMITE_BLESS").is_some() {
        return fs::write(&file, replayed).unwrap();
    }
    assert_eq!(replayed, page, "`DYNAMITE_BLESS=1` rewrites {PAGE}");
}
