//! Steps inside unions: random values of unions, and what the guide says of steps that reach into a variant.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue as V;
use fastrand::Rng;

use crate::support::{Item, n, s};

/// A step of a migration that is about one variant, or two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Rename,
    Add,
    SetAndDrop,
    /// A rename in the content of a variant, beside its tag.
    Content,
}

pub(super) const STEPS: [Within; 4] = [
    Within::Rename,
    Within::Add,
    Within::SetAndDrop,
    Within::Content,
];

impl Within {
    pub(super) fn steps(self) -> &'static str {
        match self {
            Self::Rename => "- rename: { from: payment.card.holder, to: payment.card.owner }",
            Self::Add => "- add: { field: payment.transfer.country, value: NO }",
            Self::SetAndDrop => {
                "- set: { field: payment.card.code, to: upper(mail) }\n  - drop: payment.card.fax"
            }
            Self::Content => "- rename: { from: event.moved.to, to: event.moved.place }",
        }
    }

    /// The union, the variant, and what the step makes in it.
    fn made(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Rename => ("payment", "card", "owner"),
            Self::Add => ("payment", "transfer", "country"),
            Self::SetAndDrop => ("payment", "card", "code"),
            Self::Content => ("event", "moved", "place"),
        }
    }
}

/// The unions after these steps. The variants of one have the same attributes.
pub(super) fn types(steps: &[Within]) -> String {
    let has = |step| steps.contains(&step);
    let mut card = vec![if has(Within::Rename) {
        "owner"
    } else {
        "holder"
    }];
    card.push(if has(Within::SetAndDrop) {
        "code"
    } else {
        "fax"
    });
    let card = card.join(": string?, ");
    let country = if has(Within::Add) {
        ", country: string"
    } else {
        ""
    };
    let place = if has(Within::Content) { "place" } else { "to" };
    let rest = "holder: string?, fax: string?, owner: string?, code: string?";
    format!(
        "  Payment: {{ tag: kind, union: {{ card: {{ {card}: string? }}, transfer: {{ {rest}{country} }}, \
         cash: {{}} }} }}\n  \
         Event: {{ tag: kind, content: data, union: {{ moved: {{ {place}: string? }}, \
         lost: {{ to: string?, place: string? }} }} }}\n"
    )
}

/// The attributes of the variant that a step is about.
enum Found<'i> {
    OtherVariant,
    Variant(&'i mut Item),
    Unreadable,
}

fn found(step: Within, item: &mut Item) -> Found<'_> {
    let (field, variant, _) = step.made();
    let union = match item.get_mut(field) {
        None | Some(V::Null(_)) => return Found::OtherVariant,
        Some(V::M(union)) => union,
        Some(_) => return Found::Unreadable,
    };
    match union.get("kind") {
        Some(V::S(kind)) if kind == variant => {}
        Some(V::S(_)) => return Found::OtherVariant,
        _ => return Found::Unreadable,
    }
    if field == "payment" {
        return Found::Variant(union);
    }
    match union.get_mut("data") {
        None | Some(V::Null(_)) => Found::OtherVariant,
        Some(V::M(data)) => Found::Variant(data),
        Some(_) => Found::Unreadable,
    }
}

pub(super) fn is_obstacle(step: Within, item: &Item) -> bool {
    match found(step, &mut item.clone()) {
        Found::OtherVariant => false,
        Found::Variant(inside) => inside.contains_key(step.made().2),
        Found::Unreadable => true,
    }
}

pub(super) fn run(step: Within, item: &mut Item) {
    let code = match item.get("mail") {
        Some(V::S(mail)) => Some(s(mail.to_uppercase())),
        _ => None,
    };
    let Found::Variant(inside) = found(step, item) else {
        return;
    };
    let value = match step {
        Within::Rename => inside.get("holder").cloned(),
        Within::Add => Some(s("NO")),
        Within::SetAndDrop => code,
        Within::Content => inside.get("to").cloned(),
    };
    if let Some(value) = value {
        inside.insert(step.made().2.to_owned(), value);
    }
}

pub(super) fn contract(step: Within, item: &mut Item) {
    if let Found::Variant(inside) = found(step, item) {
        let _ = match step {
            Within::Rename => inside.remove("holder"),
            Within::Add => None,
            Within::SetAndDrop => inside.remove("fax"),
            Within::Content => inside.remove("to"),
        };
    }
}

/// Gives an item unions; an odd one may be what no program with the former schema writes.
pub(super) fn put(random: &mut Rng, item: &mut Item, is_odd: bool) {
    let kind = random
        .choice(["card", "transfer", "cash", "later"])
        .unwrap();
    let mut payment = inside(
        random,
        match kind {
            "card" => &["holder", "fax", "note"],
            "transfer" => &["holder", "fax", "owner", "code"],
            _ => &["holder", "fax", "owner", "code", "country"],
        },
    );
    payment.insert("kind".to_owned(), s(kind));
    let kind = random.choice(["moved", "lost", "later"]).unwrap();
    let data = inside(
        random,
        if kind == "lost" {
            &["to", "place"]
        } else {
            &["to"]
        },
    );
    let mut event = inside(random, &["to", "place"]);
    event.insert("kind".to_owned(), s(kind));
    let data = match random.u8(..8) {
        0 => None,
        1 => Some(V::Null(true)),
        _ => Some(V::M(data)),
    };
    event.extend(data.map(|data| ("data".to_owned(), data)));
    if is_odd && random.u8(..20) == 0 {
        match random.u8(..4) {
            0 => drop(payment.remove("kind")),
            1 => drop(payment.insert("kind".to_owned(), n(1))),
            2 => drop(event.insert("data".to_owned(), s("odd"))),
            _ => {
                let made = ["owner", "code", "country"].map(|name| (name.to_owned(), s("odd")));
                payment.extend(made);
            }
        }
    }
    for (name, union) in [("payment", payment), ("event", event)] {
        match random.u8(..8) {
            0 => {}
            1 => drop(item.insert(name.to_owned(), V::Null(true))),
            _ => drop(item.insert(name.to_owned(), V::M(union))),
        }
    }
}

fn inside(random: &mut Rng, names: &[&str]) -> Item {
    let mut inside = HashMap::new();
    for name in names {
        let value = match random.u8(..6) {
            0 => continue,
            1 => V::Null(true),
            _ => s(format!("{name}-{}", random.u8(..9))),
        };
        inside.insert((*name).to_owned(), value);
    }
    inside
}
