//! Operands of ordered comparisons that the stored form cannot represent exactly.
//!
//! A stored time is truncated: `10:00:00.5` becomes `10:00:00` where seconds are kept. As an
//! operand, such a value lies between two representable ones: `<` and `>=` use the one above, `>`
//! and `<=` the one below.

use super::super::error::ExpressionError;
use super::Comparison;
use crate::codec::Comparable;

/// Encodes the value that the comparison must use.
pub(crate) fn with_operand<A: Comparable, T>(
    comparison: Comparison,
    value: &A::Value,
    encode: impl FnOnce(&A::Value) -> T,
) -> T {
    match comparison {
        Comparison::Lt | Comparison::Ge => encode(A::settle_up(value).as_ref().unwrap_or(value)),
        // Encoding truncates.
        _ => encode(value),
    }
}

/// Encodes the bounds of a range.
///
/// # Errors
/// A lower bound above the upper one, and bounds with no representable value between them.
pub(crate) fn with_bounds<A: Comparable, T>(
    low: &A::Value,
    high: &A::Value,
    attribute: impl FnOnce() -> String,
    encode: impl Fn(&A::Value) -> Result<T, ExpressionError>,
) -> Result<(T, T), ExpressionError> {
    if low > high {
        let attribute = attribute();
        return Err(ExpressionError::EmptyRange { attribute });
    }
    let above = A::settle_up(low);
    let low = above.as_ref().unwrap_or(low);
    if low > high {
        let attribute = attribute();
        return Err(ExpressionError::NarrowRange { attribute });
    }
    Ok((encode(low)?, encode(high)?))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::{with_bounds, with_operand};
    use crate::codec::{Attribute, Comparable};
    use crate::expr::Comparison;
    use crate::types::{EpochMillis, EpochSeconds, IsoMicros, IsoSeconds, Timestamp};

    fn holds(comparison: Comparison, order: Ordering) -> bool {
        match comparison {
            Comparison::Lt => order.is_lt(),
            Comparison::Le => order.is_le(),
            Comparison::Gt => order.is_gt(),
            Comparison::Ge => order.is_ge(),
            Comparison::Eq => order.is_eq(),
            Comparison::Ne => order.is_ne(),
        }
    }

    /// A stored value compares with the operand as with the original value.
    fn check<A>(stored: Timestamp, low: Timestamp, high: Timestamp) -> Result<(), TestCaseError>
    where
        A: Comparable + Attribute<Value = Timestamp>,
    {
        let stored = A::settle(stored);
        let settled = |value: &Timestamp| A::settle(*value);
        for comparison in [
            Comparison::Lt,
            Comparison::Le,
            Comparison::Gt,
            Comparison::Ge,
        ] {
            let operand = with_operand::<A, _>(comparison, &low, settled);
            prop_assert_eq!(
                holds(comparison, stored.cmp(&operand)),
                holds(comparison, stored.cmp(&low)),
                "{:?}",
                comparison
            );
        }
        let is_between = (low..=high).contains(&stored);
        let bounds = with_bounds::<A, _>(&low, &high, String::new, |value| Ok(settled(value)));
        let found = bounds.is_ok_and(|(low, high)| (low..=high).contains(&stored));
        prop_assert_eq!(found, is_between);
        Ok(())
    }

    fn moments() -> impl Strategy<Value = Timestamp> {
        let units = [1_000_000_000_i64, 500_000_000, 1_000_000, 1_500, 1_000, 1];
        let nanos = (prop::sample::select(units.to_vec()), -4_i64..4);
        nanos.prop_map(|(unit, count)| {
            Timestamp::UNIX_EPOCH + SignedDuration::from_nanos(unit * count)
        })
    }

    proptest! {
        #[test]
        fn what_is_stored_is_compared_with_the_value_as_it_is_given(
            stored in moments(),
            low in moments(),
            high in moments(),
        ) {
            check::<EpochSeconds>(stored, low, high)?;
            check::<EpochMillis>(stored, low, high)?;
            check::<IsoSeconds>(stored, low, high)?;
            check::<IsoMicros>(stored, low, high)?;
            check::<Timestamp>(stored, low, high)?;
        }
    }
}
