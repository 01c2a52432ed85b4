//! Relations between models.

use super::object::Object;
use super::text;
use super::yaml_keys;
use crate::diagnostics::{Problems, catalogue};
use crate::source::{Span, Spanned};
use crate::yaml::Node;

/// A relation as written.
#[derive(Debug)]
pub(crate) struct Relation {
    pub(crate) name: Spanned<String>,
    pub(crate) kind: RelationKind,
    /// The name of the other model.
    pub(crate) target: Spanned<String>,
    /// Empty if not given, or if it cannot be read.
    pub(crate) foreign_key: Vec<Spanned<String>>,
    pub(crate) other_key: Option<Spanned<String>>,
    pub(crate) through: Option<Spanned<String>>,
    pub(crate) via: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
}

/// The four kinds of relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelationKind {
    HasMany,
    HasOne,
    BelongsTo,
    ManyToMany,
}

const KINDS: [(&str, RelationKind); 4] = [
    ("has_many", RelationKind::HasMany),
    ("has_one", RelationKind::HasOne),
    ("belongs_to", RelationKind::BelongsTo),
    ("many_to_many", RelationKind::ManyToMany),
];

pub(super) fn read(
    name: &Spanned<String>,
    node: &Node,
    problems: &mut Problems,
) -> Option<Relation> {
    let (relation, is_broken) =
        problems.attempt(|problems| Object::open(node, name.span, &yaml_keys::RELATION, problems));
    if is_broken {
        // The missing part may be one that could not be read.
        problems.give_up();
        return None;
    }
    let relation = relation?;
    let (kind, target) = kind(name.span, &relation, problems)?;
    let foreign_key = relation.get("foreign_key");
    let read = Relation {
        name: name.clone(),
        kind,
        target,
        foreign_key: foreign_key
            .map(|node| text::names(node, "`foreign_key`", problems))
            .unwrap_or_default(),
        other_key: relation.text("other_key"),
        through: relation.text("through"),
        via: relation.text("via"),
        doc: relation.doc(),
    };
    check_keys(&read, foreign_key.is_some(), problems);
    Some(read)
}

/// Returns the one kind of a relation, and the model it names.
fn kind(
    at: Span,
    relation: &Object<'_>,
    problems: &mut Problems,
) -> Option<(RelationKind, Spanned<String>)> {
    let mut given = KINDS
        .iter()
        .filter_map(|(key, kind)| Some((*key, *kind, relation.text(key)?)));
    let Some((key, kind, target)) = given.next() else {
        problems.push(catalogue::relation_without_kind(at));
        return None;
    };
    if let Some((other, _, second)) = given.next() {
        problems.push(catalogue::relation_of_two_kinds([
            (key, target.span),
            (other, second.span),
        ]));
        return None;
    }
    Some((kind, target))
}

/// Checks the keys that are allowed for each kind.
fn check_keys(relation: &Relation, has_foreign_key: bool, problems: &mut Problems) {
    let at = relation.name.span;
    let through = relation.through.as_ref();
    if relation.kind == RelationKind::ManyToMany {
        if through.is_none() {
            problems.push(catalogue::missing_key(
                at,
                "a many-to-many relation",
                "through",
            ));
        }
        if let Some(second) = relation.foreign_key.get(1) {
            problems.push(catalogue::unfit_relation_key(
                second.span,
                "the foreign key of a pair has one part",
                "name one field",
            ));
        }
        return;
    }
    if !has_foreign_key {
        problems.push(catalogue::missing_key(at, "a relation", "foreign_key"));
    }
    let of_pairs = through.map(|it| ("`through` is for `many_to_many`", it));
    let other_key = relation.other_key.as_ref();
    let other_key = other_key.map(|it| ("`other_key` is for `many_to_many`", it));
    let via = relation.via.as_ref();
    let via = via.filter(|_| relation.kind == RelationKind::BelongsTo);
    let via = via.map(|it| ("`belongs_to` reads by the primary key", it));
    for (reason, key) in [of_pairs, other_key, via].into_iter().flatten() {
        problems.push(catalogue::unfit_relation_key(key.span, reason, "remove it"));
    }
}
