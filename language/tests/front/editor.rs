//! A schema file as an editor sees it: YAML with the types of YAML 1.2, and the JSON Schema.

use granit_parser::{Event, Parser, ScalarStyle};
use regex_lite::Regex;
use serde_json::{Map, Value};

/// Whether the JSON Schema accepts a file; none if it is no YAML, or has
/// aliases or repeated keys.
pub(crate) fn accepts(text: &str) -> Option<bool> {
    let schema: Value = serde_json::from_str(&dynamite_schema::json_schema()).expect("JSON");
    Some(fits(&schema, &schema, &value(text)?))
}

/// The only document of a text.
fn value(text: &str) -> Option<Value> {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let done = match event.ok()?.0 {
            Event::Scalar(text, style, ..) => scalar(&text, style == ScalarStyle::Plain),
            Event::SequenceStart(..) => {
                open.push((Value::Array(Vec::new()), None));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((Value::Object(Map::new()), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop()?.0,
            Event::Alias(..) => return None,
            _ => continue,
        };
        match open.last_mut() {
            None => root = Some(done),
            Some((Value::Array(items), _)) => items.push(done),
            Some((Value::Object(members), key)) => match key.take() {
                Some(key) if members.contains_key(&key) => return None,
                Some(key) => drop(members.insert(key, done)),
                None => *key = Some(key_of(&done)?),
            },
            Some(_) => return None,
        }
    }
    root
}

fn key_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => None,
        other => Some(other.to_string()),
    }
}

/// A scalar by the core schema of YAML 1.2.
fn scalar(text: &str, plain: bool) -> Value {
    let number = Regex::new(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$");
    match text {
        _ if !plain => text.into(),
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ if number.expect("a pattern").is_match(text) => text
            .parse::<i64>()
            .map(Value::from)
            .or_else(|_| text.parse::<f64>().map(Value::from))
            .unwrap_or_else(|_| text.into()),
        _ => text.into(),
    }
}

/// The keywords that say nothing about some values.
const KEYWORDS: [&str; 12] = [
    "$schema",
    "$defs",
    "title",
    "description",
    "properties",
    "pattern",
    "items",
    "minItems",
    "maxItems",
    "maxProperties",
    "required",
    "additionalProperties",
];

/// What the keywords mean that the JSON Schema has a use for.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    let fits = |schema: &Value, value: &Value| fits(root, schema, value);
    let Value::Object(keywords) = schema else {
        return *schema == Value::Bool(true);
    };
    keywords
        .iter()
        .all(|(keyword, meant)| match (keyword.as_str(), meant, value) {
            ("$ref", Value::String(path), _) => {
                let definition = root.pointer(path.trim_start_matches('#'));
                fits(definition.expect("a definition"), value)
            }
            ("anyOf", Value::Array(options), _) => options.iter().any(|one| fits(one, value)),
            ("not", ..) => !fits(meant, value),
            ("const", ..) => meant == value,
            ("enum", Value::Array(words), _) => words.contains(value),
            ("type", Value::Array(types), _) => types.iter().any(|one| is_of(one, value)),
            ("type", ..) => is_of(meant, value),
            ("pattern", Value::String(pattern), Value::String(text)) => {
                Regex::new(pattern).expect("a pattern").is_match(text)
            }
            ("minimum", ..) => value.as_f64() >= meant.as_f64(),
            ("items", _, Value::Array(items)) => items.iter().all(|item| fits(meant, item)),
            ("minItems", _, Value::Array(items)) => Some(items.len() as u64) >= meant.as_u64(),
            ("maxItems", _, Value::Array(items)) => Some(items.len() as u64) <= meant.as_u64(),
            ("maxProperties", _, Value::Object(members)) => {
                Some(members.len() as u64) <= meant.as_u64()
            }
            ("required", Value::Array(names), Value::Object(members)) => names
                .iter()
                .filter_map(Value::as_str)
                .all(|name| members.contains_key(name)),
            ("additionalProperties", _, Value::Object(members)) => {
                members.iter().all(|(name, member)| {
                    let known = keywords.get("properties").and_then(|it| it.get(name));
                    fits(known.unwrap_or(meant), member)
                })
            }
            // About values of another kind, or about none.
            _ => {
                assert!(
                    KEYWORDS.contains(&keyword.as_str()),
                    "{keyword}: what is that?"
                );
                true
            }
        })
}

fn is_of(ty: &Value, value: &Value) -> bool {
    match ty.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number") => value.is_number(),
        _ => {
            assert_eq!(*ty, "integer");
            value.as_f64().is_some_and(|it| it.fract() == 0.0)
        }
    }
}
