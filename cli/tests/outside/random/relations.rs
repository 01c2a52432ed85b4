//! Relations of every kind, with what they need on the other side.

use super::models::Model;
use super::names::{self, Random, member, quoted};

/// Relates some of the models, and some to themselves.
pub(super) fn add(rng: &mut Random, models: &mut Vec<Model>) {
    for _ in 0..rng.usize(..4) {
        let (one, many) = (rng.usize(..models.len()), rng.usize(..models.len()));
        if rng.u8(..3) == 0 && models[one].key.len() == 1 && models[many].key.len() == 1 {
            add_pairs(rng, models, one, many);
        } else {
            add_children(rng, models, one, many);
        }
    }
}

/// `has_many` or `has_one`, and the way back.
fn add_children(rng: &mut Random, models: &mut [Model], one: usize, many: usize) {
    let (parent, child) = (models[one].name.clone(), models[many].name.clone());
    let kind = if rng.bool() { "has_many" } else { "has_one" };
    let held = models[one]
        .key
        .clone()
        .into_iter()
        .map(|(_, ty)| (member(rng), ty));
    let held: Vec<_> = held.collect();
    let names: Vec<_> = held.iter().map(|(name, _)| quoted(name)).collect();
    let foreign_key = format!("foreign_key: [{}]", names.join(", "));
    let fields = held
        .iter()
        .zip(&names)
        .map(|((_, ty), name)| format!("{name}: {{ {ty} }}"));
    models[many].fields.extend(fields);
    let index = quoted(&member(rng));
    models[many]
        .indexes
        .push(format!("{index}: {{ partition: [{}] }}", names.join(", ")));
    let relation = format!(
        "{}: {{ {kind}: {child}, {foreign_key} }}",
        quoted(&member(rng))
    );
    models[one].relations.push(relation);
    let back = format!(
        "{}: {{ belongs_to: {parent}, {foreign_key} }}",
        quoted(&member(rng))
    );
    models[many].relations.push(back);
}

/// `many_to_many`, both ways, and the model of the pairs.
fn add_pairs(rng: &mut Random, models: &mut Vec<Model>, one: usize, other: usize) {
    let ends = [one, other];
    let key = ends.map(|end| (member(rng), models[end].key[0].1.clone()));
    let names = [quoted(&key[0].0), quoted(&key[1].0)];
    let mut pairs = Model::bare(names::declared(rng), key.to_vec(), models.len());
    pairs.indexes.push(format!(
        "{}: {{ partition: {}, project: keys }}",
        quoted(&member(rng)),
        names[1]
    ));
    for (from, to) in [(0, 1), (1, 0)] {
        let relation = format!(
            "{}: {{ many_to_many: {}, through: {}, foreign_key: {}, other_key: {} }}",
            quoted(&member(rng)),
            models[ends[to]].name,
            pairs.name,
            names[from],
            names[to],
        );
        models[ends[from]].relations.push(relation);
    }
    models.push(pairs);
}
