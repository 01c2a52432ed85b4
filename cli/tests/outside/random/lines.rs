//! The text of a schema: a declaration a line, so that each can be left out.

/// Lines, each with its indent.
#[derive(Default)]
pub(super) struct Lines(Vec<(usize, String)>);

impl Lines {
    /// Adds a line.
    pub(super) fn add(&mut self, indent: usize, text: impl Into<String>) {
        self.0.push((indent, text.into()));
    }

    /// Adds the lines of a text, which have indents of their own.
    pub(super) fn add_text(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            let words = line.trim_start();
            self.add(indent + line.len() - words.len(), words);
        }
    }

    /// Adds a map or list with a line for each of its members; nothing if it has none.
    pub(super) fn block(&mut self, indent: usize, head: &str, members: Vec<String>) {
        if members.is_empty() {
            return;
        }
        self.add(indent, head);
        for member in members {
            self.add(indent + 2, member);
        }
    }

    /// Leaves out a line, from 1, with all that is indented below it, and the line above it if
    /// that is left with nothing below.
    pub(super) fn remove(&mut self, line: usize) {
        let at = (line - 1).min(self.0.len() - 1);
        let indent = self.0[at].0;
        let below = self.0[at + 1..]
            .iter()
            .take_while(|(other, _)| *other > indent);
        let end = at + 1 + below.count();
        self.0.drain(at..end);
        let is_alone = |(next, _): &(usize, String)| *next < indent;
        let has_none = self.0.get(at).is_none_or(is_alone);
        if at > 0 && self.0[at - 1].0 < indent && has_none {
            self.remove(at);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn text(&self) -> String {
        let lines = self.0.iter();
        let lines = lines.map(|(indent, text)| format!("{:indent$}{text}\n", ""));
        lines.collect::<Vec<_>>().concat()
    }
}
