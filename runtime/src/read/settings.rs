//! How many items are read, in which direction, and which of them are shown.

use std::sync::Arc;

use super::page::Reading;
use super::source::Source;
use super::visibility::Visibility;
use crate::Client;

/// What can be said of every reading of many items.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) ascending: bool,
    pub(crate) consistent: bool,
    pub(crate) skip_bad: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) skip: usize,
    pub(crate) visibility: Visibility,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ascending: true,
            consistent: false,
            skip_bad: false,
            limit: None,
            skip: 0,
            visibility: Visibility::default(),
        }
    }
}

impl Settings {
    /// No more than one item; none if none was asked for.
    pub(crate) fn only_first(&mut self) {
        self.limit = Some(self.limit.unwrap_or(1).min(1));
    }

    pub(crate) fn reading<L>(self, client: Client, source: Source, shape: L) -> Reading<L> {
        Reading {
            client,
            source: Arc::new(source),
            skip: self.skip,
            limit: self.limit,
            skip_bad: self.skip_bad,
            shape,
        }
    }
}
