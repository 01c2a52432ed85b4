//! Bounds of what DynamoDB makes of a value that the update does not know.
//!
//! Adding to a number or a collection happens in DynamoDB, so the rules of the field become a
//! condition of the update.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::exempt::Exemptions;
use super::limit::Limit;
use super::{Exempt, Rule, Rules, Violation};
use crate::expr::{Comparison, Condition, DocumentPath, find};
use crate::types::Decimal;

/// What the stored value has to be, so that the update keeps a rule, or the range of its type.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    path: DocumentPath,
    limit: Limit,
    /// Whether the rule is kept when there is no value yet.
    absent_is_fine: bool,
    /// How many changes it is of, each of which adds or removes a member.
    changes: usize,
    /// Which of them leave the value as long as it is.
    exempt: Exemptions,
    broken: Broken,
}

/// What a value outside of a bound breaks.
#[derive(Clone, Debug)]
enum Broken {
    Rule(Violation),
    /// The range of the type. What to say is asked for when it is said: most updates never do.
    Type(fn() -> String),
}

/// What an update adds to a value.
#[derive(Clone, Copy)]
pub(crate) enum Growth {
    /// A number, which may be negative.
    By(Decimal),
    /// So many members more, at most.
    Longer(usize),
    /// A member that it may have already.
    With,
    /// So many members less, at most.
    Shorter(usize),
    /// Nothing: something inside it changes.
    Inside,
}

/// The bounds of adding to a field.
///
/// # Errors
/// The rules that it would break whatever is stored, and those that cannot be kept by a condition.
pub(crate) fn bounds(
    rules: &Rules,
    path: &DocumentPath,
    growth: Growth,
) -> Result<Vec<Bound>, Vec<Violation>> {
    let mut bounds = Vec::new();
    let mut broken = Vec::new();
    for check in rules.checks {
        let violation = |message: String| Violation {
            path: path.to_string(),
            rule: check.rule.name(),
            message: check.message.map_or(message, str::to_owned),
        };
        match limit(&check.rule, growth) {
            Bounded::Always => {}
            Bounded::Within(limit, absent_is_fine) => bounds.push(Bound {
                path: path.clone(),
                limit,
                absent_is_fine,
                changes: 1,
                exempt: Exemptions::default(),
                broken: Broken::Rule(violation(check.rule.sentence())),
            }),
            Bounded::Never => broken.push(violation(check.rule.sentence())),
            Bounded::Unknown => broken.push(violation(unknown(&check.rule).to_owned())),
        }
    }
    if broken.is_empty() {
        Ok(bounds)
    } else {
        Err(broken)
    }
}

/// Why no condition can tell whether a rule is kept.
fn unknown(rule: &Rule) -> &'static str {
    match rule {
        Rule::Min(_) | Rule::Max(_) => {
            "is so far from its bound that the difference has more than 38 digits: read the item and \
             set it"
        }
        _ => "is checked by a function, which has to see the whole value: read the item and set it",
    }
}

enum Bounded {
    /// The rule is kept whatever is stored.
    Always,
    /// It is kept if the stored value is within this limit; the flag is for no value.
    Within(Limit, bool),
    /// It is broken whatever is stored.
    Never,
    /// No condition can tell.
    Unknown,
}

fn limit(rule: &Rule, growth: Growth) -> Bounded {
    match (rule, growth) {
        (Rule::Min(least), Growth::By(amount)) => match least.checked_sub(amount) {
            Ok(stored) => Bounded::Within(Limit::AtLeast(stored), amount >= *least),
            Err(_) => Bounded::Unknown,
        },
        (Rule::Max(most), Growth::By(amount)) => match most.checked_sub(amount) {
            Ok(stored) => Bounded::Within(Limit::AtMost(stored), amount <= *most),
            Err(_) => Bounded::Unknown,
        },
        (Rule::MaxLength(most), Growth::Longer(by)) if by > *most => Bounded::Never,
        (Rule::MaxLength(most), Growth::Longer(by)) => {
            Bounded::Within(Limit::LengthAtMost(signed(most - by)), true)
        }
        (Rule::MaxLength(_), Growth::With) => limit(rule, Growth::Longer(1)),
        (Rule::MinLength(least), Growth::Longer(by)) if by < *least => {
            Bounded::Within(Limit::LengthAtLeast(signed(least - by)), false)
        }
        (Rule::MinLength(least), Growth::Shorter(by)) => {
            Bounded::Within(Limit::LengthAtLeast(signed(least.saturating_add(by))), true)
        }
        (Rule::Rust(_), _) => Bounded::Unknown,
        _ => Bounded::Always,
    }
}

fn signed(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

impl Bound {
    /// The bound of a number by the range of its type. What is absent counts as zero.
    pub(super) fn of_type(path: &DocumentPath, limit: Limit, broken: fn() -> String) -> Self {
        Self {
            path: path.clone(),
            limit,
            absent_is_fine: limit.allows(Decimal::ZERO),
            changes: 1,
            exempt: Exemptions::default(),
            broken: Broken::Type(broken),
        }
    }

    /// Whether what keeps to it keeps to this limit.
    pub(super) fn implies(&self, limit: Limit) -> bool {
        self.limit.implies(limit)
    }

    /// The same bound, which does not hold where the value keeps its length.
    pub(crate) fn unless(self, exempt: Option<Exempt>) -> Self {
        let exempt = Exemptions::of(exempt);
        Self { exempt, ..self }
    }

    /// Whether another bound is of the same rule and the same field.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (&self.path, self.limit) == (&other.path, other.limit)
    }

    /// The bound of the changes of this one and of another that is like it, in one update.
    pub(crate) fn with(self, other: Self) -> Self {
        Self {
            changes: self.changes + other.changes,
            exempt: self.exempt.with(other.exempt),
            ..self
        }
    }

    /// What the value has to be if so many of the changes add or remove a member.
    fn limit_of(&self, changes: usize) -> Limit {
        let others = signed(changes).saturating_sub(1);
        match self.limit {
            Limit::LengthAtLeast(least) => Limit::LengthAtLeast(least.saturating_add(others)),
            Limit::LengthAtMost(most) => Limit::LengthAtMost(most.saturating_sub(others)),
            number @ (Limit::AtLeast(_) | Limit::AtMost(_)) => number,
        }
    }

    /// The condition that the stored value is within it.
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
            // What is absent is neither above nor below: it takes no condition of its own.
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

    /// The rule that is broken if the stored item is not within it.
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
            (Some(stored), Limit::LengthAtLeast(least)) => signed(members(stored)) >= least,
            (Some(stored), Limit::LengthAtMost(most)) => signed(members(stored)) <= most,
            _ => false,
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

/// How many members a collection has.
pub(crate) fn members(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::L(elements) => elements.len(),
        AttributeValue::Ss(members) | AttributeValue::Ns(members) => members.len(),
        AttributeValue::Bs(members) => members.len(),
        AttributeValue::M(entries) => entries.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::types::AttributeValue;

    use super::{Bound, Growth, bounds};
    use crate::dec;
    use crate::expr::DocumentPath;
    use crate::expr::path::Step;
    use crate::rules::{Check, Exempt, Rule, Rules, RustCheck};

    static PERCENT: Rules = Rules {
        normalize: &[],
        checks: &[
            Check::new(Rule::Min(dec!(0))),
            Check::new(Rule::Max(dec!(100))),
        ],
    };
    static FEW: Rules = Rules {
        normalize: &[],
        checks: &[
            Check::new(Rule::MinLength(1)),
            Check::new(Rule::MaxLength(3)),
        ],
    };

    static PAIRS: Rules = Rules {
        normalize: &[],
        checks: &[Check::new(Rule::MinLength(2))],
    };

    /// Whether the condition of growing a stored value holds.
    fn holds(rules: &Rules, growth: Growth, stored: impl Into<Option<AttributeValue>>) -> bool {
        let path = DocumentPath::attribute("it");
        let stored = stored.into().map(|value| ("it".to_owned(), value));
        let item: HashMap<_, _> = stored.into_iter().collect();
        bounds(rules, &path, growth)
            .is_ok_and(|bounds| bounds.iter().all(|it| it.broken_by(&item).is_none()))
    }

    fn number(text: &str) -> AttributeValue {
        AttributeValue::N(text.to_owned())
    }

    fn list(len: usize) -> AttributeValue {
        AttributeValue::L(vec![AttributeValue::Bool(true); len])
    }

    #[test]
    fn a_number_may_grow_up_to_its_bounds_and_no_further() {
        assert!(holds(&PERCENT, Growth::By(dec!(10)), number("90")));
        assert!(!holds(&PERCENT, Growth::By(dec!(10)), number("90.1")));
        assert!(holds(&PERCENT, Growth::By(dec!(-10)), number("10")));
        assert!(!holds(&PERCENT, Growth::By(dec!(-10)), number("9.9")));
        assert!(holds(&PERCENT, Growth::By(dec!(100)), None));
        assert!(!holds(&PERCENT, Growth::By(dec!(101)), None));
        assert!(!holds(&PERCENT, Growth::By(dec!(-1)), None));
        assert!(holds(
            &PERCENT,
            Growth::By(dec!(1)),
            AttributeValue::Null(true)
        ));
    }

    #[test]
    fn a_list_may_grow_and_shrink_within_its_bounds() {
        assert!(holds(&FEW, Growth::Longer(2), list(1)));
        assert!(!holds(&FEW, Growth::Longer(2), list(2)));
        assert!(!holds(&FEW, Growth::Longer(4), None));
        assert!(holds(&PAIRS, Growth::Longer(1), list(1)));
        assert!(holds(&PAIRS, Growth::Longer(2), None));
        assert!(!holds(&PAIRS, Growth::Longer(1), None));
        assert!(holds(&PAIRS, Growth::With, None));
        assert!(holds(&FEW, Growth::Shorter(1), list(2)));
        assert!(!holds(&FEW, Growth::Shorter(1), list(1)));
    }

    #[test]
    fn several_changes_of_one_list_count_together() {
        let path = DocumentPath::attribute("it");
        let item = HashMap::from([("it".to_owned(), list(2))]);
        let shorter = bounds(&FEW, &path, Growth::Shorter(1)).unwrap().remove(0);
        assert!(shorter.is_like(&shorter));
        assert_eq!(shorter.broken_by(&item), None);
        let with_another = shorter.clone().with(shorter.clone());
        assert_eq!(with_another.broken_by(&item).unwrap().rule, "min_length");
        let longer = bounds(&FEW, &path, Growth::Longer(1)).unwrap().remove(0);
        assert!(!longer.is_like(&shorter));
        assert_eq!(longer.broken_by(&item), None);
        // Not even an empty list has room for so many.
        let with_many = (0..9).fold(longer.clone(), |all, _| all.with(longer.clone()));
        let empty = HashMap::from([("it".to_owned(), list(0))]);
        assert_eq!(with_many.broken_by(&empty).unwrap().rule, "max_length");
    }

    /// Elements that are set behind the end of a list are appended.
    #[test]
    fn of_elements_that_are_set_those_behind_the_end_count() {
        for (len, set) in (0..5).flat_map(|len| (0..32_usize).map(move |set| (len, set))) {
            let indexes: Vec<_> = (0..5).filter(|index| set & (1 << index) != 0).collect();
            let each = indexes.iter().map(|index| {
                let exempt = Exempt::Present(DocumentPath {
                    root: "it",
                    rest: vec![Step::Element(*index)],
                });
                let path = DocumentPath::attribute("it");
                let bound = bounds(&FEW, &path, Growth::With).unwrap().remove(0);
                bound.unless(Some(exempt))
            });
            let Some(together) = each.reduce(Bound::with) else {
                continue;
            };
            let behind = indexes.iter().filter(|index| **index >= len).count();
            let item = HashMap::from([("it".to_owned(), list(len))]);
            let is_kept = behind == 0 || len + behind <= 3;
            let broken = together.broken_by(&item);
            assert_eq!(broken.is_none(), is_kept, "{len} {indexes:?}");
        }
    }

    #[test]
    fn a_change_inside_a_value_asks_functions_alone() {
        static FUNCTION: Rules = Rules {
            normalize: &[],
            checks: &[Check::new(Rule::Rust(RustCheck {
                path: "crate::check",
                call: |_| Ok(()),
            }))],
        };
        let path = DocumentPath::attribute("it");
        assert!(bounds(&FEW, &path, Growth::Inside).is_ok_and(|it| it.is_empty()));
        let refused = bounds(&FUNCTION, &path, Growth::Inside).unwrap_err();
        assert_eq!(refused[0].rule, "crate::check");
    }
}
