//! Kinds of steps: an item that each is for, and what the guide says becomes of it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue as V;

use crate::support::{Item, n, s};

/// A kind of step. The steps of a kind leave items of other kinds as they are.
pub(super) struct Kind {
    /// Ids of its items begin like this.
    pub(super) name: &'static str,
    /// Its fields in the schema before the migration.
    pub(super) before: &'static str,
    /// Its fields in the schema after it.
    pub(super) after: &'static str,
    /// Its steps. `WHERE` is a condition that holds for its own items.
    pub(super) steps: &'static [&'static str],
    /// What its items have.
    pub(super) item: fn(&mut Item),
    /// What the run makes of them, but for what is generated.
    pub(super) run: fn(&mut Item),
    /// What the contract makes of that.
    pub(super) contract: fn(&mut Item),
    /// How often the version of its items is raised by the run, and by the run and the contract: when an
    /// attribute changes that programs with the former schema know.
    pub(super) raised: [u64; 2],
}

fn put(item: &mut Item, name: &str, value: V) {
    item.insert(name.to_owned(), value);
}

fn copy(item: &mut Item, from: &str, to: &str) {
    let value = item[from].clone();
    put(item, to, value);
}

fn set<const N: usize>(members: [&str; N]) -> V {
    V::Ss(members.map(str::to_owned).to_vec())
}

fn map<const N: usize>(entries: [(&str, V); N]) -> V {
    V::M(entries.map(|(name, value)| (name.to_owned(), value)).into())
}

fn inside<'i>(item: &'i mut Item, name: &str) -> &'i mut HashMap<String, V> {
    match item.get_mut(name) {
        Some(V::M(inside)) => inside,
        other => panic!("{other:?} is no map"),
    }
}

const PLAIN: Kind = Kind {
    name: "",
    before: "",
    after: "",
    steps: &[],
    item: |_| {},
    run: |_| {},
    contract: |_| {},
    raised: [0, 0],
};

/// What is written and removed besides an attribute of the former schema.
pub(super) const NEW: &[Kind] = &[
    Kind {
        name: "rename",
        before: "name: string?",
        after: "full_name: string?",
        steps: &["rename: { from: name, to: full_name }"],
        item: |item| put(item, "name", s("Ada")),
        run: |item| copy(item, "name", "full_name"),
        contract: |item| drop(item.remove("name")),
        ..PLAIN
    },
    Kind {
        name: "copy",
        before: "mail: string?",
        after: "mail: string?, contact: string?",
        steps: &["copy: { from: mail, to: contact }"],
        item: |item| put(item, "mail", s("a@b")),
        run: |item| copy(item, "mail", "contact"),
        ..PLAIN
    },
    Kind {
        name: "constant",
        after: "country: string?, kind: string?",
        steps: &[
            "add: { field: country, value: NO, where: WHERE }",
            "set: { field: kind, to: '\"user\"', where: WHERE }",
        ],
        run: |item| {
            put(item, "country", s("NO"));
            put(item, "kind", s("user"));
        },
        ..PLAIN
    },
    Kind {
        name: "now",
        after: "seen_at: timestamp?",
        steps: &["add: { field: seen_at, now: true, where: WHERE }"],
        ..PLAIN
    },
    Kind {
        name: "generate",
        after: "code: uuid?",
        steps: &["add: { field: code, generate: true, where: WHERE }"],
        ..PLAIN
    },
    Kind {
        name: "computed",
        before: "word: string?",
        after: "word: string?, initial: string?, shout: string?",
        steps: &[
            "add: { field: initial, to: 'substring(word, 0, 1)' }",
            "set: { field: shout, to: upper(word) }",
        ],
        item: |item| put(item, "word", s("ünder")),
        run: |item| {
            put(item, "initial", s("ü"));
            put(item, "shout", s("ÜNDER"));
        },
        ..PLAIN
    },
    Kind {
        name: "follow",
        before: "handle: string?",
        after: "handle: string?, alias: string?",
        steps: &["set: { field: alias, to: handle }"],
        item: |item| put(item, "handle", s("ada")),
        run: |item| copy(item, "handle", "alias"),
        ..PLAIN
    },
    Kind {
        name: "parts",
        before: "full: string?, title: string?, born: string?",
        after: "full: string?, title: string?, born: string?, first: string?, last: string?, \
                label: string?",
        steps: &[
            "split: { from: full, by: ' ', to: [first, last] }",
            "concat: { from: [title, born], with: ' ', to: label }",
        ],
        item: |item| {
            for (name, value) in [("full", "Ada Lovelace"), ("title", "Dr."), ("born", "1815")] {
                put(item, name, s(value));
            }
        },
        run: |item| {
            for (name, value) in [
                ("first", "Ada"),
                ("last", "Lovelace"),
                ("label", "Dr. 1815"),
            ] {
                put(item, name, s(value));
            }
        },
        ..PLAIN
    },
    Kind {
        name: "retype",
        before: "age: string?",
        after: "years: u8?",
        steps: &["retype: { from: age, to: years }", "drop: age"],
        item: |item| put(item, "age", s("41")),
        run: |item| put(item, "years", n(41)),
        contract: |item| drop(item.remove("age")),
        ..PLAIN
    },
    Kind {
        name: "drop",
        before: "fax: string?, pager: string?",
        steps: &["drop: fax", "drop: { field: pager, where: WHERE }"],
        item: |item| {
            put(item, "fax", s("1"));
            put(item, "pager", V::Null(true));
        },
        contract: |item| item.retain(|name, _| name != "fax" && name != "pager"),
        ..PLAIN
    },
    Kind {
        name: "inside",
        before: "home: Place?",
        after: "home: Place?",
        steps: &[
            "rename: { from: home.city, to: home.town }",
            "add: { field: home.zip, value: '0150' }",
            "set: { field: home.level, to: lower(home.floor) }",
            "drop: home.floor",
        ],
        item: |item| {
            put(
                item,
                "home",
                map([("city", s("Oslo")), ("floor", s("III"))]),
            );
        },
        run: |item| {
            let home = inside(item, "home");
            for (name, value) in [("town", "Oslo"), ("zip", "0150"), ("level", "iii")] {
                put(home, name, s(value));
            }
        },
        contract: |item| inside(item, "home").retain(|name, _| name != "city" && name != "floor"),
        raised: [1, 2],
    },
];

/// What changes attributes of the former schema: there is no way back.
pub(super) const FORMER: &[Kind] = &[
    Kind {
        name: "lower",
        before: "login: string?",
        after: "login: string?",
        steps: &["set: { field: login, to: lower(login) }"],
        item: |item| put(item, "login", s("ADA")),
        run: |item| put(item, "login", s("ada")),
        raised: [1, 1],
        ..PLAIN
    },
    Kind {
        name: "enum",
        before: "status: Status?",
        after: "status: Status?",
        steps: &["enum: { field: status, map: { o: open, p: paid } }"],
        item: |item| put(item, "status", s("o")),
        run: |item| put(item, "status", s("open")),
        raised: [1, 1],
        ..PLAIN
    },
    Kind {
        name: "marked",
        before: "count: u32?, score: u32?",
        after: "count: u32?, score: u32?",
        steps: &[
            "set: { field: count, to: count + 1, exclusive: true, where: WHERE }",
            "set: { field: score, to: score * 2, exclusive: true, where: WHERE }",
        ],
        item: |item| {
            put(item, "count", n(7));
            put(item, "score", n(8));
        },
        run: |item| {
            put(item, "count", n(8));
            put(item, "score", n(16));
            put(
                item,
                "dynamite_migrated",
                set(["0001_users/count", "0001_users/score"]),
            );
        },
        contract: |item| drop(item.remove("dynamite_migrated")),
        raised: [1, 1],
    },
    Kind {
        name: "members",
        before: "tags: set<string>?, flags: set<string>?",
        after: "tags: set<string>?, flags: set<string>?",
        steps: &[
            "add_members: { field: tags, members: [a, b], where: WHERE }",
            "remove_members: { field: flags, members: [x] }",
        ],
        item: |item| {
            put(item, "tags", set(["b", "c"]));
            put(item, "flags", set(["x", "y"]));
        },
        run: |item| {
            put(item, "tags", set(["a", "b", "c"]));
            put(item, "flags", set(["y"]));
        },
        raised: [1, 1],
        ..PLAIN
    },
    Kind {
        name: "last_member",
        before: "marks: set<string>?, seen: set<string>?",
        after: "marks: set<string>?, seen: set<string>?",
        steps: &[
            "add_members: { field: marks, members: [a], where: WHERE }",
            "remove_members: { field: seen, members: [x] }",
        ],
        item: |item| put(item, "seen", set(["x"])),
        run: |item| {
            put(item, "marks", set(["a"]));
            item.remove("seen");
        },
        raised: [1, 1],
        ..PLAIN
    },
];
