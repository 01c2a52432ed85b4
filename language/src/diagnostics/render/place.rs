//! Conversion of bytes to lines and columns, on demand.

use std::collections::HashMap;

use super::RenderOptions;
use crate::source::{FileId, Sources, Span};

/// Lines and columns of the files that diagnostics refer to.
pub(super) struct Places<'a> {
    pub(super) sources: &'a Sources,
    prefix: &'a str,
    lines: HashMap<FileId, Vec<usize>>,
}

/// A place in human terms: counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources, options: &RenderOptions<'a>) -> Self {
        Self {
            sources,
            prefix: options.prefix,
            lines: HashMap::new(),
        }
    }

    /// Returns the path as it is shown.
    pub(super) fn path(&self, file: FileId) -> String {
        let path = &self.sources.file(file).path;
        match self.prefix.trim_end_matches('/') {
            "" => path.clone(),
            prefix => format!("{prefix}/{path}"),
        }
    }

    pub(super) fn start(&mut self, span: Span) -> Place {
        self.place(span.file, span.start as usize)
    }

    pub(super) fn end(&mut self, span: Span) -> Place {
        self.place(span.file, span.end as usize)
    }

    /// Returns the bytes where a line starts and ends, without its line break.
    pub(super) fn line(&mut self, file: FileId, line: usize) -> std::ops::Range<usize> {
        let text = &self.sources.file(file).text;
        let lines = self.lines.entry(file).or_insert_with(|| line_starts(text));
        let start = lines[line - 1];
        let end = lines.get(line).copied().unwrap_or(text.len());
        start..start + text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    fn place(&mut self, file: FileId, byte: usize) -> Place {
        let text = &self.sources.file(file).text;
        let lines = self.lines.entry(file).or_insert_with(|| line_starts(text));
        let line = lines.partition_point(|start| *start <= byte);
        let start = lines[line - 1];
        let before = text.get(start..byte).unwrap_or_default();
        Place {
            line,
            column: before.chars().count() + 1,
        }
    }
}

/// A line ends in a line feed, a carriage return, or both.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let ends = (0..bytes.len()).filter(is_end);
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}
