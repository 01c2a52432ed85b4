//! Random migrations and items.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue as V;
use fastrand::Rng;

use super::variants::{self, Within};
use crate::support::{Item, n, s};

/// A step that a migration may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Rename,
    Add,
    Copy,
    Lower,
    Where,
    Drop,
    Inside,
    Variant(Within),
}

pub(super) const PARTS: [Part; 11] = [
    Part::Rename,
    Part::Add,
    Part::Copy,
    Part::Lower,
    Part::Where,
    Part::Drop,
    Part::Inside,
    Part::Variant(Within::Rename),
    Part::Variant(Within::Add),
    Part::Variant(Within::SetAndDrop),
    Part::Variant(Within::Content),
];

/// A migration between two schemas, and items of the first.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) parts: Vec<Part>,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) migration: String,
    pub(super) items: Vec<Item>,
}

impl Part {
    fn step(self) -> &'static str {
        match self {
            Self::Rename => "- rename: { from: name, to: full_name }",
            Self::Add => "- add: { field: country, value: NO }",
            Self::Copy => "- copy: { from: mail, to: contact }",
            Self::Lower => "- set: { field: login, to: \"lower(nick)\" }",
            Self::Where => "- add: { field: tier, value: gold, where: \"coalesce(score, 0) > 5\" }",
            Self::Drop => "- drop: fax",
            Self::Inside => "- rename: { from: home.city, to: home.town }",
            Self::Variant(within) => within.steps(),
        }
    }
}

impl Case {
    pub(super) fn random(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut parts: Vec<_> = PARTS.into_iter().filter(|_| random.bool()).collect();
        if parts.is_empty() {
            parts.push(random.choice(PARTS).unwrap());
        }
        random.shuffle(&mut parts);
        let has = |part| parts.contains(&part);
        let mut after = vec![
            "id: string",
            "mail: string?",
            "nick: string?",
            "score: i64?",
        ];
        after.push(if has(Part::Rename) {
            "full_name: string?"
        } else {
            "name: string?"
        });
        after.extend(has(Part::Add).then_some("country: string"));
        after.extend(has(Part::Copy).then_some("contact: string?"));
        after.extend(has(Part::Lower).then_some("login: string?"));
        after.extend(has(Part::Where).then_some("tier: string?"));
        after.extend((!has(Part::Drop)).then_some("fax: string?"));
        after.push("home: Place?, payment: Payment?, event: Event?");
        let within = parts.iter().filter_map(|part| match part {
            Part::Variant(within) => Some(*within),
            _ => None,
        });
        let within: Vec<_> = within.collect();
        let town = if has(Part::Inside) { "town" } else { "city" };
        let before = "id: string, mail: string?, nick: string?, score: i64?, name: string?, fax: string?, \
                      home: Place?, payment: Payment?, event: Event?";
        let steps: Vec<_> = parts
            .iter()
            .map(|part| format!("  {}\n", part.step()))
            .collect();
        // Most tables have items that are as they should be.
        let is_odd = random.u8(..3) == 0;
        let items = (0..random.usize(0..60)).map(|number| item(&mut random, number, is_odd));
        Self {
            before: schema(before, "city", &[]),
            after: schema(&after.join(", "), town, &within),
            migration: format!("model: User\nsteps:\n{}", steps.concat()),
            items: items.collect(),
            parts,
        }
    }
}

fn schema(fields: &str, town: &str, within: &[Within]) -> String {
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ {fields} }}\ntypes:\n  Place: {{ {town}: string? }}\n{}",
        variants::types(within)
    )
}

/// An item; an odd one may have what no program with the former schema writes.
fn item(random: &mut Rng, number: usize, is_odd: bool) -> Item {
    let mut item = Item::from([("id".to_owned(), s(format!("user-{number}")))]);
    let mut put = |random: &mut Rng, name: &str, value: V| match random.u8(..8) {
        0 | 1 => {}
        2 => drop(item.insert(name.to_owned(), V::Null(true))),
        _ => drop(item.insert(name.to_owned(), value)),
    };
    for name in ["name", "mail", "nick", "fax", "unknown"] {
        let text = format!("{}-{number}", random.choice(["Ada", "EVE", "ö"]).unwrap());
        put(random, name, s(text));
    }
    let score = random.i8(0..10);
    put(random, "score", n(score));
    let mut home = HashMap::new();
    if random.bool() {
        home.insert("city".to_owned(), s("Oslo"));
    }
    put(random, "home", V::M(home));
    if is_odd && random.u8(..20) == 0 {
        let odd = [
            "full_name",
            "country",
            "contact",
            "login",
            "tier",
            "nick",
            "home",
        ];
        let name = random.choice(odd).unwrap();
        let value = random.choice([s("Ada-1"), n(5), V::Null(true)]).unwrap();
        item.insert(name.to_owned(), value);
    }
    variants::put(random, &mut item, is_odd);
    item
}
