//! The planner, which finds the access plan for a condition: by key, through an index, or by a
//! scan.
//!
//! The top-level `AND` of a condition is split. The conditions that fix a key become the key
//! condition, those that DynamoDB can filter by become the filter, and the others are checked on
//! the response. The planner sends nothing and does not depend on a model's type.

mod candidate;
mod choice;
mod conjunct;
mod key_path;
mod keys;
mod problem;
mod sort_key;
mod suggestion;
#[cfg(test)]
mod tests;

pub use problem::AccessPathProblem;
pub(crate) use problem::PlanError;

use crate::expr::{Conjunction, ExpressionError};
use crate::item::Attributes;
use crate::model::{IndexDescriptor, ModelDescriptor};

use candidate::Candidate;
use key_path::KeyPath;

/// The requested items, with constraints on the access path.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) model: &'static ModelDescriptor,
    /// The condition, which includes the visibility of items.
    pub(crate) condition: Conjunction,
    /// The returned attributes; `None` for whole items.
    pub(crate) returned: Option<Vec<&'static str>>,
    /// The required access path, if one is named.
    pub(crate) through: Option<AccessPath>,
    /// `true` if items may be read by the keys that an index returns.
    pub(crate) may_fetch: bool,
    /// The requested order of items.
    pub(crate) order: Order,
    pub(crate) consistent: bool,
}

/// A named access path: the primary key, or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccessPath {
    PrimaryKey,
    Index(&'static str),
}

/// A requested order of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The order of the access path.
    Any,
    /// The order of any sort key, or that of given keys: only a direction is requested.
    SortKey,
    /// The order of this attribute.
    By(&'static str),
}

/// A chosen access plan.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) access: Access,
    /// The conditions that DynamoDB filters by.
    pub(crate) filter: Conjunction,
    /// The conditions that are checked on the response, because DynamoDB rejects filters on them.
    pub(crate) checked: Conjunction,
    /// `true` if items are read by the keys in the response; the whole condition is then checked on
    /// them.
    pub(crate) fetches: bool,
}

/// The access to items.
#[derive(Clone, Debug)]
pub(crate) enum Access {
    /// By their primary keys, in this order.
    Keys {
        keys: Vec<Attributes>,
        /// The attribute that items are ordered by; `None` for the given order.
        order: Option<&'static str>,
    },
    /// By a key condition on the primary key, or on an index.
    Query {
        index: Option<&'static IndexDescriptor>,
        key: Conjunction,
        /// The attribute that items are ordered by.
        order: Option<&'static str>,
    },
    /// All items. The suggestion describes an index to avoid the scan, if there can be one.
    Scan { suggestion: Option<String> },
}

/// Returns the access plan of a question.
///
/// # Errors
/// [`PlanError::AccessPath`] when no access path, or more than one, meets the request, and
/// [`PlanError::Expression`] for values that a key cannot have. A condition without an access path
/// is not an error, but a scan.
pub(crate) fn plan(question: &Question) -> Result<Plan, PlanError> {
    if let Some(keys) = keys::of(question)? {
        return Ok(Plan {
            access: Access::Keys {
                keys,
                order: match question.order {
                    Order::By(attribute) => Some(attribute),
                    Order::Any | Order::SortKey => None,
                },
            },
            filter: Conjunction::default(),
            checked: Conjunction::default(),
            fetches: true,
        });
    }
    let serving = serving(question)?;
    match choice::choose(question, serving)? {
        Some(candidate) => Ok(candidate.into_path(question)),
        None => scan(question),
    }
}

/// Returns every key whose partition key the condition fixes, and that has all items for which the
/// condition holds.
fn serving(question: &Question) -> Result<Vec<Candidate>, ExpressionError> {
    let key_paths = KeyPath::all(question.model.table);
    let mut serving = Vec::new();
    for key_path in key_paths.filter(|it| {
        question
            .through
            .is_none_or(|through| it.access_path() == through)
    }) {
        serving.extend(Candidate::of(key_path, question)?);
    }
    Ok(serving)
}

fn scan(question: &Question) -> Result<Plan, PlanError> {
    if let Some(through) = question.through {
        return Err(AccessPathProblem::not_served(question, through).into());
    }
    if question.order != Order::Any {
        return Err(AccessPathProblem::not_ordered(question, None).into());
    }
    Ok(Plan {
        access: Access::Scan {
            suggestion: suggestion::of(question),
        },
        filter: question.condition.clone(),
        checked: Conjunction::default(),
        fetches: false,
    })
}
