//! Random expressions over random items.

use proptest::prelude::*;

use super::generate::Generator;
use super::{compile, evaluate};
use crate::expr::EvaluateProblem;

/// How many of the expressions of so many seeds are well typed, and have a value.
fn run(seeds: std::ops::Range<u64>) -> (usize, usize) {
    let (mut compiled, mut valued) = (0, 0);
    for seed in seeds {
        let mut generator = Generator::new(seed);
        let kind = generator.kind();
        let text = generator.expression(&kind, 5);
        let Ok(expression) = compile(&text) else {
            continue;
        };
        compiled += 1;
        let again = compile(&expression.to_string()).expect("the canonical text is an expression");
        for _ in 0..4 {
            let item = generator.item();
            let value = evaluate(&expression, &item);
            if let Ok(value) = &value {
                valued += 1;
                let ty = expression.ty();
                assert!(
                    ty.admits(value),
                    "seed {seed}: {text} is {value:?}, not {ty}"
                );
            }
            let second = evaluate(&again, &item).map_err(|it| it.problem);
            assert_eq!(
                value.map_err(|it| it.problem),
                second,
                "seed {seed}: {text}"
            );
        }
    }
    (compiled, valued)
}

#[test]
fn a_value_is_of_the_type_of_its_expression() {
    let seeds = std::env::var("DYNAMITE_EXPRESSION_SEEDS");
    let seeds = seeds.map_or(4000, |it| it.parse().expect("a number of seeds"));
    let (compiled, valued) = run(0..seeds);
    let enough = usize::try_from(seeds / 2).expect("a number of seeds");
    assert!(
        compiled > enough && valued > enough,
        "{compiled} compiled, {valued} values"
    );
}

#[test]
fn work_is_bounded() {
    let long = "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]";
    let mut text = "1".to_owned();
    for level in 0..8 {
        text = format!("sum(map({long}, x{level} -> {text} + x{level}))");
    }
    let expression = compile(&text).expect("an expression");
    let error = evaluate(&expression, &std::collections::BTreeMap::new());
    assert_eq!(
        error.map_err(|it| it.problem),
        Err(EvaluateProblem::TooMuchWork)
    );
}

#[test]
fn what_is_made_and_dropped_is_work_too() {
    let thousand = "split(pad_end(name, 1e3, \"a\"), \"\")";
    for text in [
        format!("any({thousand}, x -> any({thousand}, y -> size(pad_end(x, 4e5, y)) = 0))"),
        format!("size(sort({thousand}, x -> pad_end(x, 4e5, \"b\")))"),
    ] {
        let expression = compile(&text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        let item = [("name".to_owned(), "a".into())].into();
        assert!(evaluate(&expression, &item).is_err(), "{text}");
    }
}

#[test]
fn the_deepest_expressions_are_evaluated() {
    let nested = (0..31).fold("total".to_owned(), |text, level| {
        format!("map([{text}], x{level} -> x{level} + 1)[0]")
    });
    for text in [
        format!("1{}", " + 1".repeat(198)),
        format!("{}true", "not ".repeat(60)),
        format!("{}total{}", "if(true, ".repeat(63), ", 0)".repeat(63)),
        nested,
    ] {
        let expression = compile(&text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        let total = dynamite_core::Number::small(false, 1);
        let item = [("total".to_owned(), total.into())].into();
        assert!(evaluate(&expression, &item).is_ok(), "{text}");
    }
}

#[test]
fn expressions_are_shared_by_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<crate::expr::Expression>();
}

#[test]
fn values_are_bounded() {
    let twice = "concat(x, x)";
    let mut text = "map([name], x -> x)[0]".to_owned();
    for _ in 0..20 {
        text = format!("map([coalesce({text}, \"\")], x -> {twice})[0]");
    }
    for text in [
        text.as_str(),
        "pad_start(name, 1e9, \"x\")",
        "replace(pad_end(name, 1e5, \"aa\"), \"a\", pad_end(name, 1e5, \"b\"))",
        "map(split(pad_end(name, 3e5, \"a\"), \"\"), x -> pad_end(x, 3e5, \"b\"))",
        "replace_matches(pad_end(name, 3e5, \"a\"), '(?s)(.*)', pad_end(\"\", 3e5, \"$1\"))",
    ] {
        let expression = compile(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
        let item = [("name".to_owned(), "a".into())].into();
        let error = evaluate(&expression, &item).expect_err("it is too large");
        let shown = error.to_string();
        assert!(shown.contains("400 KB"), "{text}: {shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_an_expression_or_has_problems_within_it(
        text in "([a-c0-9.,:()\\[\\]{}\"'`$\\\\<>=!+*/% -]|and |not |if|map\\(lines, |->|name|total|lower\\(|round\\(|ä|\\PC){0,24}"
    ) {
        let source = crate::expr::ExpressionText::of_file(crate::source::FileId(0), &text);
        let compiled = crate::expr::Expression::compile(&source, &crate::expr::ExampleFields);
        for problem in compiled.err().unwrap_or_default() {
            for label in problem.labels {
                let place = label.span.start as usize..label.span.end as usize;
                prop_assert!(text.get(place).is_some(), "{:?} in {}", label, text);
            }
        }
    }
}
