//! Expressions that may be evaluated on their own results.

use std::collections::BTreeMap;

use dynamite_core::expr::Value;

use super::{compile, evaluate, number};
use crate::expr::functions::IDEMPOTENT_GROUPS;
use crate::expr::{Expression, ReadPath};

fn path(attribute: &str) -> ReadPath {
    let (attribute, inside) = (attribute.to_owned(), Vec::new());
    ReadPath { attribute, inside }
}

fn is_idempotent(text: &str, on: &str, others: &[&'static str]) -> bool {
    compile(text).expect(text).is_idempotent(&path(on), others)
}

#[test]
fn what_settles_is_known() {
    for (text, on) in [
        ("lower(email)", "email"),
        ("trim(lower(trim(email)))", "email"),
        ("email", "email"),
        ("abs(floor(total))", "total"),
        ("round(abs(total), 2, half_even)", "total"),
        ("concat(name, \"!\")", "email"),
        ("if(status = \"x\", name, null)", "email"),
        ("coalesce(nickname, name)", "nickname"),
        (
            "lookup({ a: \"b\", c: \"b\", b: \"b\" }, status, status)",
            "status",
        ),
        ("now()", "created_at"),
    ] {
        assert!(is_idempotent(text, on, &[]), "{text}");
    }
    assert!(is_idempotent("lower(email)", "email", &["trim"]));
}

#[test]
fn everything_else_may_change_each_time() {
    for (text, on) in [
        ("upper(lower(email))", "email"),
        ("concat(email, \"!\")", "email"),
        ("total + 1", "total"),
        ("total * 1", "total"),
        ("floor(total / 2)", "total"),
        ("round(total * 2, 0, up)", "total"),
        ("round(total, discount, up)", "total"),
        ("coalesce(nickname, concat(nickname, name))", "nickname"),
        ("coalesce(upper(nickname), name)", "nickname"),
        ("lookup({ a: \"b\", b: \"c\" }, status, status)", "status"),
        ("lookup({ a: \"b\" }, status, name)", "status"),
        ("lookup({ a: \"b\" }, name, status)", "status"),
        ("if(status = \"x\", status, \"x\")", "status"),
        ("address.city", "address"),
    ] {
        assert!(!is_idempotent(text, on, &[]), "{text}");
    }
    assert!(!is_idempotent("lower(email)", "email", &["upper"]));
    assert!(!is_idempotent(
        "lookup({ a: \"b\" }, status, status)",
        "status",
        &["lower"]
    ));
}

fn value(expression: &Expression, value: &Value) -> Value {
    let name = if matches!(value, Value::Number(_)) {
        "total"
    } else {
        "name"
    };
    let item = BTreeMap::from([(name.to_owned(), value.clone())]);
    evaluate(expression, &item).expect("a value")
}

/// Every chain of two functions of a group is settled after it was made once. Longer ones follow: each
/// function of a group leaves what another has made.
#[test]
fn functions_of_a_group_settle_whatever_the_text_or_number() {
    // All characters that a function changes or removes.
    let is_changed = |it: &char| {
        it.is_whitespace() || !it.to_lowercase().eq([*it]) || !it.to_uppercase().eq([*it])
    };
    let texts = (char::MIN..=char::MAX)
        .filter(is_changed)
        .map(|it| Value::from(format!(" aΣ{it} Σ{it} ").as_str()));
    let texts: Vec<_> = texts.collect();
    let numbers = ["-1.5", "1.55", "0", "-2", "17", "1e30", "-0.001"].map(number);
    for group in IDEMPOTENT_GROUPS {
        let calls: Vec<_> = group.iter().flat_map(|name| calls(name)).collect();
        for (outer, inner) in calls
            .iter()
            .flat_map(|one| calls.iter().map(move |it| (one, it)))
        {
            let is_text = compile(&outer.replace('_', "name")).is_ok();
            let (field, values) = if is_text {
                ("name", texts.as_slice())
            } else {
                ("total", numbers.as_slice())
            };
            let chain = outer.replace('_', &inner.replace('_', field));
            let chain = compile(&chain).expect("an expression");
            for start in values {
                let once = value(&chain, start);
                assert_eq!(value(&chain, &once), once, "{chain} of {start:?}");
            }
        }
    }
}

/// Calls of a function on `_`.
fn calls(name: &str) -> Vec<String> {
    match name {
        "round" => ["2, down", "1, up", "0, ceiling", "-1, floor"]
            .map(|rest| format!("round(_, {rest})"))
            .to_vec(),
        _ => vec![format!("{name}(_)")],
    }
}
