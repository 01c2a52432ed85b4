//! Comparison of texts with what tests expect, shown as unified diffs.

use similar::TextDiff;

/// The number of lines of differences that are shown; the others are only counted.
const MOST_LINES: usize = 60;

/// True if expected texts are to be rewritten: `DYNAMITE_BLESS` is set.
pub(crate) fn bless() -> bool {
    std::env::var_os("DYNAMITE_BLESS").is_some()
}

/// The texts that are not as expected, and their unified diffs.
#[derive(Default)]
pub(crate) struct Differences {
    names: Vec<String>,
    diffs: String,
}

impl Differences {
    /// Compares a text with what is expected of it.
    pub(crate) fn compare(&mut self, name: &str, expected: &str, found: &str) {
        if expected == found {
            return;
        }
        let diff = TextDiff::from_lines(expected, found);
        let (from, to) = (format!("{name}, expected"), format!("{name}, found"));
        let diff = diff.unified_diff().header(&from, &to).to_string();
        self.diffs.push_str(&diff);
        self.names.push(name.to_owned());
    }

    /// Fails the test if there are any, with the first of their lines.
    pub(crate) fn assert_none(&self) {
        assert!(self.names.is_empty(), "{}", self.report());
    }

    fn report(&self) -> String {
        let lines: Vec<_> = self.diffs.lines().collect();
        let shown = &lines[..lines.len().min(MOST_LINES)];
        let more = match lines.len() - shown.len() {
            0 => String::new(),
            more => format!("\n… and {more} more lines"),
        };
        let names = self.names.join(", ");
        format!(
            "differences in {names}\n{}{more}\nif that is meant: DYNAMITE_BLESS=1 rewrites it",
            shown.join("\n")
        )
    }
}

#[test]
fn differences_are_shown_as_a_diff_of_some_lines() {
    let mut differences = Differences::default();
    differences.compare("same", "a\n", "a\n");
    differences.assert_none();
    differences.compare("short", "a\nb\nc\n", "a\nB\nc\n");
    let expected = "\
differences in short
--- short, expected
+++ short, found
@@ -1,3 +1,3 @@
 a
-b
+B
 c
if that is meant: DYNAMITE_BLESS=1 rewrites it";
    assert_eq!(differences.report(), expected);
    differences.compare("long", "", &"line\n".repeat(1000));
    let report = differences.report();
    assert!(
        report.starts_with("differences in short, long\n"),
        "{report}"
    );
    assert!(report.contains("\n… and 950 more lines\n"), "{report}");
    assert_eq!(report.lines().count(), 1 + MOST_LINES + 2);
}
