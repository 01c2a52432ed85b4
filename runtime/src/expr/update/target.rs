//! Targets of actions, with the bounds that keep their rules.

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, ActionResult, PathChange, Refusal};
use super::bounds::{Bound, Exempt, Growth, bounds};
use crate::codec::{Attribute, Handle};
use crate::expr::field_capabilities::Capabilities;
use crate::expr::into_value::IntoValue;
use crate::expr::range::RangeLimit;
use crate::path::{Above, DocumentPath, Path, Step};
use crate::rules::{Checker, Rules};
use crate::types::Decimal;

/// A path with the rules of its field and those of the containing fields.
pub(super) struct ActionTarget {
    pub(super) path: DocumentPath,
    pub(super) rules: Option<&'static Rules>,
    above: Vec<Above>,
    /// The value that an absent attribute has.
    absent: Option<AttributeValue>,
}

impl ActionTarget {
    pub(super) fn of<H: Handle<Capabilities: Capabilities>>(handle: H) -> Self {
        let Path {
            path, rules, above, ..
        } = handle.into_path();
        Self {
            path,
            rules,
            above,
            absent: H::Capabilities::absent(),
        }
    }

    /// Returns the element at this index of the list at this path.
    pub(super) fn element(mut self, index: usize) -> Self {
        if let Some(rules) = self.rules.take() {
            let depth = self.path.rest.len();
            self.above.push(Above { depth, rules });
        }
        self.path.rest.push(Step::Element(index));
        self
    }

    /// Makes an action with a checked value, or without a value.
    pub(super) fn changed(self, change: PathChange) -> ActionResult {
        self.action(change, Vec::new())
    }

    /// Makes an action that adds to a number, within the range of its type.
    pub(super) fn counted(
        self,
        change: PathChange,
        by: Decimal,
        range: Option<RangeLimit>,
    ) -> ActionResult {
        let mut own = self.own_bounds(&change, Growth::By(by))?;
        own.extend(range.and_then(|range| Bound::of_range(&self.path, range, &own)));
        let absent = self.absent.clone();
        let mut action = self.action(change, own)?;
        if let (Some(action), Some(value)) = (&mut action, absent) {
            action.add_to(value);
        }
        Ok(action)
    }

    /// Makes an action that grows or shrinks a collection of unknown contents.
    pub(super) fn grown(self, change: PathChange, growth: Growth) -> ActionResult {
        let own = self.own_bounds(&change, growth)?;
        self.action(change, own)
    }

    fn own_bounds(&self, change: &PathChange, growth: Growth) -> Result<Vec<Bound>, Refusal> {
        let own = match self.rules {
            Some(rules) => bounds(rules, &self.path, growth).map_err(Refusal::Rules)?,
            None => Vec::new(),
        };
        let exempt = Exempt::of_member(&self.path, change);
        let own = own.into_iter().map(|bound| bound.unless(exempt.clone()));
        Ok(own.collect())
    }

    fn action(self, change: PathChange, mut own: Vec<Bound>) -> ActionResult {
        for above in &self.above {
            own.extend(self.bounds_above(above, &change)?);
        }
        let action = Action::new(self.path, change);
        Ok(Some(Action {
            bounds: own,
            ..action
        }))
    }

    /// Returns the bounds that a change inside a field needs by that field's rules: a list or map
    /// may gain or lose a member.
    fn bounds_above(&self, above: &Above, change: &PathChange) -> Result<Vec<Bound>, Refusal> {
        let (way, rest) = self.path.rest.split_at(above.depth);
        let field = DocumentPath {
            root: self.path.root,
            rest: way.to_vec(),
        };
        let path = self.path.clone();
        let (growth, exempt) = match (rest.len(), change) {
            (1, PathChange::Remove) => (Growth::Shorter(1), Some(Exempt::Absent(path))),
            (1, _) => (Growth::With, Some(Exempt::Present(path))),
            _ => (Growth::Inside, None),
        };
        let bounds = bounds(above.rules, &field, growth).map_err(Refusal::Rules)?;
        let bounds = bounds.into_iter().map(|bound| bound.unless(exempt.clone()));
        Ok(bounds.collect())
    }
}

/// Normalizes and checks a new value of a field.
pub(super) fn accepted<A: Attribute>(
    value: impl IntoValue<A>,
    path: String,
    rules: Option<&'static Rules>,
) -> Result<A::Value, Refusal> {
    let mut value = value.into_value();
    if let Some(rules) = rules {
        rules.normalize::<A>(&mut value);
    }
    A::normalize(&mut value);
    let mut checker = Checker::at(path);
    checker.value::<A>(&value, rules);
    match checker.into_violations() {
        violations if violations.is_empty() => Ok(value),
        violations => Err(Refusal::Rules(violations)),
    }
}
