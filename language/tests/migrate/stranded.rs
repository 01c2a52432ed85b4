//! Changes that strand items, as problems of a schema.

use dynamite_schema::diagnostics::Severity;
use dynamite_schema::migration::stranded;

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
