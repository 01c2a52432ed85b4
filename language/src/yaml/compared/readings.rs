//! Readings of a text by both libraries.

use serde_yaml::Value as Other;

use super::same::is_same;
use crate::diagnostics::{Diagnostics, Problems};
use crate::source::Sources;
use crate::yaml::{Node, parse};

/// The trees or errors that this library and the other one return for a text.
#[derive(Debug)]
pub(super) struct Readings<'a> {
    pub(super) text: &'a str,
    pub(super) ours: Result<Option<Node>, Diagnostics>,
    pub(super) other: Result<Other, serde_yaml::Error>,
}

/// The difference between two readings of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Only the other library accepts the text.
    RefusedHere,
    /// Only this library accepts the text.
    AcceptedHere,
    /// Both accept the text, but read different trees.
    OtherTree,
}

impl<'a> Readings<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut sources = Sources::default();
        let file = sources.add("schema.yaml", text);
        let mut problems = Problems::default();
        let node = parse(file, text, &mut problems);
        let is_refused = problems.has_errors();
        let problems = problems.into_diagnostics(&sources);
        let ours = if is_refused { Err(problems) } else { Ok(node) };
        let other = serde_yaml::from_str(text);
        Self { text, ours, other }
    }

    pub(super) fn difference(&self) -> Option<Difference> {
        match (&self.ours, &self.other) {
            (Err(_), Err(_)) => None,
            (Err(_), Ok(_)) => Some(Difference::RefusedHere),
            (Ok(_), Err(_)) => Some(Difference::AcceptedHere),
            (Ok(ours), Ok(other)) => {
                // The other library reads an empty file as a null.
                let is_same = match ours {
                    Some(node) => is_same(node, other),
                    None => other.is_null(),
                };
                (!is_same).then_some(Difference::OtherTree)
            }
        }
    }

    /// Returns `true` if both libraries find a tree in the text.
    pub(super) fn is_tree(&self) -> bool {
        matches!((&self.ours, &self.other), (Ok(Some(_)), Ok(_)))
    }

    /// Returns `true` if the text is refused here, and all problems have this code.
    pub(super) fn is_refused_for(&self, code: &str) -> bool {
        let problems = self.ours.as_ref().err();
        problems.is_some_and(|problems| problems.iter().all(|one| one.code.name() == code))
    }

    /// Returns `true` if the other library refuses the text in these words.
    pub(super) fn other_says(&self, words: &str) -> bool {
        let error = self.other.as_ref().err();
        error.is_some_and(|error| error.to_string().contains(words))
    }
}
