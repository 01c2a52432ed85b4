//! The page "Carrying out a migration" of the guide: its commands are run.

use std::path::Path;
use std::process::Stdio;

use crate::bed::Bed;
use crate::interrupt::{interrupt, wait_for_changes};
use crate::transcript::{Shell, assert_transcript};

const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../docs/src/migrations/carrying-out.md"
);

/// What stands behind a command that is interrupted.
const INTERRUPTED: &str = " # Ctrl-C";

/// Number of users in the table.
const USERS: usize = 1000;

struct Session(Bed);

impl Shell for Session {
    fn run(&mut self, command: &str) -> String {
        if let Some(command) = command.strip_suffix(INTERRUPTED) {
            return self.interrupted(command);
        }
        let words: Vec<_> = command.split(' ').collect();
        let printed = match words[0] {
            "cat" => self.0.folder.read(words[1]),
            "dynamite-gen" => {
                let run = self.0.run(&words[1..]);
                let failed = if run.code == 2 {
                    run.err
                } else {
                    String::new()
                };
                run.out + &failed
            }
            other => panic!("what is {other}?"),
        };
        // How far an interrupted run is depends on the moment.
        let shown = match words.get(2) {
            Some(&"status") => without_numbers,
            _ => same_each_time,
        };
        let lines = printed
            .lines()
            .filter(|line| !line.starts_with("database: "));
        lines.map(shown).collect()
    }

    fn folder(&self) -> &Path {
        self.0.folder.root()
    }
}

impl Session {
    fn interrupted(&self, command: &str) -> String {
        let words: Vec<_> = command.split(' ').skip(1).collect();
        // Slow enough to be interrupted.
        let mut command = self
            .0
            .command(&[&words[..], &["--page-size", "5"]].concat());
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        wait_for_changes(&self.0);
        interrupt(&child);
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        let told = err.lines().filter(|line| line.starts_with("stopping"));
        let out = String::from_utf8(output.stdout).unwrap();
        let shown = told.chain(out.lines()).map(without_numbers);
        format!("^C{}", shown.collect::<String>())
    }
}

/// A line without times and units, which differ each time.
fn same_each_time(line: &str) -> String {
    let words: Vec<_> = line.split(' ').collect();
    let is_time = |word: &str| word.len() >= 20 && word.starts_with("20") && word.contains('T');
    let shown = words.iter().enumerate().map(|(at, word)| {
        let is_units = words.get(at + 2).is_some_and(|it| it.starts_with("units"));
        match word.parse::<f64>() {
            _ if is_time(word) => "2027-01-18T09:12:44Z",
            Ok(_) if is_units && word.contains('.') => "…",
            _ => word,
        }
    });
    format!("{}\n", shown.collect::<Vec<_>>().join(" ").trim_end())
}

/// A line without the numbers of items and units, which depend on the moment.
fn without_numbers(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let is_number = word.parse::<f64>().is_ok();
        if is_number { "…" } else { word }
    });
    same_each_time(&words.collect::<Vec<_>>().join(" "))
}

#[test]
fn the_page_shows_what_its_commands_print() {
    assert_transcript(Path::new(PAGE), &mut Session(Bed::empty(USERS)));
}
