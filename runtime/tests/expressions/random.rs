//! Conditions of any shape and content.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::{Condition, ExpressionError, ExpressionKind, Expressions, UpdateExpression};
use proptest::prelude::*;

use crate::model::{Order, labels, lines, name, note, quantity, tags};

/// Text that would do harm if it got into an expression.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("#0".to_owned()),
        Just(":0) OR (".to_owned()),
        Just("a = :0".to_owned()),
        Just("size".to_owned()),
        Just("] [ . , ' \"".to_owned()),
    ]
}

/// The same as a key of a map, which is not empty.
fn hostile_key() -> impl Strategy<Value = String> {
    hostile().prop_filter("keys of maps are not empty", |key| !key.is_empty())
}

fn leaf() -> impl Strategy<Value = Condition<Order>> {
    prop_oneof![
        hostile().prop_map(|text| name().eq(text)),
        hostile().prop_map(|text| note().begins_with(text)),
        hostile().prop_map(|text| tags().contains(text)),
        hostile_key().prop_map(|key| labels().key(key).is_absent()),
        (hostile_key(), hostile()).prop_map(|(key, text)| labels().key(key).ne(text)),
        (0..20_usize).prop_map(|at| lines().at(at).sku().exists()),
        (0..20_usize).prop_map(|size| lines().size().between(size, size)),
        prop::collection::vec(any::<u32>(), 1..250).prop_map(|values| quantity().is_in(values)),
        (any::<u32>(), any::<u32>()).prop_map(|(a, b)| quantity().between(a.min(b), a.max(b))),
    ]
}

pub(crate) fn tree() -> impl Strategy<Value = Condition<Order>> {
    leaf().prop_recursive(6, 40, 4, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.and(b)),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a.or(b)),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::all),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Condition::any),
            inner.prop_map(|condition| !condition),
        ]
    })
}

/// What an expression consists of besides placeholders.
const WORDS: [&str; 17] = [
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "size",
    "attribute_exists",
    "attribute_not_exists",
    "attribute_type",
    "begins_with",
    "contains",
    "SET",
    "REMOVE",
    "ADD",
    "DELETE",
    "if_not_exists",
    "list_append",
];

/// Checks every token; returns the largest placeholder numbers plus one.
fn placeholders(text: &str) -> Result<(usize, usize), TestCaseError> {
    let (mut names, mut values, mut depth) = (0, 0, 0_usize);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '#' || c == ':';
    for token in text.split_inclusive(|c| !is_word(c)) {
        let word = token.trim_end_matches(|c| !is_word(c));
        match word.chars().next() {
            None => {}
            Some('#') => names = names.max(word[1..].parse::<usize>().unwrap() + 1),
            Some(':') => values = values.max(word[1..].parse::<usize>().unwrap() + 1),
            Some('0'..='9') => prop_assert!(word.parse::<usize>().is_ok(), "{word}"),
            Some(_) => prop_assert!(WORDS.contains(&word), "{word:?} in {text}"),
        }
        for c in token[word.len()..].chars() {
            match c {
                '(' => depth += 1,
                ')' => {
                    prop_assert!(depth > 0, "{text}");
                    depth -= 1;
                }
                ' ' | ',' | '.' | '[' | ']' | '=' | '<' | '>' | '+' | '-' => {}
                other => prop_assert!(false, "{other:?} in {text}"),
            }
        }
    }
    prop_assert_eq!(depth, 0, "{}", text);
    prop_assert!(!has_redundant_parentheses(text), "{}", text);
    Ok((names, values))
}

/// Whether there is `((..))`, which DynamoDB refuses.
fn has_redundant_parentheses(text: &str) -> bool {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => pairs.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    pairs
        .iter()
        .any(|&(start, end)| pairs.contains(&(start + 1, end - 1)))
}

proptest! {
    #[test]
    fn any_condition_is_balanced_and_made_of_placeholders(tested in tree()) {
        let mut expressions = Expressions::new();
        let text = match expressions.condition(ExpressionKind::Filter, tested) {
            Ok(text) => text,
            Err(ExpressionError::TooLong { .. } | ExpressionError::TooManyOperators { .. }) => {
                return Ok(());
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        let (names, values) = placeholders(&text)?;
        let (name_map, value_map) = expressions.finish().unwrap();
        let (name_map, value_map) = (name_map.unwrap_or_default(), value_map.unwrap_or_default());
        prop_assert_eq!(names, name_map.len());
        prop_assert_eq!(values, value_map.len());
        for number in 0..names {
            let placeholder = format!("#{number}");
            prop_assert!(name_map.contains_key(&placeholder));
        }
        for number in 0..values {
            let placeholder = format!(":{number}");
            prop_assert!(value_map.contains_key(&placeholder));
        }
    }

    #[test]
    fn any_update_is_made_of_placeholders(
        entries in prop::collection::btree_map(hostile_key(), hostile(), 0..20),
        members in prop::collection::btree_set(hostile(), 0..5),
        amount in any::<u32>(),
    ) {
        let update = entries
            .iter()
            .fold(UpdateExpression::new(), |update, (key, text)| {
                update.set(labels().key(key), text)
            })
            .insert(tags(), members)
            .add(quantity(), amount);
        let mut expressions = Expressions::new();
        let text = expressions.update(update).unwrap().unwrap();
        let (names, values) = placeholders(&text)?;
        let (name_map, value_map) = expressions.finish().unwrap();
        let (name_map, value_map) = (name_map.unwrap(), value_map.unwrap());
        prop_assert_eq!(names, name_map.len());
        prop_assert_eq!(values, value_map.len());
        for (key, text) in entries {
            prop_assert!(name_map.values().any(|name| *name == key));
            prop_assert!(value_map.values().any(|value| *value == AttributeValue::S(text.clone())));
        }
    }
}
