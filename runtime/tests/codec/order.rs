//! What is stored as text sorts as the values do.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::codec::{Attribute, Comparable, encode_value};
use dynamite::types::{
    Date, Decimal, EpochMillis, EpochSeconds, IsoAtOffset, IsoLocal, IsoMicros, IsoSeconds,
    Timestamp, Ulid, UlidLower, Uuid, UuidBytes, UuidUpper,
};
use proptest::prelude::*;

use crate::round_trips::{decimal, timestamp};

/// DynamoDB's order: strings by their bytes, numbers by value.
fn stored_order<A: Comparable>(left: &A::Value, right: &A::Value) -> Ordering {
    let stored = |value| encode_value::<A>(value).expect("valid");
    match (stored(left), stored(right)) {
        (AttributeValue::S(left), AttributeValue::S(right)) => {
            left.as_bytes().cmp(right.as_bytes())
        }
        (AttributeValue::N(left), AttributeValue::N(right)) => {
            let number = |text: String| text.parse::<i64>().expect("an epoch");
            number(left).cmp(&number(right))
        }
        (AttributeValue::B(left), AttributeValue::B(right)) => left.as_ref().cmp(right.as_ref()),
        (left, right) => unreachable!("not the same kind: {left:?}, {right:?}"),
    }
}

fn settled<A: Attribute<Value = Timestamp>>(left: Timestamp, right: Timestamp) -> Ordering {
    A::settle(left).cmp(&A::settle(right))
}

fn sorts_as_text<A: Comparable + Attribute<Value = Timestamp>>(
    left: Timestamp,
    right: Timestamp,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(stored_order::<A>(&left, &right), settled::<A>(left, right));
    Ok(())
}

proptest! {
    #[test]
    fn timestamps_sort_as_their_text(left in timestamp(), right in timestamp()) {
        prop_assert_eq!(stored_order::<Timestamp>(&left, &right), settled::<Timestamp>(left, right));
    }

    #[test]
    fn timestamps_sort_as_their_epochs(left in timestamp(), right in timestamp()) {
        prop_assert_eq!(
            stored_order::<EpochSeconds>(&left, &right),
            settled::<EpochSeconds>(left, right)
        );
        prop_assert_eq!(
            stored_order::<EpochMillis>(&left, &right),
            settled::<EpochMillis>(left, right)
        );
    }

    #[test]
    fn close_timestamps_sort_as_their_text(start in timestamp(), nanos in 0..3_000_000_000_i64) {
        let end = start.checked_add(jiff::SignedDuration::from_nanos(nanos)).unwrap_or(start);
        prop_assert_eq!(stored_order::<Timestamp>(&start, &end), settled::<Timestamp>(start, end));
    }

    #[test]
    fn timestamps_sort_in_the_forms_of_others(
        start in timestamp().prop_filter("the year 0", |it| it.as_second() > -62_167_000_000),
        nanos in 0..3_000_000_000_i64,
        other in timestamp().prop_filter("the year 0", |it| it.as_second() > -62_167_000_000),
    ) {
        let close = start.checked_add(jiff::SignedDuration::from_nanos(nanos)).unwrap_or(start);
        for end in [close, other] {
            sorts_as_text::<IsoSeconds>(start, end)?;
            sorts_as_text::<IsoMicros>(start, end)?;
            sorts_as_text::<IsoLocal>(start, end)?;
            sorts_as_text::<IsoAtOffset<0>>(start, end)?;
            sorts_as_text::<IsoAtOffset<840>>(start, end)?;
            sorts_as_text::<IsoAtOffset<-330>>(start, end)?;
        }
    }

    #[test]
    fn whole_seconds_sort_before_their_fractions(start in timestamp(), micros in 1..1_000_000_i64) {
        let start = IsoSeconds::settle(start);
        let end = start.checked_add(jiff::SignedDuration::from_micros(micros)).unwrap_or(start);
        sorts_as_text::<IsoLocal>(start, end)?;
        sorts_as_text::<IsoAtOffset<120>>(start, end)?;
    }

    #[test]
    fn ids_sort_in_the_forms_of_others(left: u128, right: u128) {
        let uuids = [left, right].map(Uuid::from_u128);
        prop_assert_eq!(stored_order::<UuidUpper>(&uuids[0], &uuids[1]), left.cmp(&right));
        prop_assert_eq!(stored_order::<UuidBytes>(&uuids[0], &uuids[1]), left.cmp(&right));
        prop_assert_eq!(stored_order::<UlidLower>(&Ulid(left), &Ulid(right)), left.cmp(&right));
    }

    #[test]
    fn ids_and_dates_sort_as_their_text(left: u128, right: u128, days: [u16; 2]) {
        prop_assert_eq!(
            stored_order::<Uuid>(&Uuid::from_u128(left), &Uuid::from_u128(right)),
            left.cmp(&right)
        );
        prop_assert_eq!(stored_order::<Ulid>(&Ulid(left), &Ulid(right)), left.cmp(&right));
        let date = |days: u16| {
            Date::constant(0, 1, 1)
                .saturating_add(jiff::Span::new().days(i32::from(days) * 55))
        };
        let [left, right] = days.map(date);
        prop_assert_eq!(stored_order::<Date>(&left, &right), left.cmp(&right));
    }

    #[test]
    fn decimals_sort_as_numbers(left in decimal(), right in decimal()) {
        let same_sign_of_difference = match left.checked_sub(right) {
            Ok(difference) if difference.is_zero() => Ordering::Equal,
            Ok(difference) if difference.is_negative() => Ordering::Less,
            Ok(_) => Ordering::Greater,
            // Too far apart for an exact difference: floats see it.
            Err(_) => left.to_f64().total_cmp(&right.to_f64()),
        };
        prop_assert_eq!(left.cmp(&right), same_sign_of_difference);
    }

    #[test]
    fn decimals_sort_as_integers_do(left: i64, right: i64) {
        prop_assert_eq!(Decimal::from(left).cmp(&Decimal::from(right)), left.cmp(&right));
    }
}
