//! Migration files between two schemas, with what is said about them.
//!
//! A folder of `tests/migrations` holds the schemas `before.yaml` and `after.yaml`, and migration files
//! between them. Each ends in a comment with the expected diagnostics.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dynamite_schema::diagnostics::{Diagnostics, ExampleKind, codes};
use dynamite_schema::ir::{Literal, Schema};
use dynamite_schema::migration::{self, Added, Migration, StepKind};

use crate::expected::{Differences, bless};
use crate::explanations::assert_true;
use crate::fail::{MARK, lines};
use crate::support::{check_text, summary};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn schema(folder: &Path, file: &str) -> Schema {
    let text = fs::read_to_string(folder.join(file)).expect("a schema");
    check_text(&text).expect("a schema without errors").schema
}

/// The migration files of all folders, each with its schemas.
fn each(mut visit: impl FnMut(&Path, &str, &Schema, &Schema)) {
    for folder in entries(Path::new("tests/migrations")) {
        let (before, after) = (
            schema(&folder, "before.yaml"),
            schema(&folder, "after.yaml"),
        );
        for path in entries(&folder) {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name");
            if !["before.yaml", "after.yaml"].contains(&name) {
                let text = fs::read_to_string(&path).expect("a migration");
                visit(&path, &text, &before, &after);
            }
        }
    }
}

fn diagnostics(path: &Path, text: &str, before: &Schema, after: &Schema) -> Diagnostics {
    match migration::check(&path.display().to_string(), text, before, after) {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    }
}

#[test]
fn every_migration_gets_the_expected_diagnostics() {
    let mut differences = Differences::default();
    each(|path, text, before, after| {
        let (file, expected) = text.split_once(MARK).unwrap_or((text, ""));
        let expected: Vec<_> = expected
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line))
            .collect();
        let expected = lines(&expected, "");
        let found = summary(&diagnostics(path, text, before, after));
        if bless() && expected != found {
            let comment = lines(&found.lines().collect::<Vec<_>>(), "# ");
            fs::write(path, format!("{file}{MARK}{comment}")).expect("a file");
        } else {
            differences.compare(&path.display().to_string(), &expected, &found);
        }
    });
    differences.assert_none();
}

#[test]
fn every_wrong_example_gives_its_code_and_every_right_one_is_accepted() {
    let mut seen = 0;
    for explanation in codes() {
        if let Some(example) = explanation.example
            && let ExampleKind::Migration(around) = example.kind
        {
            let [before, after] = around.map(|text| check_text(text).expect("a schema").schema);
            let [wrong, right] = [example.wrong, example.right]
                .map(|text| diagnostics(Path::new("0001_example.yaml"), text, &before, &after));
            assert_true(explanation, &wrong, &right);
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn every_code_of_migrations_has_a_fixture() {
    let mut seen = BTreeSet::new();
    each(|path, text, before, after| {
        let found = diagnostics(path, text, before, after);
        seen.extend(found.iter().map(|one| one.code.name()));
    });
    let all = codes().map(|explanation| explanation.code.name());
    let missing: Vec<_> = all
        // DM907 and DM910 are about schemas: see `tests/migrate`.
        .filter(|code| {
            code.starts_with("DM9") && !["DM907", "DM910"].contains(code) && !seen.contains(code)
        })
        .collect();
    assert!(missing.is_empty(), "without a fixture: {missing:?}");
}

fn accepted(folder: &str, file: &str) -> Migration {
    let folder = Path::new("tests/migrations").join(folder);
    let (before, after) = (
        schema(&folder, "before.yaml"),
        schema(&folder, "after.yaml"),
    );
    let text = fs::read_to_string(folder.join(file)).expect("a migration");
    let checked = migration::check(file, &text, &before, &after);
    checked.expect("a migration without errors").migration
}

#[test]
fn steps_are_about_attributes() {
    let migration = accepted("people", "0001_all_steps.yaml");
    assert_eq!(migration.name.number(), 1);
    assert_eq!(migration.doc.as_deref(), Some("Every step."));
    let [of_user] = migration.models.as_slice() else {
        panic!("one model")
    };
    let shown = of_user.steps.iter().map(|step| match &step.kind {
        StepKind::Add { target, value } => {
            format!("add {} {value:?}", target.attributes.join("/"))
        }
        StepKind::Set { target, value, .. } => {
            format!("set {} {value}", target.attributes.join("/"))
        }
        StepKind::Rename { from, to } => {
            format!(
                "rename {} {}",
                from.attributes.join("/"),
                to.attributes.join("/")
            )
        }
        StepKind::Copy { from, to } => {
            format!(
                "copy {} {}",
                from.attributes.join("/"),
                to.attributes.join("/")
            )
        }
        StepKind::Drop(target) => format!("drop {}", target.attributes.join("/")),
        StepKind::AddMembers { target, members } => {
            format!("add to {} {members:?}", target.attributes.join("/"))
        }
        StepKind::RemoveMembers { target, members } => {
            format!("remove from {} {members:?}", target.attributes.join("/"))
        }
    });
    let text = |text: &str| Literal::String(text.to_owned());
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "rename name fullName".to_owned(),
            format!("add country {:?}", Added::Constant(text("unknown"))),
            format!("add seen_at {:?}", Added::Now),
            "copy mail contact".to_owned(),
            "drop fax".to_owned(),
            format!("add to tags {:?}", [text("old"), text("b")]),
            format!("remove from flags {:?}", [Literal::Integer(1)]),
            format!("add home/zip {:?}", Added::Constant(text(""))),
            "rename home/road home/street".to_owned(),
        ]
    );
}

#[test]
fn shorthands_are_expressions() {
    let migration = accepted("shorthands", "0001_shorthands.yaml");
    let steps = migration.models.iter().flat_map(|of| &of.steps);
    let shown = steps.map(|step| match &step.kind {
        StepKind::Set { target, value, .. } => format!("{}: {value}", target.path),
        other => format!("{other:?}"),
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "first: require(split(name, \" \")[0])",
            "middle: require(split(name, \" \")[1])",
            "last: require(if(coalesce(size(split(name, \" \")) > 2, false), join(slice(split(name, \" \"), 2), \" \"), null))",
            "full: join(compact([title, name]), \" \")",
            "label: if(is_null(title) and is_null(nick), null, join(compact([title, nick]), \"\"))",
            "status: lookup({\"o\": \"open\", \"p\": \"paid\"}, status, status)",
            "years: to_number(age)",
            "at: since",
            "day: date_of(since)",
            "moment: from_epoch_seconds(seconds)",
            "is_paid: to_string(paid)",
            "all_tags: to_list(tags)",
            "some_notes: to_set(notes)",
            "size: to_number(extra)",
            "rank: lookup({\"low\": \"high\", \"high\": \"low\"}, level, level)",
            "home.town: if(coalesce(size(split(home.city, \"'\")) > 0, false), join(slice(split(home.city, \"'\"), 0), \"'\"), null)",
        ]
    );
}

/// A field can be kept in both forms where each value of the new one has a place in the former.
#[test]
fn steps_say_which_former_field_programs_can_keep() {
    let migration = accepted("shorthands", "0001_shorthands.yaml");
    let steps = migration.models.iter().flat_map(|of| &of.steps);
    let kept = steps.filter_map(|step| match &step.kind {
        StepKind::Set {
            target,
            retypes: Some(former),
            from,
            ..
        } => {
            assert!(from.is_none(), "{}", target.path);
            Some((former.path.clone(), target.path.clone()))
        }
        _ => None,
    });
    let kept: Vec<_> = kept.collect();
    // That of `years` may be absent, which the former one may not.
    assert_eq!(kept, [("level".to_owned(), "rank".to_owned())]);
}

/// The class of each step of a file, and whether another step takes it back.
fn classes(folder: &str, file: &str) -> Vec<String> {
    let migration = accepted(folder, file);
    let steps = migration.models.iter().flat_map(|of| &of.steps);
    let shown = steps.map(|step| {
        let of = &step.class;
        assert!(!of.reason.is_empty());
        let undo = if of.is_invertible { "" } else { ", for good" };
        format!("{}{undo}", of.class)
    });
    shown.collect()
}

#[test]
fn every_step_has_a_class() {
    assert_eq!(
        classes("people", "0001_all_steps.yaml"),
        [
            "server-side",
            "server-side",
            "server-side",
            "server-side",
            "server-side, for good",
            "server-side, for good",
            "server-side, for good",
            "server-side",
            "server-side",
        ]
    );
    assert_eq!(
        classes("orders", "0001_expressions.yaml"),
        [
            "evaluated, for good",
            "evaluated, for good",
            "evaluated",
            "evaluated, for good",
            "evaluated, for good",
            "evaluated",
            "evaluated, for good",
            // A copy of `name`.
            "server-side",
            "evaluated",
            "evaluated",
            "evaluated",
            "evaluated",
            "evaluated",
            "evaluated",
            "evaluated",
            "evaluated, for good",
            "evaluated, for good",
        ]
    );
}
