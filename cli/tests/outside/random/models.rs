//! Models: keys, indexes, unique fields and life cycles.

use super::fields::{self, field};
use super::lines::Lines;
use super::names::{self, Random, member, one, quoted};
use super::relations;
use super::spotlight::Spotlight;
use super::types::Types;

/// A model in the making.
pub(super) struct Model {
    pub(super) name: String,
    /// Name and type of the fields of its key.
    pub(super) key: Vec<(String, String)>,
    facts: Vec<String>,
    pub(super) fields: Vec<String>,
    /// The names of fields that can be in the key of an index.
    keyable: Vec<String>,
    pub(super) indexes: Vec<String>,
    unique: Vec<String>,
    pub(super) relations: Vec<String>,
}

/// A schema of some models and types, with a word that is its turn.
pub(super) fn schema(rng: &mut Random, spotlight: &Spotlight) -> Lines {
    let types = Types::new(rng);
    let count = rng.usize(2..6);
    let mut models: Vec<_> = (0..count).map(|at| Model::new(rng, &types, at)).collect();
    relations::add(rng, &mut models);
    let mut lines = Lines::default();
    lines.add(0, "models:");
    for model in models {
        model.add(&mut lines);
    }
    lines.add_text(2, &spotlight.models());
    types.add(rng, &mut lines);
    lines.add_text(2, &spotlight.types());
    // Much of what is random cannot be in a patch.
    if rng.usize(..3) == 0 {
        lines.add(0, one(rng, &["serde: true", "serde: { unknown: deny }"]));
    }
    lines
}

impl Model {
    /// A model with a key and nothing else.
    pub(super) fn bare(name: String, key: Vec<(String, String)>, at: usize) -> Self {
        // Plurals, and with them tables, are one more thing that names collide in.
        let facts = vec![format!("table: table.{at}-{}", name.to_lowercase())];
        let fields = key
            .iter()
            .map(|(name, ty)| format!("{}: {{ {ty} }}", quoted(name)));
        Self {
            fields: fields.collect(),
            keyable: key.iter().map(|(name, _)| name.clone()).collect(),
            name,
            key,
            facts,
            indexes: Vec::new(),
            unique: Vec::new(),
            relations: Vec::new(),
        }
    }

    fn new(rng: &mut Random, types: &Types, at: usize) -> Self {
        let name = names::declared(rng);
        let key = (0..rng.usize(1..3)).map(|_| (member(rng), fields::key_type(rng, &types.enums)));
        let mut model = Self::bare(name, key.collect(), at);
        if rng.u8(..4) == 0 {
            model
                .facts
                .push(format!("plural: {}", names::declared(rng)));
        }
        model
            .fields
            .extend((0..rng.usize(..9)).map(|_| field(rng, &types.declared)));
        model.add_flattened(rng, types);
        model.add_keyable(rng, types);
        model.add_life_cycle(rng);
        for _ in 0..rng.usize(..5) {
            let index = model.index(rng);
            model.indexes.push(index);
        }
        if rng.u8(..3) == 0 {
            let (a, b) = (model.any(rng), model.any(rng));
            let name = quoted(&member(rng));
            model.unique.push(format!("{name}: [{a}, {b}]"));
        }
        model
    }

    /// Flattened unions. What is no union is refused, and left out.
    fn add_flattened(&mut self, rng: &mut Random, types: &Types) {
        for ty in &types.declared.0 {
            if rng.u8(..3) == 0 {
                let (name, optional) = (quoted(&member(rng)), one(rng, &["", "?"]));
                let field = format!("{name}: {{ type: {ty}{optional}, flatten: true }}");
                self.fields.push(field);
            }
        }
    }

    /// Fields for the keys of indexes.
    fn add_keyable(&mut self, rng: &mut Random, types: &Types) {
        for _ in 0..rng.usize(1..4) {
            let name = member(rng);
            let mut ty = fields::key_type(rng, &types.enums);
            if rng.u8(..4) == 0 {
                ty = match ty.split_once(',') {
                    Some((ty, form)) => format!("{ty}?,{form}"),
                    None => format!("{ty}?"),
                };
            }
            self.fields.push(format!("{}: {{ {ty} }}", quoted(&name)));
            self.keyable.push(name);
        }
    }

    fn add_life_cycle(&mut self, rng: &mut Random) {
        let kept = [
            "type: timestamp, auto: created, as: epoch_ms",
            "type: timestamp, auto: updated",
            "type: timestamp?, auto: deleted",
            "type: u64, auto: version",
            "type: i32, auto: version",
            "type: string?, auto: write_id",
        ];
        for kept in kept
            .into_iter()
            .filter(|_| rng.u8(..5) == 0)
            .collect::<Vec<_>>()
        {
            self.fields
                .push(format!("{}: {{ {kept} }}", quoted(&member(rng))));
        }
        if rng.u8(..5) == 0 {
            let name = quoted(&member(rng));
            self.fields.push(format!("{name}: timestamp?"));
            self.facts.push(format!("ttl: {name}"));
        }
    }

    /// The name of a field that can be in a key.
    fn any(&self, rng: &mut Random) -> String {
        quoted(&self.keyable[rng.usize(..self.keyable.len())])
    }

    fn index(&self, rng: &mut Random) -> String {
        let name = quoted(&member(rng));
        let (a, b, c) = (self.any(rng), self.any(rng), self.any(rng));
        let project = match rng.u8(..4) {
            0 => ", project: keys".to_owned(),
            1 => format!(", project: [{c}]"),
            _ => String::new(),
        };
        let key = match rng.u8(..5) {
            0 => return format!("{name}: {a}"),
            1 => format!("local: true, sort: {b}"),
            2 => format!("partition: [{a}, {c}], sort: [{b}]"),
            3 => format!("partition: {a}"),
            _ => format!("partition: {a}, sort: {b}"),
        };
        let sparse = one(rng, &["", ", sparse: true"]);
        format!("{name}: {{ {key}{sparse}{project} }}")
    }

    fn add(self, lines: &mut Lines) {
        lines.add(2, format!("{}:", self.name));
        let names: Vec<_> = self.key.iter().map(|(name, _)| quoted(name)).collect();
        lines.add(
            4,
            match names.as_slice() {
                [partition, sort] => format!("key: {{ partition: {partition}, sort: {sort} }}"),
                _ => format!("key: {}", names.concat()),
            },
        );
        for fact in self.facts {
            lines.add(4, fact);
        }
        lines.block(4, "fields:", self.fields);
        lines.block(4, "indexes:", self.indexes);
        lines.block(4, "unique:", self.unique);
        lines.block(4, "relations:", self.relations);
    }
}
