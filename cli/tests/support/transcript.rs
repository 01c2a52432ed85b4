//! Pages of the guide that show a session in a shell: their commands are run.
//!
//! In a block `console`, lines that start with `$` are commands, and the others are what they print.
//! A block `diff` is an edit of the file in its first line, which may be a new one.

use std::path::Path;
use std::{env, fs};

/// A shell of which a page is a transcript.
pub(crate) trait Shell {
    /// Runs a command, and returns what it prints, the same in every run.
    fn run(&mut self, command: &str) -> String;

    /// The folder that it is in.
    fn folder(&self) -> &Path;
}

/// Runs what is on a page, and compares the page with what it should be.
pub(crate) fn assert_transcript(page: &Path, shell: &mut impl Shell) {
    let text = fs::read_to_string(page).unwrap();
    let replayed = replay(&text, shell);
    if env::var_os("DYNAMITE_BLESS").is_some() {
        return fs::write(page, replayed).unwrap();
    }
    let page = page.display();
    assert_eq!(replayed, text, "`DYNAMITE_BLESS=1` rewrites {page}");
}

/// Runs what is on a page, and returns the page as it should be.
fn replay(page: &str, shell: &mut impl Shell) -> String {
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
            replayed.push_str(&transcript(&block, shell));
        } else {
            edit(&block, shell.folder());
            replayed.extend(block.iter().flat_map(|line| [*line, "\n"]));
        }
        replayed.push_str("```\n");
    }
    replayed
}

/// Runs the commands of a block, and returns the block as it should be.
fn transcript(block: &[&str], shell: &mut impl Shell) -> String {
    let mut transcript = String::new();
    for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
        let printed = shell.run(command);
        transcript.extend(["$ ", command, "\n", &printed]);
    }
    transcript
}

/// Makes the edit of a block.
fn edit(block: &[&str], folder: &Path) {
    let (file, lines) = block.split_first().unwrap();
    let file = folder.join(file.strip_prefix("+++ ").unwrap());
    let side = |mark: char| {
        let lines = lines
            .iter()
            .filter_map(|line| line.strip_prefix([' ', mark]));
        lines.flat_map(|line| [line, "\n"]).collect::<String>()
    };
    let (before, after) = (side('-'), side('+'));
    if before.is_empty() && !file.exists() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        return fs::write(file, after).unwrap();
    }
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches(&before).count(), 1, "{before} in {text}");
    fs::write(&file, text.replace(&before, &after)).unwrap();
}
