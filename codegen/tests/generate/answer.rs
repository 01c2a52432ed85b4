//! What holds for any text as a schema file. The fuzz target `schema` runs this too.

use dynamite_codegen::generate::{Layout, generate};
use dynamite_schema::diagnostics::{Diagnostics, Format, RenderOptions};
use dynamite_schema::source::Sources;

/// Checks a text as the only schema file: it is a schema that code can be generated from, or
/// there are errors, all of them at places in it, that can be shown in every format.
///
/// # Panics
/// When it is neither.
pub(crate) fn assert_answered(text: &str) {
    let mut sources = Sources::default();
    sources.add("schema.yaml", text);
    match dynamite_schema::check(sources) {
        Ok(checked) => {
            let generated = generate(&checked.schema, Layout::CheckedIn);
            assert!(generated.is_ok(), "accepted, and: {:?}", generated.err());
        }
        Err(problems) => {
            assert!(problems.has_errors());
            assert_placed(text, &problems);
            assert_shown(&problems);
        }
    }
}

fn assert_placed(text: &str, problems: &Diagnostics) {
    for one in problems {
        assert!(!one.labels.is_empty(), "{} has no place", one.code);
        for label in &one.labels {
            let place = label.span.start as usize..label.span.end as usize;
            let inside = text.get(place).is_some();
            assert!(inside, "{} is outside the file", one.code);
        }
    }
}

fn assert_shown(problems: &Diagnostics) {
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let options = RenderOptions {
            prefix: "schemas",
            color: true,
        };
        assert!(problems.render(format, &options).ends_with('\n'));
    }
}
