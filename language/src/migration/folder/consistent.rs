//! A folder whose list of migrations can be relied on.

use std::fmt;

use super::MigrationFolder;
use crate::migration::{MigrationName, Order, OrderProblem, UnreadableOrder};

/// Why the list of migrations of a folder cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InconsistentFolder {
    /// The list cannot be read.
    Unreadable(UnreadableOrder),
    /// The list and the files differ.
    Differs(OrderProblem),
    /// Two migrations have the same number.
    SameNumber([MigrationName; 2]),
}

impl MigrationFolder {
    /// Returns the list of migrations, if it is one of these files.
    ///
    /// # Errors
    /// The first reason why it is not.
    pub fn consistent_order(&self) -> Result<Order, InconsistentFolder> {
        let order = self.order().map_err(InconsistentFolder::Unreadable)?;
        if let Some(problem) = order.compare(&self.migrations).into_iter().next() {
            return Err(InconsistentFolder::Differs(problem));
        }
        match self.same_numbers().first() {
            Some(both) => Err(InconsistentFolder::SameNumber(both.map(Clone::clone))),
            None => Ok(order),
        }
    }
}

impl fmt::Display for InconsistentFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "order.sum cannot be read: {reason}"),
            Self::Differs(problem) => problem.fmt(f),
            Self::SameNumber([one, other]) => write!(f, "{one} and {other} have the same number"),
        }
    }
}

impl std::error::Error for InconsistentFolder {}
