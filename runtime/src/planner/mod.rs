//! From a condition to the access plan that serves it: by key, through an index, or by a scan.
//!
//! The top-level `AND` of a condition is taken apart. What fixes a key becomes the key condition,
//! what DynamoDB can filter becomes the filter, and what it cannot is checked on what it returns.
//! Nothing here sends anything or knows a model's type.

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

/// What is to be found, and what is said of the access path.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) model: &'static ModelDescriptor,
    /// What has to hold, which items are shown included.
    pub(crate) condition: Conjunction,
    /// The attributes that are returned; `None` for all of an item.
    pub(crate) returned: Option<Vec<&'static str>>,
    /// The only access path to take, if one is named.
    pub(crate) through: Option<AccessPath>,
    /// Whether items may be read by the keys that an index gives.
    pub(crate) may_fetch: bool,
    /// The attribute that items are to be ordered by.
    pub(crate) order: Order,
    pub(crate) consistent: bool,
}

/// An access path that is named: the primary key, or an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccessPath {
    PrimaryKey,
    Index(&'static str),
}

/// The order that items are to come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Whatever the access path gives.
    Any,
    /// That of the sort key, whichever it is, or that in which keys are given: its direction is
    /// asked for.
    SortKey,
    /// That of this attribute.
    By(&'static str),
}

/// The access plan that was chosen.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) access: Access,
    /// What DynamoDB filters.
    pub(crate) filter: Conjunction,
    /// What is checked on the response, because DynamoDB takes no filter on it.
    pub(crate) checked: Conjunction,
    /// Whether items are read by the keys that the response holds; the whole condition is then
    /// checked on them.
    pub(crate) fetches: bool,
}

/// How items are reached.
#[derive(Clone, Debug)]
pub(crate) enum Access {
    /// By their primary keys, in this order.
    Keys {
        keys: Vec<Attributes>,
        /// The attribute that they come ordered by; `None` for the order in which they are given.
        order: Option<&'static str>,
    },
    /// By a key condition on the primary key, or on an index.
    Query {
        index: Option<&'static IndexDescriptor>,
        key: Conjunction,
        /// The attribute that items come ordered by.
        order: Option<&'static str>,
    },
    /// All of them. What would be the index for it, if there can be one.
    Scan { suggestion: Option<String> },
}

/// The access plan of a question.
///
/// # Errors
/// [`PlanError::AccessPath`] when no access path, or more than one, does what is asked, and
/// [`PlanError::Expression`] for values that a key cannot have. That nothing serves is no error: it
/// is a scan.
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

/// Every key and index whose partition key the condition fixes, and that has all items for which
/// the condition holds.
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
