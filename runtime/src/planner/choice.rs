//! The choice among candidate access paths.

use super::candidate::Candidate;
use super::{AccessPathProblem, Order, PlanError, Question};
use crate::expr::ExpressionError;

/// Returns the best candidate; `None` if there are none.
///
/// # Errors
/// [`PlanError::AccessPath`] when none meets the request, or several do equally well.
pub(super) fn choose(
    question: &Question,
    serving: Vec<Candidate>,
) -> Result<Option<Candidate>, PlanError> {
    if serving.is_empty() {
        return Ok(None);
    }
    let serving = consistent(question, serving)?;
    let serving = ordered(question, serving)?;
    let best = best(question, serving)?;
    if let Some(candidate) = &best
        && candidate.fetches
        && !question.may_fetch
        && let Some((attribute, index)) =
            (candidate.missing(question)).zip(candidate.key_path.index.map(|index| index.name))
    {
        return Err(ExpressionError::NotProjected { attribute, index }.into());
    }
    Ok(best)
}

/// Keeps the candidates with consistent reads, if these are requested.
fn consistent(question: &Question, serving: Vec<Candidate>) -> Result<Vec<Candidate>, PlanError> {
    if !question.consistent {
        return Ok(serving);
    }
    let (global, consistent): (Vec<_>, Vec<_>) =
        serving.into_iter().partition(|it| it.key_path.is_global());
    match (global.first(), consistent.is_empty()) {
        (Some(global), true) => {
            Err(AccessPathProblem::not_consistent(question, global.key_path.access_path()).into())
        }
        _ => Ok(consistent),
    }
}

/// Keeps the candidates with the requested order.
fn ordered(question: &Question, serving: Vec<Candidate>) -> Result<Vec<Candidate>, PlanError> {
    let gives_order = |candidate: &Candidate| match question.order {
        Order::Any => true,
        Order::SortKey => !candidate.ordered_by.is_empty(),
        Order::By(attribute) => candidate.ordered_by.contains(&attribute),
    };
    let (ordered, others): (Vec<_>, Vec<_>) = serving.into_iter().partition(gives_order);
    match (ordered.is_empty(), others.first()) {
        (true, Some(other)) => {
            Err(AccessPathProblem::not_ordered(question, Some(other.key_path.access_path())).into())
        }
        _ => Ok(ordered),
    }
}

fn best(question: &Question, mut serving: Vec<Candidate>) -> Result<Option<Candidate>, PlanError> {
    let best = serving.iter().map(|it| it.rank).max();
    serving.retain(|candidate| Some(candidate.rank) == best);
    if serving.len() > 1 {
        let indexes = serving.iter().filter_map(|it| it.key_path.index);
        let indexes = indexes.map(|index| index.name).collect();
        return Err(AccessPathProblem::several(question, indexes).into());
    }
    Ok(serving.pop())
}
