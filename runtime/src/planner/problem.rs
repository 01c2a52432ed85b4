//! Errors of access paths.

use std::fmt;

use super::key_path::KeyPath;
use super::{AccessPath, Order, Question, suggestion};
use crate::expr::ExpressionError;

/// The reason why items cannot be read as requested. Detected before any request is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessPathProblem {
    /// Several indexes serve the condition equally well.
    SeveralIndexes {
        /// The model.
        model: &'static str,
        /// The indexes.
        indexes: Vec<&'static str>,
    },
    /// The chosen access path does not give the items in this order.
    NotOrdered {
        /// The model.
        model: &'static str,
        /// The attribute; `None` if only a direction was requested.
        attribute: Option<&'static str>,
        /// The index that serves the condition; `None` for the primary key, or for a scan.
        index: Option<&'static str>,
    },
    /// Only a global index serves the condition, and global indexes have no consistent reads.
    NotConsistent {
        /// The model.
        model: &'static str,
        /// The index.
        index: &'static str,
    },
    /// The named index does not serve the condition: the condition does not fix its partition key,
    /// or the index lacks items for which the condition holds.
    NotServed {
        /// The model.
        model: &'static str,
        /// The index; `None` for the primary key.
        index: Option<&'static str>,
        /// The field of its key without which items for which the condition may hold are not in it.
        lacked: Option<&'static str>,
    },
}

/// The reason why there is no access plan: an invalid access path or an invalid condition.
#[derive(Debug)]
pub(crate) enum PlanError {
    AccessPath(AccessPathProblem),
    Expression(ExpressionError),
}

impl From<AccessPathProblem> for PlanError {
    fn from(problem: AccessPathProblem) -> Self {
        Self::AccessPath(problem)
    }
}

impl From<ExpressionError> for PlanError {
    fn from(error: ExpressionError) -> Self {
        Self::Expression(error)
    }
}

impl AccessPathProblem {
    pub(super) fn several(question: &Question, indexes: Vec<&'static str>) -> Self {
        Self::SeveralIndexes {
            model: question.model.name,
            indexes,
        }
    }

    pub(super) fn not_ordered(question: &Question, access_path: Option<AccessPath>) -> Self {
        Self::NotOrdered {
            model: question.model.name,
            attribute: match question.order {
                Order::By(attribute) => Some(attribute),
                Order::Any | Order::SortKey => None,
            },
            index: access_path.and_then(AccessPath::index),
        }
    }

    pub(super) fn not_consistent(question: &Question, access_path: AccessPath) -> Self {
        Self::NotConsistent {
            model: question.model.name,
            index: access_path.index().unwrap_or_default(),
        }
    }

    pub(super) fn not_served(question: &Question, access_path: AccessPath) -> Self {
        let mut all = KeyPath::all(question.model.table);
        let key_path = all.find(|it| it.access_path() == access_path);
        Self::NotServed {
            model: question.model.name,
            index: access_path.index(),
            lacked: key_path.and_then(|it| suggestion::lacked(it, question)),
        }
    }
}

impl AccessPath {
    fn index(self) -> Option<&'static str> {
        match self {
            Self::PrimaryKey => None,
            Self::Index(name) => Some(name),
        }
    }
}

impl fmt::Display for AccessPathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SeveralIndexes { model, indexes } => write!(
                f,
                "`{}` answer this condition on {model} equally well: say which by `.via::<..>()`, \
                 with the marker type of one of them",
                indexes.join("` and `")
            ),
            Self::NotOrdered {
                model,
                attribute,
                index,
            } => {
                let path = index.map_or_else(
                    || "the way to these items".to_owned(),
                    |index| format!("index `{index}`"),
                );
                match attribute {
                    Some(attribute) => write!(
                        f,
                        "{path} does not order {model} by `{attribute}`: order by its sort key, go \
                         `.via::<..>()` an index with that sort key, or read everything and sort it \
                         by `.order_in_memory(..)`"
                    ),
                    None => write!(
                        f,
                        "{path} has no sort key that {model} could be read backwards by, which is what \
                         `.descending()` and `.last()` do: leave them out, or read everything and \
                         sort it by `.order_in_memory(..)`"
                    ),
                }
            }
            Self::NotConsistent { model, index } => write!(
                f,
                "{model} is found through global index `{index}`, which has no consistent reads: \
                 leave out `.consistent()`, or find by the primary key or a local index"
            ),
            Self::NotServed {
                model,
                index: Some(index),
                lacked: Some(lacked),
            } => write!(
                f,
                "this condition on {model} cannot be answered: {}",
                suggestion::lacks_items(index, lacked)
            ),
            Self::NotServed {
                model,
                index: Some(index),
                lacked: None,
            } => write!(
                f,
                "index `{index}` does not answer this condition on {model}: give every attribute of \
                 its partition key by `eq`, and, if it is sparse, a condition that only items in it \
                 meet"
            ),
            Self::NotServed {
                model, index: None, ..
            } => write!(
                f,
                "the primary key does not answer this condition on {model}: give its partition key \
                 by `eq`"
            ),
        }
    }
}

impl std::error::Error for AccessPathProblem {}
