//! Settings of reads of many items: how many, in which direction, and which are shown.

use std::sync::Arc;

use super::page::Reading;
use super::source::Source;
use super::visibility::Visibility;
use crate::Client;

/// The settings common to all reads of many items.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadSettings {
    pub(crate) ascending: bool,
    pub(crate) consistent: bool,
    pub(crate) skip_bad: bool,
    pub(crate) limit: Option<usize>,
    pub(crate) skip: usize,
    pub(crate) visibility: Visibility,
}

impl Default for ReadSettings {
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

impl ReadSettings {
    /// Limits the read to one item, or to none if the limit was 0.
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
