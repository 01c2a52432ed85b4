//! The set of all problems of a schema.

use std::collections::HashSet;
use std::fmt;

use super::{Diagnostic, Format, RenderOptions, Severity, render};
use crate::source::{Sources, Span};

/// Maximum number of errors, and of warnings, that are kept: nobody reads more, and a file made to
/// cause millions must not fill the memory.
const MAX_KEPT: usize = 2_000;

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Diagnostic>,
    errors: usize,
    has_more: bool,
    /// `true` if the declaration being read or resolved has an error of its own.
    is_broken: bool,
    /// The names of declarations with errors of their own.
    broken: HashSet<Span>,
}

impl Problems {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let is_error = diagnostic.severity == Severity::Error;
        self.is_broken |= is_error;
        let alike = if is_error {
            self.errors
        } else {
            self.list.len() - self.errors
        };
        if alike == MAX_KEPT {
            self.has_more = true;
            return;
        }
        self.errors += usize::from(is_error);
        self.list.push(diagnostic);
    }

    /// Adds an error that does not make the current declaration broken.
    pub(crate) fn push_aside(&mut self, diagnostic: Diagnostic) {
        let is_broken = self.is_broken;
        self.push(diagnostic);
        self.is_broken = is_broken;
    }

    /// Returns `true` if there are so many errors that looking for more is of no use.
    pub(crate) fn is_full(&self) -> bool {
        self.errors == MAX_KEPT
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns `true` if there is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Runs a function; returns `true` beside its result if it reported an error outside any inner
    /// declaration.
    pub(crate) fn attempt<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let around = std::mem::take(&mut self.is_broken);
        let result = run(self);
        (result, std::mem::replace(&mut self.is_broken, around))
    }

    /// Runs a function that reads or resolves the declaration with this name. An error of its own
    /// makes the declaration broken, and its consequences are not reported. The enclosing
    /// declaration is not affected.
    pub(crate) fn declaration<T>(&mut self, name: Span, run: impl FnOnce(&mut Self) -> T) -> T {
        let (result, is_broken) = self.attempt(run);
        if is_broken {
            self.broken.insert(name);
        }
        result
    }

    /// Makes the current declaration broken without a message, because the cause is reported
    /// elsewhere.
    pub(crate) fn give_up(&mut self) {
        self.is_broken = true;
    }

    /// Returns the names of all broken declarations, once nothing more is declared.
    pub(crate) fn take_broken(&mut self) -> HashSet<Span> {
        std::mem::take(&mut self.broken)
    }

    /// Returns `true` if the declaration with this name is broken.
    pub(crate) fn is_broken(&self, name: Span) -> bool {
        self.broken.contains(&name)
    }

    /// Sorts by place and removes duplicates: a value reached through two aliases is reported once.
    pub(crate) fn into_diagnostics(self, sources: &Sources) -> Diagnostics {
        let mut list = self.list;
        list.sort_by(|a, b| (a.span(), a.code, &a.message).cmp(&(b.span(), b.code, &b.message)));
        list.dedup();
        Diagnostics {
            sources: sources.clone(),
            list,
            has_more: self.has_more || self.errors == MAX_KEPT,
        }
    }
}

/// The problems of a schema, by file and position, with the files they refer to.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    sources: Sources,
    list: Vec<Diagnostic>,
    has_more: bool,
}

impl Diagnostics {
    /// Returns the problems of expressions in these files, by file and position.
    #[cfg(feature = "expressions")]
    pub fn of_expressions(
        sources: &Sources,
        problems: impl IntoIterator<Item = Diagnostic>,
    ) -> Self {
        let mut all = Problems::default();
        problems.into_iter().for_each(|problem| all.push(problem));
        all.into_diagnostics(sources)
    }

    /// Returns the problems, in the order of their places.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Returns the number of problems.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns `true` if these are only the first of thousands.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    /// Returns `true` if there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns `true` if one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|one| one.severity == Severity::Error)
    }

    /// Returns the files they refer to.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Renders all problems; every line ends with a line feed. The human format says if there are
    /// more.
    pub fn render(&self, format: Format, options: &RenderOptions<'_>) -> String {
        render::render(self, format, options)
    }

    /// Renders each error on its own, for people, without line feeds around it.
    pub fn render_errors(&self, options: &RenderOptions<'_>) -> Vec<String> {
        render::errors(self, options)
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Format::Human, &RenderOptions::default()))
    }
}

impl std::error::Error for Diagnostics {}
