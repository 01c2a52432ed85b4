//! A schema that `check` accepts.

use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;

use super::models;
use super::names::Random;
use super::spotlight::Spotlight;

/// A random schema without what was refused.
pub(super) struct Accepted {
    pub(super) seed: u64,
    pub(super) text: String,
    pub(super) schema: Schema,
}

impl Accepted {
    pub(super) fn new(seed: u64) -> Self {
        let mut lines = models::schema(&mut Random::new(seed), &Spotlight::new(seed));
        loop {
            assert!(!lines.is_empty(), "nothing of schema {seed} is accepted");
            let text = lines.text();
            match check(&text) {
                Ok(schema) => return Self { seed, text, schema },
                Err(refused) => lines.remove(refused),
            }
        }
    }

    /// The module that it is generated into.
    pub(super) fn module(&self) -> String {
        format!("schema_{}", self.seed)
    }
}

/// The schema, or the last line with an error: lines above it may be right without it.
fn check(text: &str) -> Result<Schema, usize> {
    let mut sources = Sources::default();
    sources.add("schema.yaml", text);
    let problems = match dynamite_schema::check(sources) {
        Ok(checked) => return Ok(checked.schema),
        Err(problems) => problems,
    };
    let errors = problems.iter().filter(|one| one.severity.name() == "error");
    let lines = errors.filter_map(|one| {
        let start = one.span()?.start as usize;
        Some(text[..start].matches('\n').count() + 1)
    });
    let last = lines.max();
    Err(last.unwrap_or_else(|| panic!("an error has no place:\n{problems:?}\n{text}")))
}
