//! Which scalar types read the stored values of which others.

use super::types::Fit;
use crate::ir::{Family, KeyKind, Scalar};

/// How stored values of `old` are read as `new`.
pub(super) fn fit(old: Scalar, new: Scalar) -> Fit {
    if old == new {
        return Fit::Same;
    }
    let is_wider = match (old.family(), new.family()) {
        (Family::Integer, Family::Integer) => holds(new, old),
        // Up to 38 digits, which is all that DynamoDB stores.
        (Family::Integer, Family::Decimal) | (_, Family::Json) => true,
        (Family::Float, Family::Float) => new == Scalar::F64,
        // Text is read whatever it says.
        (
            Family::Date | Family::Ulid(_) | Family::Uuid(_) | Family::Timestamp(_),
            Family::String,
        ) => old.key_kind() == Some(KeyKind::String),
        _ => false,
    };
    if is_wider { Fit::Wider } else { Fit::Other }
}

/// Returns `true` if every integer of one type is one of another.
fn holds(wide: Scalar, narrow: Scalar) -> bool {
    match (range(wide), range(narrow)) {
        (Some((signed, bits)), Some((narrow_signed, narrow_bits))) => match (signed, narrow_signed)
        {
            (true, false) => bits > narrow_bits,
            (false, true) => false,
            _ => bits >= narrow_bits,
        },
        _ => false,
    }
}

/// Whether an integer type is signed, and its bits.
fn range(scalar: Scalar) -> Option<(bool, u8)> {
    match scalar {
        Scalar::I8 => Some((true, 8)),
        Scalar::I16 => Some((true, 16)),
        Scalar::I32 => Some((true, 32)),
        Scalar::I64 => Some((true, 64)),
        Scalar::I128 => Some((true, 128)),
        Scalar::U8 => Some((false, 8)),
        Scalar::U16 => Some((false, 16)),
        Scalar::U32 => Some((false, 32)),
        Scalar::U64 => Some((false, 64)),
        Scalar::U128 => Some((false, 128)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::diff::types::Fit;
    use crate::ir::Scalar;

    #[test]
    fn a_type_is_wider_if_it_reads_every_stored_value() {
        let fits = |old: &str, new: &str| {
            let [old, new] = [old, new].map(|name| Scalar::named(name).expect(name));
            fit(old, new)
        };
        for (old, new) in [
            ("u8", "i16"),
            ("u8", "u64"),
            ("i32", "i64"),
            ("u128", "decimal"),
            ("f32", "f64"),
            ("date", "string"),
            ("timestamp", "string"),
            ("ulid", "string"),
            ("bytes", "json"),
        ] {
            assert_eq!(fits(old, new), Fit::Wider, "{old} to {new}");
            assert_eq!(fits(new, old), Fit::Other, "{new} to {old}");
        }
        for (old, new) in [
            ("i8", "u64"),
            ("i64", "f64"),
            ("u8", "i8"),
            ("bool", "string"),
            ("i64", "timestamp"),
            ("ulid", "uuid"),
        ] {
            assert_eq!(fits(old, new), Fit::Other, "{old} to {new}");
        }
        assert_eq!(fits("u8", "u8"), Fit::Same);
    }
}
