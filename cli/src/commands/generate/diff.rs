//! Differences between files as text.

use std::path::Path;

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

/// Maximum number of lines of a difference that `--check` shows for each file.
const EXCERPT_LINES: usize = 10;

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();
const FILE: Style = Style::new().bold();

/// A planned change of a file.
pub(super) struct Diff<'a> {
    pub(super) path: &'a Path,
    /// Its current text, if the file exists.
    pub(super) old: Option<&'a str>,
    /// Its new text, if the file should exist.
    pub(super) new: Option<&'a str>,
}

impl Diff<'_> {
    fn texts(&self) -> (&str, &str) {
        (self.old.unwrap_or_default(), self.new.unwrap_or_default())
    }

    /// Returns the numbers of added and removed lines, such as `+3 -1`.
    pub(super) fn counts(&self) -> String {
        let (old, new) = self.texts();
        let diff = TextDiff::from_lines(old, new);
        let count = |tag| {
            diff.iter_all_changes()
                .filter(|change| change.tag() == tag)
                .count()
        };
        format!(
            "+{} -{}",
            count(ChangeTag::Insert),
            count(ChangeTag::Delete)
        )
    }

    /// Returns all of it, in the format of `git apply` and `patch`.
    pub(super) fn unified(&self) -> String {
        let name = |side: &str, text: Option<&str>| match text {
            Some(_) => format!("{side}/{}", self.path.display()),
            None => "/dev/null".to_owned(),
        };
        let (old, new) = self.texts();
        TextDiff::from_lines(old, new)
            .unified_diff()
            .header(&name("a", self.old), &name("b", self.new))
            .to_string()
    }

    /// Returns the first lines of it.
    pub(super) fn excerpt(&self) -> String {
        let (old, new) = self.texts();
        let diff = TextDiff::from_lines(old, new)
            .unified_diff()
            .context_radius(1)
            .to_string();
        let rest = diff.lines().count().saturating_sub(EXCERPT_LINES);
        let mut lines: Vec<_> = diff.lines().take(EXCERPT_LINES).map(colored).collect();
        if rest > 0 {
            lines.push(format!("… {rest} more; `--diff` shows all\n"));
        }
        lines.iter().flat_map(|line| ["    ", line]).collect()
    }
}

/// Colours the lines of a difference in the manner of version control.
pub(super) fn colored(diff: &str) -> String {
    diff.lines().map(colored_line).collect()
}

fn colored_line(line: &str) -> String {
    let style = match line.as_bytes() {
        [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => FILE,
        [b'+', ..] => ADDED,
        [b'-', ..] => REMOVED,
        [b'@', ..] => PLACE,
        _ => return format!("{line}\n"),
    };
    format!("{style}{line}{style:#}\n")
}
