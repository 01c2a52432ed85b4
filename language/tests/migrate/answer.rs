//! What holds for any text as a migration file. The fuzz target `migration` runs this too.

use std::sync::LazyLock;

use dynamite_schema::diagnostics::{Diagnostics, Format, RenderOptions};
use dynamite_schema::ir::Schema;
use dynamite_schema::migration::check;
use dynamite_schema::source::Sources;

/// The schemas before and after the migration.
static SCHEMAS: LazyLock<[Schema; 2]> = LazyLock::new(|| {
    [
        include_str!("../migrations/orders/before.yaml"),
        include_str!("../migrations/orders/after.yaml"),
    ]
    .map(|text| {
        let mut sources = Sources::default();
        sources.add("schema.yaml", text);
        dynamite_schema::check(sources).expect("a schema").schema
    })
});

/// Checks a text as a migration file: it is a migration, or there are errors; all that is said is about
/// places in it, and can be shown in every format.
///
/// # Panics
/// When it is not so.
pub(crate) fn assert_answered(text: &str) {
    let [before, after] = &*SCHEMAS;
    match check("0001_fuzzed.yaml", text, before, after) {
        Ok(checked) => {
            assert!(!checked.warnings.has_errors());
            assert_placed(text, &checked.warnings);
        }
        Err(problems) => {
            assert!(problems.has_errors());
            assert_placed(text, &problems);
        }
    }
}

fn assert_placed(text: &str, problems: &Diagnostics) {
    for one in problems {
        for label in &one.labels {
            let place = label.span.start as usize..label.span.end as usize;
            let inside = text.get(place).is_some();
            assert!(inside, "{} is outside the file", one.code);
        }
    }
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let _ = problems.render(format, &RenderOptions::default());
    }
}
