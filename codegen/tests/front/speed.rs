//! The front end grows with the schema, and no faster.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use dynamite_codegen::diagnostics::{Format, RenderOptions};

use crate::support::diagnostics_of;

/// A schema of this many models, each with twenty fields, an index, and a type of its own.
fn schema(models: usize, last_type: &str) -> String {
    let mut text = String::from("models:\n");
    for model in 0..models {
        let _ = writeln!(
            text,
            "  Model{model}:\n    key: id\n    fields:\n      id: ulid"
        );
        for field in 0..18 {
            let _ = writeln!(
                text,
                "      field_{field}: {{ type: string?, doc: A field. }}"
            );
        }
        let _ = writeln!(text, "      last: {last_type}{model}");
        let _ = writeln!(
            text,
            "    indexes:\n      by_id_2: {{ partition: id, project: [last] }}"
        );
    }
    text.push_str("types:\n");
    for model in 0..models {
        let _ = writeln!(
            text,
            "  Type{model}: {{ text: string, more: list<Type{model}> }}"
        );
    }
    text
}

/// The best of three: what else the machine does must not decide.
fn time(text: &str, errors: usize) -> Duration {
    let run = || {
        let start = Instant::now();
        let diagnostics = diagnostics_of(text);
        let shown = diagnostics.render(Format::Human, &RenderOptions::default());
        assert_eq!(
            diagnostics.len(),
            errors,
            "{}",
            shown.chars().take(500).collect::<String>()
        );
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap_or_default()
}

/// Sixteen times the models may take thirty-two times as long, which leaves room for caches and
/// none for anything quadratic.
fn assert_linear(last_type: &str, errors: bool) {
    let few = time(&schema(40, last_type), if errors { 40 } else { 0 });
    let many = time(&schema(640, last_type), if errors { 640 } else { 0 });
    assert!(many < few * 32, "{few:?} for 40 models, {many:?} for 640");
}

#[test]
fn a_right_schema_takes_linear_time() {
    assert_linear("Type", false);
}

#[test]
fn a_schema_with_an_error_in_every_model_takes_linear_time() {
    assert_linear("nothing_of_the_kind_", true);
}
