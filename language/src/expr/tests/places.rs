//! Places in expressions that are YAML scalars.

use crate::diagnostics::Problems;
use crate::expr::{ExampleFields, Expression, ExpressionText};
use crate::source::Sources;
use crate::yaml::{self, Value};

/// The text at which the first problem of the expression stands, which is the value of `set`.
fn marked(file: &str) -> String {
    let mut sources = Sources::default();
    let id = sources.add("file.yaml", file);
    let mut problems = Problems::default();
    let root = yaml::parse(id, file, &mut problems).expect("YAML");
    let Value::Map(entries) = root.value else {
        panic!("a map");
    };
    let node = &entries[0].value;
    let text = &node.scalar().expect("a scalar").text;
    let source = ExpressionText::in_scalar(&sources, node.span, text);
    let problems = Expression::compile(&source, &ExampleFields).expect_err("it is wrong");
    let span = problems[0].span().expect("a place");
    file[span.start as usize..span.end as usize].to_owned()
}

#[test]
fn problems_stand_where_they_are_written() {
    for (file, expected) in [
        ("set: concat(name, emial)\n", "emial"),
        ("set: 'concat(''it is'', emial)' # a comment\n", "emial"),
        ("set: \"concat(\\\"it's\\\\n\\\", emial)\"\n", "emial"),
        (
            "set: |\n  concat(\n    name,\n    emial\n  )\nnext: 1\n",
            "emial",
        ),
        ("set: >-\n  concat(name,\n  emial)\n", "emial"),
        ("set: >\n  concat(name,\n\n  emial)\n", "emial"),
        ("set: concat(name,\n  emial)\n", "emial"),
        ("set: |+\n  concat(\"ä\", emial)\n\n", "emial"),
        ("set: |\n  \"a\" = emial\n", "emial"),
        ("set: |\r\n  concat(name,\r\n  emial)\r\n", "emial"),
    ] {
        assert_eq!(marked(file), expected, "{file}");
    }
}

#[test]
fn a_scalar_that_cannot_be_followed_is_marked_as_a_whole() {
    for scalar in [
        "\"concat(\\x6eame, emial)\"",
        "\"concat(name, \\\n  emial)\"",
    ] {
        assert_eq!(marked(&format!("set: {scalar}\n")), scalar);
    }
}
