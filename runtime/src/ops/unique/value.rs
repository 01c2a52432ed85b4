//! Unique values as the keys of guards.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest as _, Sha256};

use crate::model::{ModelDescriptor, UniqueDescriptor};
use crate::types::Decimal;

/// The longest text of values that is kept as it is.
const MAX_BYTES: usize = 512;

/// The bytes up to this one are escaped: separators and the sign of a digest are among them, so
/// that no value can look like another.
const LAST_ESCAPED: u8 = b'%';

/// The key of the guard of these values, one for each field; `None` if a value is absent: then
/// there is nothing to guard.
pub(super) fn guard_key<'v>(
    model: &ModelDescriptor,
    unique: &UniqueDescriptor,
    values: impl IntoIterator<Item = Option<&'v AttributeValue>>,
) -> Option<String> {
    let mut text = String::new();
    for (position, value) in values.into_iter().enumerate() {
        if position > 0 {
            text.push('#');
        }
        push_value(&mut text, value?)?;
    }
    let mut key = String::new();
    push_escaped(&mut key, model.name);
    for (position, name) in unique.attributes.iter().enumerate() {
        key.push(if position > 0 { '$' } else { '#' });
        push_escaped(&mut key, name);
    }
    key.push('#');
    if text.len() > MAX_BYTES {
        key.push('$');
        push_hex(&mut key, &Sha256::digest(text.as_bytes()));
    } else {
        key.push_str(&text);
    }
    Some(key)
}

/// `None` for what cannot be unique, `NULL` among it, which stands for no value.
fn push_value(text: &mut String, value: &AttributeValue) -> Option<()> {
    match value {
        AttributeValue::S(value) => push_escaped(text, value),
        // One text for each number, whoever wrote it.
        AttributeValue::N(number) => match number.parse::<Decimal>() {
            Ok(number) => push_escaped(text, &number.to_string()),
            Err(_) => push_escaped(text, number),
        },
        AttributeValue::B(bytes) => push_hex(text, bytes.as_ref()),
        AttributeValue::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        _ => return None,
    }
    Some(())
}

fn push_escaped(text: &mut String, value: &str) {
    for c in value.chars() {
        match u8::try_from(c) {
            // Writing to a string cannot fail.
            Ok(byte) if byte <= LAST_ESCAPED => drop(write!(text, "%{byte:02X}")),
            _ => text.push(c),
        }
    }
}

pub(super) fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{KeyAttributeDescriptor, KeyKind, TableDescriptor};

    static TABLE: TableDescriptor = TableDescriptor {
        name: "people",
        partition: KeyAttributeDescriptor {
            name: "id",
            kind: KeyKind::String,
        },
        sort: None,
        indexes: &[],
        ttl: None,
    };

    static PAIR: UniqueDescriptor = UniqueDescriptor {
        attributes: &["a", "b"],
        among_live: false,
    };

    static MODEL: ModelDescriptor =
        ModelDescriptor::new("Person", &TABLE, &["id", "a", "b"]).uniques(&[PAIR]);

    fn key(values: &[AttributeValue]) -> Option<String> {
        guard_key(&MODEL, &PAIR, values.iter().map(Some))
    }

    fn s(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    #[test]
    fn a_key_names_model_attributes_and_escaped_values() {
        let values = [s("50% #1"), AttributeValue::N("1.50".to_owned())];
        assert_eq!(key(&values).unwrap(), "Person#a$b#50%25%20%231#1.5");
        let values = [
            AttributeValue::Bool(true),
            AttributeValue::B(vec![0xAB, 1].into()),
        ];
        assert_eq!(key(&values).unwrap(), "Person#a$b#true#ab01");
    }

    #[test]
    fn an_absent_value_leaves_nothing_to_guard() {
        assert_eq!(guard_key(&MODEL, &PAIR, [Some(&s("a")), None]), None);
        assert_eq!(key(&[s("a"), AttributeValue::Null(true)]), None);
    }

    #[test]
    fn long_values_are_hashed_and_no_value_can_look_like_a_hash() {
        let long = s(&"x".repeat(600));
        let hashed = key(&[s(""), long.clone()]).unwrap();
        assert_eq!(hashed.len(), "Person#a$b#$".len() + 64);
        let (_, forged) = hashed.split_at("Person#a$b#".len());
        assert_ne!(key(&[s(""), s(forged)]).unwrap(), hashed);
        assert_ne!(key(&[s("a"), long]).unwrap(), hashed);
    }

    proptest! {
        #[test]
        fn different_values_have_different_guards(
            pairs in prop::collection::hash_set(("[a-c#%$ ]{0,4}", "[a-c#%$ ]{0,4}"), 1..40),
        ) {
            let keys: HashSet<_> = pairs.iter().map(|(a, b)| key(&[s(a), s(b)])).collect();
            prop_assert_eq!(keys.len(), pairs.len());
        }
    }
}
