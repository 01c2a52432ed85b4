//! Unique values as the keys of guards.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;
use sha2::{Digest as _, Sha256};

use crate::model::{GuardPart, TableDescriptor, UniqueDescriptor};
use crate::types::Decimal;

/// Maximum length of the text of values that is kept as it is.
const MAX_VALUES: usize = 512;

/// Maximum length of the text of a namespace, and of the name of a guard, that is kept as it is.
/// DynamoDB takes keys of 2,048 bytes; a table's name has 255 at most.
const MAX_NAME: usize = 255;

/// Distinguishes the items of a model from others of its table: empty, as a table holds the items
/// of one model. It is reserved, so that keys do not change when tables can be shared.
const IDENTITY: &str = "";

/// The last byte that is escaped. Separators and the mark of a digest are among the escaped bytes,
/// so that no value can look like another.
const LAST_ESCAPED: u8 = b'%';

/// Returns the key of the guard of these values, one for each attribute of the constraint; `None`
/// if a value is absent: then there is nothing to guard.
///
/// It depends only on stored data: on the table as it is declared, and on stored names. The names
/// are in alphabetical order, each with its value, so that the order of the schema does not matter.
pub(super) fn guard_key<'v>(
    namespace: &str,
    table: &TableDescriptor,
    unique: &UniqueDescriptor,
    values: impl IntoIterator<Item = Option<&'v AttributeValue>>,
) -> Option<String> {
    let mut parts = Vec::with_capacity(unique.guard.len());
    for (part, value) in unique.guard.iter().zip(values) {
        parts.push((part.name, text(part, value?)?));
    }
    parts.sort_unstable();
    let (names, values): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    let names: Vec<_> = names.into_iter().map(escaped).collect();
    let mut key = guard_prefix(namespace, table);
    key.push_str(&shortened(names.join("$"), MAX_NAME));
    key.push('#');
    key.push_str(&shortened(values.join("#"), MAX_VALUES));
    Some(key)
}

/// Returns the common prefix of the keys of all guards of a model.
pub(super) fn guard_prefix(namespace: &str, table: &TableDescriptor) -> String {
    let namespace = shortened(escaped(namespace), MAX_NAME);
    format!("{namespace}#{}#{IDENTITY}#", escaped(table.name))
}

/// Returns a text, or its digest if it is too long.
fn shortened(text: String, longest: usize) -> String {
    if text.len() <= longest {
        return text;
    }
    let mut digest = String::from("$");
    push_hex(&mut digest, &Sha256::digest(text.as_bytes()));
    digest
}

/// Returns the same text for equal values, whoever stored them; `None` for values that cannot be
/// unique, including `NULL`, which stands for no value.
fn text(part: &GuardPart, stored: &AttributeValue) -> Option<String> {
    if stored.is_null() {
        return None;
    }
    let canonical = (part.canonical)(stored);
    match canonical.as_ref().unwrap_or(stored) {
        AttributeValue::S(value) => Some(escaped(value)),
        // `canonical` returns nothing for a number that the type of the field cannot hold. Equal
        // numbers must have the same text all the same: 1.0 and 1.
        AttributeValue::N(number) => match number.parse::<Decimal>() {
            Ok(number) => Some(escaped(&number.to_string())),
            Err(_) => Some(escaped(number)),
        },
        AttributeValue::B(bytes) => {
            let mut text = String::new();
            push_hex(&mut text, bytes.as_ref());
            Some(text)
        }
        AttributeValue::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match u8::try_from(c) {
            // Writing to a string cannot fail.
            Ok(byte) if byte <= LAST_ESCAPED => drop(write!(text, "%{byte:02X}")),
            _ => text.push(c),
        }
    }
    text
}

/// Returns the first half of a digest, in hexadecimal.
pub(super) fn half_hex(digest: &[u8]) -> String {
    let (half, _) = digest.split_at(digest.len() / 2);
    let mut text = String::with_capacity(digest.len());
    push_hex(&mut text, half);
    text
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
    use crate::model::KeyAttributeDescriptor;

    const fn table(name: &'static str) -> TableDescriptor {
        TableDescriptor {
            name,
            partition: KeyAttributeDescriptor::string("id"),
            sort: None,
            indexes: &[],
            second_indexes: &[],
            ttl: None,
        }
    }

    static PEOPLE: TableDescriptor = table("people");

    const fn part(name: &'static str) -> GuardPart {
        GuardPart {
            name,
            canonical: |_| None,
        }
    }

    static PAIR: UniqueDescriptor = UniqueDescriptor {
        attributes: &["a", "b"],
        guard: &[part("a"), part("b")],
        among_live: false,
    };

    fn rule(guard: Vec<GuardPart>) -> UniqueDescriptor {
        UniqueDescriptor {
            attributes: &[],
            guard: guard.leak(),
            among_live: false,
        }
    }

    fn key(values: &[AttributeValue]) -> Option<String> {
        guard_key("dev-", &PEOPLE, &PAIR, values.iter().map(Some))
    }

    fn s(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    /// Keys that are stored: none of them may ever change.
    #[test]
    fn a_key_names_namespace_table_attributes_and_escaped_values() {
        let values = [s("50% #1"), AttributeValue::N("1.50".to_owned())];
        assert_eq!(key(&values).unwrap(), "dev-#people##a$b#50%25%20%231#1.5");
        let values = [
            AttributeValue::Bool(true),
            AttributeValue::B(vec![0xAB, 1].into()),
        ];
        assert_eq!(key(&values).unwrap(), "dev-#people##a$b#true#ab01");
        let email = rule(vec![part("e-mail $")]);
        let key = guard_key("", &PEOPLE, &email, [Some(&s("ä@b"))]);
        assert_eq!(key.unwrap(), "#people##e-mail%20%24#ä@b");
        let key = guard_key("a#b", &PEOPLE, &email, [Some(&s(""))]);
        assert_eq!(key.unwrap(), "a%23b#people##e-mail%20%24#");
        let key = guard_key("", &PEOPLE, &email, [Some(&s(&"x".repeat(513)))]);
        let digest = "35ade0090e64e74d6ad04204009c23a4e34b82bdf0f4f317fbcc5f26f9b10241";
        assert_eq!(key.unwrap(), format!("#people##e-mail%20%24#${digest}"));
    }

    #[test]
    fn the_order_in_which_the_schema_names_fields_does_not_matter() {
        let swapped = rule(vec![part("b"), part("a")]);
        let key_of_swapped = guard_key("dev-", &PEOPLE, &swapped, [Some(&s("2")), Some(&s("1"))]);
        assert_eq!(key_of_swapped, key(&[s("1"), s("2")]));
    }

    #[test]
    fn a_value_is_guarded_in_its_canonical_form() {
        let small = GuardPart {
            name: "a",
            canonical: |value| Some(s(&value.as_s().ok()?.to_lowercase())),
        };
        let rule = rule(vec![small]);
        let key = |value| guard_key("", &PEOPLE, &rule, [Some(&value)]).unwrap();
        assert_eq!(key(s("ADA")), "#people##a#ada");
        // A value that the field cannot hold is guarded as it is stored.
        assert_eq!(key(AttributeValue::N("1.0".to_owned())), "#people##a#1");
    }

    #[test]
    fn an_absent_value_leaves_nothing_to_guard() {
        assert_eq!(guard_key("", &PEOPLE, &PAIR, [Some(&s("a")), None]), None);
        assert_eq!(key(&[s("a"), AttributeValue::Null(true)]), None);
        assert_eq!(key(&[s("a"), AttributeValue::L(Vec::new())]), None);
    }

    #[test]
    fn what_is_long_is_hashed_and_no_value_can_look_like_a_hash() {
        let long = s(&"x".repeat(600));
        let hashed = key(&[s(""), long.clone()]).unwrap();
        assert_eq!(hashed.len(), "dev-#people##a$b#$".len() + 64);
        let (_, forged) = hashed.split_at("dev-#people##a$b#".len());
        assert_ne!(key(&[s(""), s(forged)]).unwrap(), hashed);
        assert_ne!(key(&[s("a"), long]).unwrap(), hashed);
    }

    #[test]
    fn the_longest_key_is_one_that_dynamodb_takes() {
        let (namespace, name) = ("ä".repeat(600), "\u{1}".repeat(300).leak());
        let table = table("x".repeat(255).leak());
        let rule = rule(vec![part(name)]);
        for length in [100, 512, 600, 9000] {
            let value = s(&"x".repeat(length));
            let key = guard_key(&namespace, &table, &rule, [Some(&value)]).unwrap();
            assert!(key.len() <= 2048, "{length}: {}", key.len());
        }
    }

    /// A namespace, a table, names of a guard with a value each.
    type Guarded = (String, String, std::collections::BTreeMap<String, String>);

    fn guarded() -> impl Strategy<Value = Guarded> {
        let parts = prop::collection::btree_map("[ab#%$ ]{1,2}", "[ab#%$ ]{0,2}", 1..3);
        ("[ab#%$ ]{0,2}", "[ab.]{1,2}", parts)
    }

    fn key_of((namespace, table_name, parts): &Guarded) -> String {
        let names = parts.keys().map(|name| part(name.clone().leak()));
        let rule = rule(names.collect());
        let values: Vec<_> = parts.values().map(|value| s(value)).collect();
        let table = table(table_name.clone().leak());
        guard_key(namespace, &table, &rule, values.iter().map(Some)).unwrap()
    }

    proptest! {
        #[test]
        fn what_differs_has_different_guards(
            all in prop::collection::hash_set(guarded(), 1..60),
        ) {
            let keys: HashSet<_> = all.iter().map(key_of).collect();
            prop_assert_eq!(keys.len(), all.len());
        }
    }
}
