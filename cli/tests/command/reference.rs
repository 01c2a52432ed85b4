//! The page "Commands and options" of the guide has all of `dynamite-gen migrate`, and nothing else.

use std::collections::BTreeSet;
use std::fs;

use crate::sandbox::Sandbox;

const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../docs/src/migrations/commands.md"
);

/// The words of a text that are options.
fn options(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let is_option = |word: &&str| word.starts_with("--") && word.contains(char::is_alphabetic);
    let options = words.filter(is_option);
    options.map(str::to_owned).collect()
}

/// The commands of `migrate`, as its help lists them.
fn commands(sandbox: &Sandbox) -> Vec<String> {
    let help = sandbox.run(&["migrate", "-h"]).out;
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  "));
    let names = names.filter_map(|line| line.split(' ').next());
    let names = names.filter(|name| !["", "help"].contains(name));
    names.map(str::to_owned).collect()
}

#[test]
fn the_page_has_every_command_and_option_and_no_other() {
    let sandbox = Sandbox::new();
    let page = fs::read_to_string(PAGE).unwrap();
    let commands = commands(&sandbox);
    assert!(commands.len() > 10, "{commands:?}");
    let mut known = BTreeSet::new();
    for command in commands {
        assert!(page.contains(&format!("`migrate {command}")), "{command}");
        let help = sandbox.run(&["migrate", &command, "-h"]).out;
        // Examples name other commands as well.
        let help = help.split("\nExamples:").next().unwrap();
        known.extend(options(help));
    }
    // What every program has.
    for usual in ["--help", "--version"] {
        known.remove(usual);
    }
    let mut listed = options(&page);
    listed.remove("--help");
    assert_eq!(listed, known);
}
