//! What expressions mean.

use std::collections::BTreeMap;

use dynamite_core::expr::{FunctionError, Value};

use super::{compile, evaluate, number};
use crate::expr::{EvaluateProblem, ExampleFields, Expression, ExpressionText, Kind};
use crate::source::FileId;

fn item() -> BTreeMap<String, Value> {
    let line = |sku: &str, count: &str| {
        let fields = [("sku", sku.into()), ("count", number(count))];
        Value::map(fields.map(|(key, value)| (key.to_owned(), value)).into())
    };
    let address = [("street".to_owned(), "Elm 1".into())].into();
    let fields = [
        ("name", "Ada Lovelace".into()),
        ("email", "Ada@Example.com".into()),
        ("status", "paid".into()),
        ("total", number("19.90")),
        (
            "lines",
            Value::list(vec![line("A-1", "2"), line("B-2", "5")]),
        ),
        ("address", Value::map(address)),
        ("extra", Value::map([("n".to_owned(), number("3"))].into())),
        ("notes", Value::list(Vec::new())),
        (
            "created_at",
            Value::Timestamp("2026-03-29T00:30:00Z".parse().expect("a time")),
        ),
    ];
    fields.map(|(name, value)| (name.to_owned(), value)).into()
}

fn value(text: &str) -> Value {
    let expression = compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    evaluate(&expression, &item()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn problem(text: &str) -> EvaluateProblem {
    let expression = compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    evaluate(&expression, &item()).expect_err(text).problem
}

#[test]
fn fields_are_computed_with() {
    for (text, expected) in [
        ("lower(email)", "ada@example.com".into()),
        ("split(name, \" \")[0]", "Ada".into()),
        ("split(name, \" \")[2]", Value::Null),
        ("if(status = \"paid\", total, 0)", number("19.9")),
        ("coalesce(nickname, name)", "Ada Lovelace".into()),
        ("lower(nickname)", Value::Null),
        ("round(total * 1.19, 2, half_even)", number("23.68")),
        ("address.city", Value::Null),
        ("address.street", "Elm 1".into()),
        ("lines[1].sku", "B-2".into()),
        ("lines[7].sku", Value::Null),
        ("sum(map(lines, line -> line.count))", number("7")),
        (
            "join(map(lines, l -> lower(l.sku)), \"|\")",
            "a-1|b-2".into(),
        ),
        ("first(filter(lines, l -> l.count > 3)).sku", "B-2".into()),
        ("last(sort(lines, l -> -l.count)).sku", "A-1".into()),
        (
            "format_time(created_at, \"dd.MM.yyyy HH:mm\", \"Europe/Berlin\")",
            "29.03.2026 01:30".into(),
        ),
        ("to_number(extra.n) + 1", number("4")),
        ("extra.m.x", Value::Null),
        ("discount + 1", Value::Null),
        ("discount = null", true.into()),
        ("discount != 3", true.into()),
        ("coalesce(discount > 1, false)", false.into()),
        ("total > 3 and not (status = \"open\")", true.into()),
        ("\"Z\" < \"a\" and \"z\" < \"ä\"", true.into()),
        ("0.1 + 0.2 = 0.3", true.into()),
        ("7 % -3", number("1")),
        ("lookup({ paid: 1 }, status, 0)", number("1")),
        ("map(lines, status -> status.sku)[0]", "A-1".into()),
        ("{ a: name, b: total }[\"b\"]", number("19.9")),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn errors_say_what_and_show_no_value() {
    let function = |name, error| EvaluateProblem::Function { name, error };
    let operator = |symbol, error| EvaluateProblem::Operator { symbol, error };
    assert_eq!(problem("total / 3"), operator("/", FunctionError::Inexact));
    assert_eq!(
        problem("total / (1 - 1)"),
        operator("/", FunctionError::DivisionByZero)
    );
    let text = problem("to_number(email)").to_string();
    assert!(text.contains("`to_number`: the string is not a number") && !text.contains("Ada"));
    assert!(matches!(
        problem("integer(total, u8)"),
        EvaluateProblem::Function { .. }
    ));
    let digits = "12345678901234567890123456789012345678";
    let error = FunctionError::Number(dynamite_core::NumberError::TooManyDigits);
    assert_eq!(problem(&format!("{digits} * total")), operator("*", error));
    assert_eq!(
        problem("extra.n.m").to_string(),
        "expected a map, and the value is a number"
    );
    assert_eq!(
        problem("paid").to_string(),
        "`paid`: the schema says bool, and there is no value (absent, or `NULL`): give the item one, or declare the field optional"
    );
    let wrong = FunctionError::WrongKind {
        expected: "a list or set",
        found: "a map",
    };
    assert_eq!(problem("to_list(extra)"), function("to_list", wrong));
}

#[test]
fn reads_are_paths_of_stored_attributes() {
    for (text, expected) in [
        ("1 + 2", ""),
        ("now()", ""),
        ("concat(name, email, name)", "email name"),
        ("address.city", "address.city"),
        ("lines[0].sku", "lines[0].sku"),
        ("prices[\"net\"]", "prices.net"),
        ("lines[total].sku", "lines total"),
        ("map(lines, l -> concat(l.sku, name))", "lines name"),
        ("if(paid, address, null).city", "address paid"),
        ("round(total * discount, 2, up)", "discount total"),
    ] {
        let expression = compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        let reads: Vec<_> = expression.reads().iter().map(ToString::to_string).collect();
        assert_eq!(reads.join(" "), expected, "{text}");
        assert_eq!(expression.uses_now(), text == "now()");
    }
}

#[test]
fn types_are_inferred() {
    for (text, expected) in [
        ("name", "string"),
        ("nickname", "string?"),
        ("lower(nickname)", "string?"),
        ("coalesce(nickname, name)", "string"),
        ("split(name, \" \")", "list<string>"),
        ("split(name, \" \")[0]", "string?"),
        ("map(lines, l -> l.price)", "list<number?>"),
        ("compact(map(lines, l -> l.price))", "list<number>"),
        ("if(paid, total, null)", "number?"),
        ("[]", "list<null>"),
        ("[null, 1]", "list<number?>"),
        ("{ a: 1, b: \"x\" }", "map<json>"),
        ("total > discount", "bool?"),
        ("total = discount", "bool"),
        ("extra", "json"),
        ("to_string(extra)", "string?"),
        ("to_set([1])", "set<number>"),
        ("concat([1], [null])", "list<number?>"),
        ("lookup({ a: 1 }, name)", "number?"),
        ("lookup({ a: 1 }, name, 0)", "number"),
    ] {
        let expression = compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        assert_eq!(expression.ty().to_string(), expected, "{text}");
    }
}

#[test]
fn the_type_of_the_value_can_be_asked_for() {
    let compile_as = |text: &str, ty| {
        let source = ExpressionText::of_file(FileId(0), text);
        let compiled = Expression::compile_as(&source, &ExampleFields, &ty);
        compiled.map_err(|problems| problems[0].code.name()).err()
    };
    assert_eq!(compile_as("name", Kind::String.required()), None);
    assert_eq!(compile_as("null", Kind::String.optional()), None);
    assert_eq!(
        compile_as("[]", Kind::list(Kind::Date.required()).required()),
        None
    );
    assert_eq!(compile_as("name", Kind::Json.optional()), None);
    assert_eq!(
        compile_as("nickname", Kind::String.required()),
        Some("DM807")
    );
    assert_eq!(compile_as("total", Kind::String.required()), Some("DM806"));
    assert_eq!(compile_as("extra", Kind::String.optional()), Some("DM806"));
}

#[test]
fn constants_and_copies_are_known() {
    let compiled =
        |text: &str| compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    assert_eq!(compiled("lower(\"A\")").constant(), Some(&"a".into()));
    assert_eq!(
        compiled("[1, null]").constant(),
        Some(&Value::list(vec![number("1"), Value::Null]))
    );
    for text in ["name", "now()", "1 + 1"] {
        assert_eq!(compiled(text).constant(), None, "{text}");
    }
    for text in ["name", "address.city", "lines[0].sku"] {
        assert_eq!(
            compiled(text).copied().map(|it| it.to_string()).as_deref(),
            Some(text)
        );
    }
    for text in [
        "lower(name)",
        "lines[total].sku",
        "first(lines).sku",
        "null",
        "$batch",
    ] {
        assert_eq!(compiled(text).copied(), None, "{text}");
    }
}
