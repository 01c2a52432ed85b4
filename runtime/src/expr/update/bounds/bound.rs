//! Bounds on stored values that an update changes without knowing them.
//!
//! DynamoDB performs additions to numbers and collections, so the field's rules become a condition
//! of the update.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::Exempt;
use super::exempt::Exemptions;
use crate::expr::limit::{Limit, signed};
use crate::expr::range::RangeLimit;
use crate::expr::{Comparison, Condition, find};
use crate::path::DocumentPath;
use crate::rules::Violation;
use crate::types::Decimal;

/// A bound on the stored value that keeps a field rule or the range of the type.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    path: DocumentPath,
    limit: Limit,
    /// `true` if an absent value keeps the rule.
    absent_is_fine: bool,
    /// Number of changes that each add or remove a member.
    changes: usize,
    /// Exemptions of changes that do not change the length.
    exempt: Exemptions,
    broken: Broken,
}

/// The violation of a value outside a bound.
#[derive(Clone, Debug)]
enum Broken {
    Rule(Violation),
    /// The range of the type. The message is computed on demand: most updates never need it.
    Type(fn() -> String),
}

impl Bound {
    /// Makes the bound of a number by the range of its type; `None` if one of its rules is at least
    /// as strict. An absent value counts as zero.
    pub(crate) fn of_range(path: &DocumentPath, range: RangeLimit, rules: &[Self]) -> Option<Self> {
        let RangeLimit { limit, broken } = range;
        let is_implied = rules.iter().any(|rule| rule.limit.implies(limit));
        (!is_implied).then(|| {
            let absent_is_fine = limit.allows(Decimal::ZERO);
            Self::new(path, limit, absent_is_fine, Broken::Type(broken))
        })
    }

    /// Makes the bound of a field rule.
    pub(super) fn of_rule(
        path: &DocumentPath,
        limit: Limit,
        absent_is_fine: bool,
        broken: Violation,
    ) -> Self {
        Self::new(path, limit, absent_is_fine, Broken::Rule(broken))
    }

    fn new(path: &DocumentPath, limit: Limit, absent_is_fine: bool, broken: Broken) -> Self {
        Self {
            path: path.clone(),
            limit,
            absent_is_fine,
            changes: 1,
            exempt: Exemptions::default(),
            broken,
        }
    }

    /// Exempts a change that does not change the length.
    pub(crate) fn unless(self, exempt: Option<Exempt>) -> Self {
        let exempt = Exemptions::of(exempt);
        Self { exempt, ..self }
    }

    /// Returns the bound of a change that starts from this value if there is none.
    pub(crate) fn starting_from(self, value: &AttributeValue) -> Self {
        let item = HashMap::from([(self.path.root.to_owned(), value.clone())]);
        let absent_is_fine = match value {
            AttributeValue::N(_) => self.limit_allows(value),
            _ => self.broken_by(&item).is_none(),
        };
        Self {
            absent_is_fine,
            ..self
        }
    }

    fn limit_allows(&self, number: &AttributeValue) -> bool {
        let number = number.as_n().ok().and_then(|text| text.parse().ok());
        number.is_some_and(|number| self.limit.allows(number))
    }

    /// Returns `true` if another bound is of the same rule and field.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (&self.path, self.limit) == (&other.path, other.limit)
    }

    /// Merges the changes of another bound of the same rule and field, in one update.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            changes: self.changes + other.changes,
            exempt: self.exempt.with(other.exempt),
            ..self
        }
    }

    /// Returns the limit on the stored value if this many changes add or remove a member.
    fn limit_of(&self, changes: usize) -> Limit {
        let others = signed(changes).saturating_sub(1);
        match self.limit {
            Limit::LengthAtLeast(least) => Limit::LengthAtLeast(least.saturating_add(others)),
            Limit::LengthAtMost(most) => Limit::LengthAtMost(most.saturating_sub(others)),
            number @ (Limit::AtLeast(_) | Limit::AtMost(_)) => number,
        }
    }

    /// Returns the condition that the stored value is within the bound.
    pub(crate) fn condition<M>(&self) -> Condition<M> {
        let all_count = self.within(self.limit_of(self.changes));
        let exempt = (1..=self.exempt.len()).filter_map(|exempt| {
            let are_exempt = self.exempt.at_least(exempt)?;
            Some(match self.changes - exempt {
                0 => are_exempt,
                others => are_exempt.and(self.within(self.limit_of(others))),
            })
        });
        exempt.fold(all_count, Condition::or)
    }

    fn within<M>(&self, limit: Limit) -> Condition<M> {
        let path = self.path.clone();
        match limit {
            // An absent value passes both comparisons, so it needs no condition of its own.
            Limit::AtLeast(least) if self.absent_is_fine => {
                !Condition::compare_number(path, Comparison::Lt, least)
            }
            Limit::AtMost(most) if self.absent_is_fine => {
                !Condition::compare_number(path, Comparison::Gt, most)
            }
            Limit::AtLeast(least) => Condition::compare_number(path, Comparison::Ge, least),
            Limit::AtMost(most) => Condition::compare_number(path, Comparison::Le, most),
            Limit::LengthAtLeast(least) => self.length(Comparison::Ge, least),
            Limit::LengthAtMost(most) => self.length(Comparison::Le, most),
        }
    }

    fn length<M>(&self, comparison: Comparison, length: i64) -> Condition<M> {
        let within = Condition::compare_size(self.path.clone(), comparison, length);
        if self.absent_is_fine {
            within.or(Condition::is_absent(&self.path))
        } else {
            within
        }
    }

    /// Returns the violation if the stored item is not within the bound.
    pub(crate) fn broken_by(&self, item: &HashMap<String, AttributeValue>) -> Option<Violation> {
        let changes = self.changes - self.exempt.count(item);
        if changes == 0 {
            return None;
        }
        let limit = self.limit_of(changes);
        let within = match (find(item, &self.path), limit) {
            (None | Some(AttributeValue::Null(_)), _) => self.absent_is_fine,
            (Some(AttributeValue::N(stored)), Limit::AtLeast(_) | Limit::AtMost(_)) => {
                stored.parse().is_ok_and(|it| limit.allows(it))
            }
            // The stored value is of another type.
            (Some(_), Limit::AtLeast(_) | Limit::AtMost(_)) => false,
            (Some(stored), Limit::LengthAtLeast(least)) => signed(members(stored)) >= least,
            (Some(stored), Limit::LengthAtMost(most)) => signed(members(stored)) <= most,
        };
        (!within).then(|| match &self.broken {
            Broken::Rule(violation) => violation.clone(),
            Broken::Type(sentence) => Violation {
                path: self.path.to_string(),
                rule: "type",
                message: sentence(),
            },
        })
    }
}

/// Returns the number of members of a collection.
pub(crate) fn members(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::L(elements) => elements.len(),
        AttributeValue::Ss(members) | AttributeValue::Ns(members) => members.len(),
        AttributeValue::Bs(members) => members.len(),
        AttributeValue::M(entries) => entries.len(),
        _ => 0,
    }
}
