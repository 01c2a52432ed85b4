//! Debug output of expressions, with `?` for each value: values may be sensitive.

use std::fmt;

use super::condition::{describe, describe_all};
use super::update::describe_update;
use crate::expr::condition::{Condition, Conjunction};
use crate::expr::key_condition::KeyCondition;
use crate::expr::update::UpdateExpression;

impl<M> fmt::Debug for Condition<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Ok(node) => write!(f, "Condition({})", describe(node.clone())),
            Err(error) => write!(f, "Condition({error:?})"),
        }
    }
}

impl Conjunction {
    /// Renders the conditions for messages, with `?` for each value; `None` if there are none.
    pub(crate) fn describe(&self) -> Option<String> {
        (!self.is_empty()).then(|| describe_all(self.nodes().to_vec()))
    }
}

impl fmt::Debug for Conjunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&describe_all(self.nodes().to_vec()))
    }
}

impl fmt::Debug for KeyCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            None => write!(f, "KeyCondition({})", describe_all(self.nodes.clone())),
            Some(problem) => write!(f, "KeyCondition({problem:?})"),
        }
    }
}

impl<M> fmt::Debug for UpdateExpression<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            None => write!(
                f,
                "UpdateExpression({})",
                describe_update(self.actions.clone())
            ),
            Some(problem) => write!(f, "UpdateExpression({problem:?})"),
        }
    }
}
