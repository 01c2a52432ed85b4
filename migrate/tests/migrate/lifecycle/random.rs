//! Random migrations and items.

use aws_sdk_dynamodb::types::AttributeValue as V;
use fastrand::Rng;

use super::former::{FORMER, MARKERS};
use super::parts::{PARTS, Part};
use crate::support::{Item, n, s, sorted};

/// A migration between two schemas, what is allowed, and items of the first.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) parts: Vec<&'static Part>,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) migration: String,
    pub(super) items: Vec<Item>,
    /// Other content may be lost.
    pub(super) may_overwrite: bool,
    /// It need not be taken back.
    pub(super) without_rollback: bool,
    /// Items may be rejected.
    pub(super) may_reject: bool,
}

impl Case {
    pub(super) fn random(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let share = random.usize(2..6);
        let all = || PARTS.iter().chain(&FORMER);
        let mut parts: Vec<_> = all().filter(|_| random.usize(..share) == 0).collect();
        if parts.is_empty() {
            parts.extend(all().nth(random.usize(..PARTS.len())));
        }
        random.shuffle(&mut parts);
        // Most tables have items that are as they should be.
        let is_odd = random.u8(..3) == 0;
        let count = random.usize(0..60);
        let items = (0..count).map(|number| item(&mut random, &parts, number, is_odd));
        let items = items.collect();
        let steps = parts.iter().map(|part| format!("  - {}\n", part.step));
        Self {
            before: schema(&parts, 0),
            after: schema(&parts, 1),
            migration: format!("model: User\nsteps:\n{}", steps.collect::<String>()),
            items,
            parts,
            may_overwrite: random.bool(),
            without_rollback: random.bool(),
            may_reject: random.u8(..3) == 0,
        }
    }
}

/// The version of all items.
pub(super) const VERSION: &str = "version";

/// The same items, with a version.
pub(super) fn versioned(items: &[Item]) -> Vec<Item> {
    let items = items.iter().cloned();
    let versioned = items.map(|mut item| {
        item.insert(VERSION.to_owned(), n(3));
        item
    });
    versioned.collect()
}

/// Gives some of the attributes that steps write a value that may be anything.
pub(super) fn interfere(case: &Case, random: &mut Rng, item: &mut Item) {
    for name in case.parts.iter().flat_map(|part| part.to) {
        if random.u8(..3) == 0 {
            item.insert((*name).to_owned(), odd(random));
        }
    }
}

/// The schema before the migration, or the one after it.
fn schema(parts: &[&Part], when: usize) -> String {
    let joined = |all: Vec<&str>| {
        let all = all.into_iter().filter(|it| !it.is_empty());
        all.collect::<Vec<_>>().join(", ")
    };
    let fields = parts.iter().map(|part| [part.before, part.after][when]);
    let fields = joined(
        ["id: string", "version: { type: u64, auto: version }"]
            .into_iter()
            .chain(fields)
            .collect(),
    );
    let places = parts.iter().map(|part| part.places[when]);
    let places = joined(["street: string?"].into_iter().chain(places).collect());
    let status = ["o, done", "open, done"][when];
    format!(
        "models:\n  User:\n    key: id\n    fields: {{ {fields} }}\n\
         types:\n  Place: {{ {places} }}\n  Status: {{ enum: [{status}] }}\n"
    )
}

/// A value that programs with the former schema write.
fn usual(random: &mut Rng, name: &str, number: usize) -> V {
    let mut one_of = |texts: &[&str]| s(texts[random.usize(..texts.len())]);
    match name {
        "score" => n(number % 10),
        "count" => n(number),
        "whole" => one_of(&["Ada Lovelace", "Ada King Lovelace", " x"]),
        "age" => one_of(&["41", "7"]),
        "status" => one_of(&["o", "done"]),
        "note" => one_of(&["x-ray", "note"]),
        "tags" | "flags" => V::Ss(vec!["b".to_owned(), "c".to_owned()]),
        "home" => {
            let names = ["city", "street", "more"].into_iter();
            let inside = names.filter(|_| random.bool());
            V::M(inside.map(|name| (name.to_owned(), s("Oslo"))).collect())
        }
        _ => s(format!("{}-{number}", ["Ada", "EVE", "ö"][number % 3])),
    }
}

/// A value that none of them writes there.
fn odd(random: &mut Rng) -> V {
    let odd = [
        s("Ada-1"),
        s("NO"),
        n(5),
        V::Null(true),
        V::Ss(vec!["q".to_owned()]),
        V::M([("town".to_owned(), s("Bergen"))].into()),
        V::L(Vec::new()),
    ];
    odd[random.usize(..odd.len())].clone()
}

/// The attributes of fields.
fn names(fields: &'static str) -> impl Iterator<Item = &'static str> {
    let fields = fields.split(", ").filter_map(|it| it.split_once(':'));
    fields.map(|(name, _)| name)
}

fn item(random: &mut Rng, parts: &[&'static Part], number: usize, is_odd: bool) -> Item {
    let mut item = Item::from([("id".to_owned(), s(format!("user-{number}")))]);
    let known = parts.iter().flat_map(|part| names(part.before));
    for name in known.chain(["unknown"]) {
        let value = match random.u8(..8) {
            // There is no user without it.
            _ if name == "count" => usual(random, name, number),
            0 | 1 => continue,
            2 => V::Null(true),
            _ => usual(random, name, number),
        };
        item.insert(name.to_owned(), value);
    }
    if is_odd && random.u8(..20) == 0 {
        let written = parts.iter().flat_map(|part| part.to.iter().copied());
        let known = parts.iter().flat_map(|part| names(part.before));
        let names: Vec<_> = written.chain(known).chain([MARKERS]).collect();
        let name = names[random.usize(..names.len())];
        item.insert(name.to_owned(), odd(random));
    }
    sorted(item)
}
