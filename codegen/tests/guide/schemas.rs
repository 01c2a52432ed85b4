//! The schemas of the guide.
//!
//! A block marked `yaml` is a schema file. Fragments are completed first: `yaml,model` is what
//! stands below the name of a model, `yaml,fields` below `fields:`, `yaml,types` below `types:`.
//! `yaml,migration` is a migration file between the last `yaml,before` and `yaml,after` of the page.
//! `error=DM301` or `warning=DM507` after that says which diagnostic the block gives, and that it
//! gives no other.

use dynamite_schema::diagnostics::Diagnostics;
use dynamite_schema::ir::Schema;
use dynamite_schema::source::Sources;
use dynamite_schema::{check, migration};

use crate::pages::{Block, pages};

#[test]
fn every_schema_of_the_guide_is_what_it_is_said_to_be() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for page in pages() {
        let mut around = Around::default();
        for block in page.blocks() {
            let ("yaml", marks) = marks(&block) else {
                continue;
            };
            checked += 1;
            let found = if marks.contains(&"migration") {
                around.found(&block)
            } else {
                around.take(&block, &marks);
                found(&block, &marks)
            };
            let expected = expected(&marks);
            if expected != found {
                let place = format!("{}:{}", page.path.display(), block.line);
                wrong.push(format!("{place}: expected {expected:?}, found {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 40, "only {checked} schemas were found");
}

/// The language of a block, and its marks.
fn marks<'t>(block: &Block<'t>) -> (&'t str, Vec<&'t str>) {
    let mut words = block.info.split(',');
    (words.next().unwrap_or_default(), words.collect())
}

/// The diagnostics that a block says it gives, as `error=DM301`.
fn expected(marks: &[&str]) -> Vec<String> {
    let said = marks.iter().filter(|mark| mark.contains('='));
    said.map(|mark| (*mark).to_owned()).collect()
}

/// Those that it does give.
fn found(block: &Block<'_>, marks: &[&str]) -> Vec<String> {
    let mut sources = Sources::default();
    sources.add("guide.yaml", complete(&block.code, marks));
    let diagnostics = match check(sources) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    };
    named(&diagnostics)
}

fn named(diagnostics: &Diagnostics) -> Vec<String> {
    let all = diagnostics.into_iter();
    all.map(|one| format!("{}={}", one.severity.name(), one.code))
        .collect()
}

/// The schemas before and after the migrations of a page.
#[derive(Default)]
struct Around {
    before: Option<Schema>,
    after: Option<Schema>,
}

impl Around {
    /// Keeps a schema that a block says is one of them.
    fn take(&mut self, block: &Block<'_>, marks: &[&str]) {
        let place = if marks.contains(&"before") {
            &mut self.before
        } else if marks.contains(&"after") {
            &mut self.after
        } else {
            return;
        };
        let mut sources = Sources::default();
        sources.add("guide.yaml", block.code.as_str());
        *place = check(sources).ok().map(|checked| checked.schema);
    }

    /// The diagnostics of a migration.
    fn found(&self, block: &Block<'_>) -> Vec<String> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            return vec!["no schemas before and after".to_owned()];
        };
        match migration::check("0001_guide.yaml", &block.code, before, after) {
            Ok(checked) => named(&checked.warnings),
            Err(problems) => named(&problems),
        }
    }
}

/// A fragment as a schema file.
fn complete(code: &str, marks: &[&str]) -> String {
    let kind = marks.iter().find(|mark| !mark.contains('='));
    match kind.copied() {
        None | Some("before" | "after") => code.to_owned(),
        Some("model") => format!("models:\n  Example:\n{}", indented(code, 4)),
        Some("fields") => {
            let fields = indented(code, 6);
            format!("models:\n  Example:\n    key: id\n    fields:\n      id: ulid\n{fields}")
        }
        Some("types") => format!("types:\n{}", indented(code, 2)),
        Some(other) => panic!("no schema is marked {other:?}"),
    }
}

fn indented(code: &str, by: usize) -> String {
    let margin = " ".repeat(by);
    let lines = code.lines().flat_map(|line| [&margin, line, "\n"]);
    lines.collect()
}
