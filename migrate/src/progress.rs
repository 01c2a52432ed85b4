//! What an engine tells while it works.

use std::time::Duration;

use dynamite::client::Consumed;

use crate::owner::Owner;
use crate::report::Counts;
use crate::rewrite::Reject;
use crate::survey::Survey;

/// Receives the events of an engine. Closures do.
///
/// It is called between requests and must not block.
pub trait Progress: Send + Sync {
    /// Receives an event.
    fn event(&self, event: &Event<'_>);
}

impl<F: Fn(&Event<'_>) + Send + Sync> Progress for F {
    fn event(&self, event: &Event<'_>) {
        self(event);
    }
}

/// What has happened in a run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Another worker has the run; this one waits for it.
    Waiting {
        /// The other worker.
        holder: &'a Owner,
        /// The time after which this one takes over if there is no sign of life of the other.
        left: Duration,
    },
    /// Nobody has the run, but requests that had no response may still arrive, and this one may not begin
    /// (or open a gate) before they cannot: it waits for as long as DynamoDB accepts them.
    WaitingForRequests {
        /// The time that is left.
        left: Duration,
    },
    /// All items of a pass are surveyed, before the first of them is changed.
    SurveyStarted {
        /// The name of the pass.
        pass: &'a str,
    },
    /// All items of a pass were surveyed.
    SurveyDone {
        /// The name of the pass.
        pass: &'a str,
        /// What was found.
        survey: &'a Survey,
    },
    /// Work on a pass begins, or goes on.
    PassStarted {
        /// The name of the pass.
        pass: &'a str,
        /// What earlier workers did in it.
        counts: Counts,
    },
    /// A page was read, all of its writes were acknowledged, and the checkpoint was stored.
    PageDone {
        /// The name of the pass.
        pass: &'a str,
        /// The number of the segment, from 0.
        segment: u16,
        /// What became of the items of the page.
        page: Counts,
        /// What became of the items of the segment so far.
        counts: Counts,
        /// What this engine has consumed so far.
        consumed: Consumed,
    },
    /// An item could not be rewritten.
    Rejected {
        /// The name of the pass.
        pass: &'a str,
        /// The item and the reason.
        reject: &'a Reject,
    },
    /// A verification has found an item with something left to do, and is to [tell](crate::Options::tells_all)
    /// of all of them.
    LeftToDo {
        /// The item, and what is left to do or why it cannot be rewritten.
        reject: &'a Reject,
    },
    /// All segments of a pass are done.
    PassDone {
        /// The name of the pass.
        pass: &'a str,
        /// What became of its items.
        counts: Counts,
    },
    /// A change of a table has to wait.
    WaitingForTable {
        /// The change.
        change: &'a str,
        /// What it waits for.
        what: &'a str,
    },
    /// A change of a table is made.
    TableChanged {
        /// The change.
        change: &'a str,
    },
    /// The run has the attribute `pause`: nothing is sent until that is removed.
    Paused,
    /// The attribute `pause` was removed.
    Resumed,
}
