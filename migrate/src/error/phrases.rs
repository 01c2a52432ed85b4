//! Phrases of messages: how far a run is, and which items are meant.

use std::fmt::Write as _;

use crate::rewrite::Reject;
use crate::run::{Direction, Status};
use crate::verify::Verification;

/// How far a run is, in words. That it failed is said of all that is done with it.
pub(crate) fn standing(direction: Direction, status: Status) -> String {
    match (direction, status) {
        (Direction::Down, Status::Failed) => format!("{status} while it was taken back"),
        (Direction::Contract, Status::Failed) => format!("{status} during the contract"),
        _ => status.to_string(),
    }
}

/// What can be done with a run on which nobody works.
pub(super) fn next(status: Status) -> &'static str {
    match status {
        Status::Applied | Status::Reverted => {
            "`dynamite-gen migrate run NAME --again` does it once more"
        }
        Status::Contracted => "nothing is left to do",
        _ => "`dynamite-gen migrate run` begins it",
    }
}

/// What is left to do, and what can be done about it.
pub(super) fn left(found: &Verification) -> String {
    let mut left = found.tables.clone();
    let has_items = found.remaining + found.rejected > 0;
    if has_items {
        left.push(format!(
            "{} left to do, and {} that cannot be rewritten, such as {}",
            counted(found.remaining),
            found.rejected,
            found
                .first
                .iter()
                .map(|it| &*it.key)
                .collect::<Vec<_>>()
                .join("; ")
        ));
    }
    let of_items = if has_items {
        "; if newer programs have written since, say what becomes of former attributes that differ: `--changed \
         keep` or `remove`, and `remove-all` for those in whose place there is nothing any more"
    } else {
        ""
    };
    format!("{}: run it again first{of_items}", left.join("; "))
}

/// A number of items, in words.
pub(super) fn counted(items: u64) -> String {
    match items {
        1 => "1 item".to_owned(),
        _ => format!("{items} items"),
    }
}

/// The first items that a message is about, a line for each.
pub(super) fn listed(first: &[Reject]) -> String {
    let mut lines = String::new();
    for reject in first {
        // Writing to a string cannot fail.
        let _ = write!(lines, "\n  {reject}");
    }
    lines
}
