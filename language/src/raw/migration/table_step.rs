//! Steps about the table of a model rather than its items.

use crate::diagnostics::{Problems, catalogue};
use crate::raw::object::Object;
use crate::raw::yaml_keys::{self, Place};
use crate::source::{Span, Spanned};
use crate::yaml::Node;

/// A change of a table, with the name of an index or of a field.
#[derive(Debug)]
pub(crate) enum TableChange {
    AddIndex(Spanned<String>),
    DropIndex(Spanned<String>),
    ReplaceIndex(Spanned<String>),
    TtlOn(Spanned<String>),
    TtlOff(Spanned<String>),
}

/// What makes a change of a name.
type Make = fn(Spanned<String>) -> TableChange;

/// Reads `index`, whose key stands at a place.
pub(super) fn index(at: Span, node: &Node, problems: &mut Problems) -> Option<TableChange> {
    let ways: [(&str, Make); 3] = [
        ("add", TableChange::AddIndex),
        ("drop", TableChange::DropIndex),
        ("replace", TableChange::ReplaceIndex),
    ];
    one_of(ways, at, node, &yaml_keys::INDEX_STEP, problems)
}

/// Reads `ttl`, whose key stands at a place.
pub(super) fn ttl(at: Span, node: &Node, problems: &mut Problems) -> Option<TableChange> {
    let ways: [(&str, Make); 2] = [("on", TableChange::TtlOn), ("off", TableChange::TtlOff)];
    one_of(ways, at, node, &yaml_keys::TTL_STEP, problems)
}

/// Reads the only one of these keys.
fn one_of<const N: usize>(
    ways: [(&str, Make); N],
    at: Span,
    node: &Node,
    place: &'static Place,
    problems: &mut Problems,
) -> Option<TableChange> {
    let object = Object::open(node, at, place, problems)?;
    let given = ways.into_iter().filter(|(key, _)| object.is_given(key));
    let [(key, make)] = given.collect::<Vec<_>>()[..] else {
        problems.push(catalogue::not_one_step(at));
        return None;
    };
    object.text(key).map(make)
}
