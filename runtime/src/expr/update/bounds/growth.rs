//! Bounds that field rules set on the stored value, given the growth by an update.

use super::bound::Bound;
use crate::expr::limit::{Limit, signed};
use crate::path::DocumentPath;
use crate::rules::{Rule, Rules, UNCHECKED, Violation};
use crate::types::Decimal;

/// The growth of a value by an update.
#[derive(Clone, Copy)]
pub(crate) enum Growth {
    /// By a number, which may be negative.
    By(Decimal),
    /// By at most this many members.
    Longer(usize),
    /// By a member that may already exist.
    With,
    /// Shrinks by at most this many members.
    Shorter(usize),
    /// None: a part of the value changes.
    Inside,
}

/// Returns the bounds of adding to a field.
///
/// # Errors
/// The rules that it would break for every stored value, and those that a condition cannot express.
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
            rule: check.name(),
            message,
        };
        match limit(&check.rule, growth) {
            Bounded::Always => {}
            Bounded::Within(limit, absent_is_fine) => {
                let violation = violation(check.message());
                bounds.push(Bound::of_rule(path, limit, absent_is_fine, violation));
            }
            Bounded::Never => broken.push(violation(check.message())),
            Bounded::Unknown(reason) => broken.push(Violation {
                rule: UNCHECKED,
                ..violation(format!(
                    "cannot be checked for `{}`: {reason}",
                    check.name()
                ))
            }),
        }
    }
    if broken.is_empty() {
        Ok(bounds)
    } else {
        Err(broken)
    }
}

/// Why no condition can express a bound whose distance from the amount has more digits than
/// DynamoDB's numbers.
const TOO_LONG: &str = "it is so far from its bound that the difference has more than 38 digits; \
                        read the item and set it";

/// Why no condition can express a user-defined check.
const BY_FUNCTION: &str = "a function has to see the whole value; read the item and set it";

enum Bounded {
    /// The rule holds for every stored value.
    Always,
    /// It holds if the stored value is within this limit; the flag applies to an absent value.
    Within(Limit, bool),
    /// It is broken for every stored value.
    Never,
    /// No condition can express it, for this reason.
    Unknown(&'static str),
}

fn limit(rule: &Rule, growth: Growth) -> Bounded {
    match rule {
        Rule::Min(least) => match growth {
            Growth::By(amount) => match least.checked_sub(amount) {
                Ok(stored) => Bounded::Within(Limit::AtLeast(stored), amount >= *least),
                Err(_) => Bounded::Unknown(TOO_LONG),
            },
            Growth::Longer(_) | Growth::With | Growth::Shorter(_) | Growth::Inside => {
                Bounded::Always
            }
        },
        Rule::Max(most) => match growth {
            Growth::By(amount) => match most.checked_sub(amount) {
                Ok(stored) => Bounded::Within(Limit::AtMost(stored), amount <= *most),
                Err(_) => Bounded::Unknown(TOO_LONG),
            },
            Growth::Longer(_) | Growth::With | Growth::Shorter(_) | Growth::Inside => {
                Bounded::Always
            }
        },
        Rule::MinLength(least) => min_length(*least, growth),
        Rule::MaxLength(most) => max_length(*most, growth),
        Rule::Rust(_) => Bounded::Unknown(BY_FUNCTION),
        // These are rules for strings, which have no additions.
        Rule::NotBlank | Rule::Pattern(_) | Rule::Format(_) => Bounded::Always,
    }
}

fn min_length(least: usize, growth: Growth) -> Bounded {
    match growth {
        Growth::Longer(by) if by < least => {
            Bounded::Within(Limit::LengthAtLeast(signed(least - by)), false)
        }
        Growth::Shorter(by) => {
            Bounded::Within(Limit::LengthAtLeast(signed(least.saturating_add(by))), true)
        }
        Growth::By(_) | Growth::Longer(_) | Growth::With | Growth::Inside => Bounded::Always,
    }
}

fn max_length(most: usize, growth: Growth) -> Bounded {
    match growth {
        Growth::Longer(by) if by > most => Bounded::Never,
        Growth::Longer(by) => Bounded::Within(Limit::LengthAtMost(signed(most - by)), true),
        Growth::With => max_length(most, Growth::Longer(1)),
        Growth::By(_) | Growth::Shorter(_) | Growth::Inside => Bounded::Always,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::types::AttributeValue;

    use super::super::Exempt;
    use super::{Bound, Growth, UNCHECKED, bounds};
    use crate::dec;
    use crate::path::{DocumentPath, Step};
    use crate::rules::{Check, Rule, Rules, RustCheck};

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

    /// Returns `true` if the condition of growing a stored value holds.
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
        // Even an empty list has no room for this many.
        let with_many = (0..9).fold(longer.clone(), |all, _| all.with(longer.clone()));
        let empty = HashMap::from([("it".to_owned(), list(0))]);
        assert_eq!(with_many.broken_by(&empty).unwrap().rule, "max_length");
    }

    /// Elements that are set past the end of a list are appended.
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
        assert_eq!(refused[0].rule, UNCHECKED);
        assert!(refused[0].message.contains("`crate::check`"));
    }
}
