//! Steps that a random migration may have, and what the guide says of each. Nothing here knows expressions.

use super::values::{Refused, fill, follow, inside, is_nothing, number, prefix, set, text};
use crate::support::{Item, n, s};

pub(super) type Made = Result<(), Refused>;

/// What a step does to the attribute that it writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Writes {
    /// It writes an attribute that may have no value yet.
    New,
    /// It writes an attribute, whatever that has.
    Any,
    /// It lets it follow a former one.
    Renamed,
    /// It changes what programs with the former schema know.
    Former,
    /// It writes nothing before the contract.
    Nothing,
}

/// A step that a migration may have.
pub(super) struct Part {
    /// Fields of the schema before, of the one after, and of places in both.
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) places: [&'static str; 2],
    pub(super) step: &'static str,
    pub(super) writes: Writes,
    /// The attribute that it writes.
    pub(super) to: &'static [&'static str],
    /// What the run makes of an item, given what it was.
    pub(super) run: fn(&Item, &mut Item) -> Made,
    /// What the contract makes of an item.
    pub(super) contract: fn(&mut Item) -> Made,
}

impl std::fmt::Debug for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.step)
    }
}

/// A step that does nothing.
pub(super) const PLAIN: Part = Part {
    before: "",
    after: "",
    places: ["", ""],
    step: "",
    writes: Writes::Nothing,
    to: &[],
    run: |_, _| Ok(()),
    contract: |_| Ok(()),
};

/// Steps that change nothing of the schema before, but for removals.
pub(super) const PARTS: [Part; 14] = [
    Part {
        before: "name: string?",
        after: "full_name: string?",
        step: "rename: { from: name, to: full_name }",
        writes: Writes::Renamed,
        to: &["full_name"],
        run: |_, item| {
            follow(item, "name", "full_name");
            Ok(())
        },
        contract: |item| {
            item.remove("name");
            Ok(())
        },
        ..PLAIN
    },
    Part {
        after: "country: string?",
        step: "add: { field: country, value: NO }",
        writes: Writes::New,
        to: &["country"],
        run: |_, item| {
            fill(item, "country", Some(s("NO")));
            Ok(())
        },
        ..PLAIN
    },
    Part {
        after: "code: string?",
        step: "set: { field: code, to: '\"x\"' }",
        writes: Writes::Any,
        to: &["code"],
        run: |_, item| {
            set(item, "code", Some(s("x")));
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "mail: string?",
        after: "mail: string?, contact: string?",
        step: "copy: { from: mail, to: contact }",
        writes: Writes::New,
        to: &["contact"],
        run: |before, item| {
            let mail = before.get("mail").filter(|it| !is_nothing(Some(it)));
            fill(item, "contact", mail.cloned());
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "nick: string?",
        after: "nick: string?, login: string?",
        step: "set: { field: login, to: lower(nick) }",
        writes: Writes::Any,
        to: &["login"],
        run: |before, item| {
            let nick = text(before, "nick")?;
            set(item, "login", nick.map(|nick| s(nick.to_lowercase())));
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "handle: string?",
        after: "handle: string?, alias: string?",
        step: "set: { field: alias, to: handle }",
        writes: Writes::Any,
        to: &["alias"],
        run: |_, item| {
            follow(item, "handle", "alias");
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "score: i64?",
        after: "score: i64?, tier: string?",
        step: "add: { field: tier, value: gold, where: 'coalesce(score, 0) > 5' }",
        writes: Writes::New,
        to: &["tier"],
        run: |before, item| {
            if number(before, "score")?.is_some_and(|score| score > 5) {
                fill(item, "tier", Some(s("gold")));
            }
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "fax: string?",
        step: "drop: fax",
        contract: |item| {
            item.remove("fax");
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "note: string?",
        step: "drop: { field: note, where: 'starts_with(coalesce(note, \"\"), \"x\")' }",
        contract: |item| {
            if text(item, "note")?.is_some_and(|note| note.starts_with('x')) {
                item.remove("note");
            }
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "word: string?",
        after: "word: string?, initial: string?",
        step: "add: { field: initial, to: 'substring(word, 0, 1)' }",
        writes: Writes::New,
        to: &["initial"],
        run: |before, item| {
            if is_nothing(before.get("initial")) {
                let word = text(before, "word")?;
                fill(item, "initial", word.map(|word| prefix(word, 1)));
            }
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "whole: string?",
        after: "whole: string?, first: string?, last: string?",
        step: "split: { from: whole, by: ' ', to: [first, last] }",
        writes: Writes::Any,
        to: &["first", "last"],
        run: |before, item| {
            let whole = text(before, "whole")?;
            let parts = whole.map(|it| it.split_once(' ').ok_or(Refused));
            let parts = parts.transpose()?;
            set(item, "first", parts.map(|(first, _)| s(first)));
            set(item, "last", parts.map(|(_, last)| s(last)));
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "title: string?, born: string?",
        after: "title: string?, born: string?, label: string?",
        step: "concat: { from: [title, born], with: ' ', to: label }",
        writes: Writes::Any,
        to: &["label"],
        run: |before, item| {
            let parts = [text(before, "title")?, text(before, "born")?];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            let label = (!parts.is_empty()).then(|| s(parts.join(" ")));
            set(item, "label", label);
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "age: string?",
        after: "age: string?, years: u8?",
        step: "retype: { from: age, to: years }",
        writes: Writes::Any,
        to: &["years"],
        run: |before, item| {
            let years = text(before, "age")?.map(|age| age.parse::<u8>().map_err(|_| Refused));
            set(item, "years", years.transpose()?.map(n));
            Ok(())
        },
        ..PLAIN
    },
    Part {
        before: "home: Place?",
        after: "home: Place?",
        places: ["city: string?", "town: string?"],
        step: "rename: { from: home.city, to: home.town }",
        writes: Writes::Renamed,
        to: &["home", "town"],
        run: |_, item| {
            if let Some(home) = inside(item, "home")? {
                follow(home, "city", "town");
            }
            Ok(())
        },
        contract: |item| {
            if let Some(home) = inside(item, "home")? {
                home.remove("city");
            }
            Ok(())
        },
    },
];
