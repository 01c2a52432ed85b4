//! Trees and their text.

use proptest::prelude::*;

use super::tree::{BinaryOperator, Name, Tree, TreeKind, UnaryOperator};
use super::{At, parse, print};

fn here(kind: TreeKind) -> Tree {
    let at = At::default();
    Tree { kind, at }
}

fn name(text: String) -> Name {
    let at = At::default();
    Name { text, at }
}

/// A tree whose places are all the same.
fn without_places(tree: &Tree) -> Tree {
    let boxed = |tree: &Tree| Box::new(without_places(tree));
    let all = |trees: &[Tree]| trees.iter().map(without_places).collect();
    let plain = |it: &Name| name(it.text.clone());
    here(match &tree.kind {
        TreeKind::Member(of, member) => TreeKind::Member(boxed(of), plain(member)),
        TreeKind::Index(of, at) => TreeKind::Index(boxed(of), boxed(at)),
        TreeKind::Call(function, arguments) => TreeKind::Call(plain(function), all(arguments)),
        TreeKind::Lambda(variable, body) => TreeKind::Lambda(plain(variable), boxed(body)),
        TreeKind::List(items) => TreeKind::List(all(items)),
        TreeKind::Map(entries) => {
            let entries = entries.iter();
            TreeKind::Map(
                entries
                    .map(|(key, it)| (plain(key), without_places(it)))
                    .collect(),
            )
        }
        TreeKind::Unary(operator, operand) => TreeKind::Unary(*operator, boxed(operand)),
        TreeKind::Binary(operator, left, right) => {
            TreeKind::Binary(*operator, boxed(left), boxed(right))
        }
        other => other.clone(),
    })
}

fn trees() -> impl Strategy<Value = Tree> {
    let names = || prop_oneof!["[a-z]{1,4}", ".{1,4}", Just("and".to_owned())];
    let functions = "f[a-z]{0,4}";
    let leaves = prop_oneof![
        Just(TreeKind::Null),
        any::<bool>().prop_map(TreeKind::Bool),
        (any::<bool>(), any::<u64>(), -9..9_i32).prop_map(|(negative, digits, exponent)| {
            let number = dynamite_core::Number::new(negative, digits.into(), exponent);
            TreeKind::Number(number.expect("a number"))
        }),
        ".{0,6}".prop_map(TreeKind::String),
        names().prop_map(TreeKind::Name),
        "[a-z]{1,4}".prop_map(TreeKind::Constant),
    ];
    leaves
        .prop_map(here)
        .prop_recursive(6, 40, 4, move |inner| {
            let boxed = || inner.clone().prop_map(Box::new);
            let argument = prop_oneof![
                inner.clone(),
                (names(), boxed()).prop_map(|(it, body)| here(TreeKind::Lambda(name(it), body))),
            ];
            let arguments = proptest::collection::vec(argument, 0..4);
            let operators = proptest::sample::select(&BinaryOperator::ALL[..]);
            prop_oneof![
                (boxed(), names()).prop_map(|(of, it)| TreeKind::Member(of, name(it))),
                (boxed(), boxed()).prop_map(|(of, at)| TreeKind::Index(of, at)),
                (functions, arguments).prop_map(|(it, of)| TreeKind::Call(name(it), of)),
                proptest::collection::vec(inner.clone(), 0..4).prop_map(TreeKind::List),
                proptest::collection::btree_map(".{0,4}", inner.clone(), 0..4).prop_map(|it| {
                    TreeKind::Map(it.into_iter().map(|(key, it)| (name(key), it)).collect())
                }),
                boxed().prop_map(|it| TreeKind::Unary(UnaryOperator::Not, it)),
                boxed().prop_map(|it| TreeKind::Unary(UnaryOperator::Minus, it)),
                (operators, boxed(), boxed()).prop_map(|(it, l, r)| TreeKind::Binary(it, l, r)),
            ]
            .prop_map(here)
        })
}

/// The minus before a number that is not negative is part of the number.
fn is_written_so(tree: &Tree) -> bool {
    let is_sign = matches!(&tree.kind, TreeKind::Unary(UnaryOperator::Minus, it)
        if matches!(it.kind, TreeKind::Number(number) if !number.is_negative()));
    !is_sign && tree.inside().into_iter().all(is_written_so)
}

#[test]
fn operators_bind_as_in_arithmetic() {
    for (written, printed) in [
        ("1+2*3-4", "1 + 2 * 3 - 4"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("not a = b or c and d", "not a = b or c and d"),
        ("(not a) = b", "(not a) = b"),
        ("not (a = b)", "not a = b"),
        ("-a.b[0]", "-a.b[0]"),
        ("(-a).b", "(-a).b"),
        ("-(1)", "-1"),
        ("- -1", "-(-1)"),
        ("a - -1", "a - -1"),
        ("'it''s' = \"it's\"", "\"it's\" = \"it's\""),
        ("f( a,b, )", "f(a, b)"),
        ("f(x->x+1)", "f(x -> x + 1)"),
        ("{a:1,'b c':2}", "{\"a\": 1, \"b c\": 2}"),
        ("`and`.`two words`", "`and`.`two words`"),
        ("1e3", "1000"),
    ] {
        let tree = parse(written).expect(written);
        assert_eq!(print(&tree), printed, "{written}");
    }
}

#[test]
fn budgets_hold_before_the_stack_ends() {
    for text in [
        "(".repeat(60_000),
        "[".repeat(60_000),
        "-".repeat(60_000),
        "not ".repeat(16_000),
        "f(".repeat(30_000),
        format!("a{}", ".a".repeat(30_000)),
        format!("a{}", "[0]".repeat(20_000)),
        format!("a{}", " + a".repeat(16_000)),
        format!("a{}", "+a*a".repeat(300)),
        "x".repeat(70_000),
    ] {
        let error = parse(&text).expect_err("too large");
        assert!(error.is_budget, "{}: {}", &text[..10], error.message);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_printed_is_parsed(tree in trees()) {
        prop_assume!(is_written_so(&tree));
        let text = print(&tree);
        let parsed = parse(&text);
        let parsed = parsed.map(|it| without_places(&it)).map_err(|it| (it.message, text.clone()));
        prop_assert_eq!(parsed, Ok(tree), "{}", text);
    }

    #[test]
    fn any_text_gives_a_tree_or_an_error_within_it(text in "([a-c0-9.,:()\\[\\]{}\"'`$\\\\<>=!?+*/% -]|and |not |->|ä|\\PC){0,40}") {
        match parse(&text) {
            Ok(tree) => check_places(&tree, &text),
            Err(error) => {
                prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len());
                prop_assert!(text.is_char_boundary(error.at.start) && text.is_char_boundary(error.at.end));
            }
        }
    }
}

fn check_places(tree: &Tree, text: &str) {
    assert!(
        text.get(tree.at.start..tree.at.end).is_some(),
        "{tree:?} in {text}"
    );
    tree.inside()
        .into_iter()
        .for_each(|it| check_places(it, text));
}
