//! Changes that strand items, as problems of a schema.

use dynamite_schema::diagnostics::Severity;
use dynamite_schema::migration::{StepKind, check, stranded};

use crate::{shown, user};

#[test]
fn each_change_is_shown_where_it_is() {
    let before = user("name: string, age: u8");
    let after = user("name: u8, age: u16, city: string, nick: string?");
    let found = stranded(&before, &after, Severity::Warning);
    assert!(!found.has_errors());
    let lines = shown(&found);
    let lines: Vec<_> = lines.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with("schema.yaml:1:48: warning[DM907]: "),
        "{lines:?}"
    );
    assert!(lines[1].contains("`User.city` is new"), "{lines:?}");
    let found = stranded(&before, &after, Severity::Error);
    assert!(found.has_errors());
    assert!(stranded(&before, &before, Severity::Error).is_empty());
}

/// The last snapshot has the attribute that the field gets, and the migration is one rename.
#[test]
fn a_field_in_a_phase_is_no_change_once_its_migration_is_there() {
    let before = user("name: string");
    let after = user("full_name: string");
    for phase in ["expand", "switch", "contract"] {
        let field = format!("full_name: {{ type: string, renamed_from: name, phase: {phase} }}");
        let during = user(&field);
        assert!(!stranded(&before, &during, Severity::Warning).is_empty());
        assert!(stranded(&after, &during, Severity::Warning).is_empty());
        let text = "model: User\nsteps: [{ rename: { from: name, to: full_name } }]\n";
        let checked = check("0001_full_name.yaml", text, &before, &during);
        let checked = checked.map_err(|problems| shown(&problems));
        let step = &checked.expect("a migration").migration.models[0].steps[0];
        let StepKind::Rename { from, to } = &step.kind else {
            panic!("{step:?}");
        };
        assert_eq!(
            (&from.attributes[..], &to.attributes[..]),
            (&["name".to_owned()][..], &["full_name".to_owned()][..])
        );
    }
}
