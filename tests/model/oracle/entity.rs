//! New entities and whole ones.

use super::rules;
use crate::command::Draft;
use crate::spec::{Kind, Spec};
use crate::time::Time;
use crate::value::{Item, Value, n, s};

/// The entity that `build` makes of a draft: defaults and times are filled in, nothing is
/// normalized or checked.
pub(super) fn built(spec: &Spec, draft: &Draft, now: Time) -> Item {
    let mut entity = defaults(spec.kind);
    entity.extend(draft.fields.clone());
    entity.extend(draft.key.clone());
    entity.retain(|_, value| !rules::is_absent(value));
    if let Some((name, form)) = spec.updated {
        entity.insert(name.to_owned(), now.stored(form));
    }
    if let Some((name, _)) = spec.version {
        entity.insert(name.to_owned(), n(1));
    }
    entity
}

fn defaults(kind: Kind) -> Item {
    let defaults: Vec<(&str, Value)> = match kind {
        Kind::Deposit => vec![("weight", n(1))],
        _ => vec![
            ("state", s("free")),
            ("n", n(0)),
            ("level", n(5)),
            ("lines", Value::L(Vec::new())),
            ("notes", Value::M(Item::new())),
        ],
    };
    let defaults = defaults.into_iter();
    defaults
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// What saving an entity leaves: its attributes, and those of the stored item that the model
/// does not know. The time of deletion of an entity is never saved.
pub(super) fn merged(spec: &Spec, stored: Option<&Item>, entity: &Item) -> Item {
    let unknown = stored.into_iter().flatten();
    let unknown = unknown.filter(|(name, _)| !spec.knows(name));
    let known = entity.iter().filter(|(name, _)| {
        spec.deleted
            .is_none_or(|(deleted, _)| deleted != name.as_str())
    });
    let all = unknown.chain(known);
    all.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
