//! Steps of migration files: what they make of items, compared with an oracle that is written from the
//! guide.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{Engine, Options, Refusal};

use crate::support::{
    Item, Planned, assert_same, n, options, run_of as run, s, sorted, stored_users as stored,
    users as bed,
};

const BEFORE: &str = "
models:
  User:
    key: id
    fields:
      id: string
      name: string?
      mail: string?
      fax: string?
      tags: set<string>
      flags: set<u8>
      home: Place?
types:
  Place: { city: string? }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields:
      id: string
      full_name: { type: string?, attribute: fullName }
      mail: string?
      contact: string?
      country: string
      seen_at: { type: timestamp, as: epoch_s }
      tags: set<string>
      flags: set<u8>
      home: Place?
types:
  Place: { town: string?, zip: string }
";

const MIGRATION: &str = "
model: User
steps:
  - rename: { from: name, to: full_name }
  - add: { field: country, value: unknown }
  - add: { field: seen_at, now: true }
  - copy: { from: mail, to: contact }
  - drop: fax
  - add_members: { field: tags, members: [a, b] }
  - remove_members: { field: flags, members: [1, 2] }
  - rename: { from: home.city, to: home.town }
  - add: { field: home.zip, value: \"\" }
";

/// The run and then the removal, of which the oracle says what they make of an item.
async fn compare(items: Vec<Item>) {
    let planned = Planned::of(BEFORE, AFTER, MIGRATION);
    let bed = bed(&items).await;
    let options = Options {
        max_rejects: u64::MAX,
        ..options()
    };
    let passes = planned.passes(&bed.db, &options).await;
    let now = {
        let engine = Engine::new(
            bed.db.clone(),
            run("0001_users", Vec::new()),
            options.clone(),
        );
        engine.started_at().await.unwrap().as_second()
    };
    let mut expected: HashMap<_, _> = items
        .into_iter()
        .map(|item| (item["id"].as_s().unwrap().clone(), sorted(item)))
        .collect();
    let rejected: Vec<_> = expected
        .iter()
        .filter(|(_, item)| oracle::is_rejected(item))
        .map(|(id, _)| id.clone())
        .collect();
    let engine = Engine::new(
        bed.db.clone(),
        run("0001_users", passes.run.clone()),
        options.clone(),
    );
    let report = engine.run().await.unwrap();
    assert_eq!(report.total().rejected, rejected.len() as u64);
    for (id, item) in &mut expected {
        if !rejected.contains(id) {
            oracle::run(item, now);
        }
    }
    assert_same(&stored(&bed.direct).await, &expected);
    let verified = engine.verify(&passes.run).await.unwrap();
    assert_eq!(
        (verified.remaining, verified.rejected),
        (0, rejected.len() as u64)
    );

    let report = engine.contract(&passes.contract, false).await.unwrap();
    // A former attribute that differs from the new one is kept, with all of its item.
    let kept = expected.values().filter(|item| oracle::is_kept(item));
    assert_eq!(report.total().rejected, kept.clone().count() as u64);
    let blocked: Vec<_> = kept.map(|item| item["id"].clone()).collect();
    for item in expected.values_mut() {
        oracle::contract(item);
    }
    let stored = stored(&bed.direct).await;
    for (id, item) in &expected {
        if !blocked.contains(&item["id"]) {
            assert_eq!(&stored[id], item);
        }
    }
    // What is removed cannot come back by doing the run again, or taking it back.
    for result in [
        engine.run_again().await,
        engine.revert(&passes.revert).await,
    ] {
        let error = result.unwrap_err();
        assert!(
            matches!(error.refusal(), Refusal::WrongStatus { .. }),
            "{error}"
        );
    }
}

/// What the guide says of each step.
mod oracle {
    use super::{Item, V, n, s};

    fn is_nothing(value: Option<&V>) -> bool {
        matches!(value, None | Some(V::Null(_)))
    }

    /// Something is stored in another form than the steps are for.
    pub(super) fn is_rejected(item: &Item) -> bool {
        let tags = item.get("tags");
        let flags = item.get("flags");
        is_blocked(item)
            || !(is_nothing(tags) || matches!(tags, Some(V::Ss(_))))
            || !(is_nothing(flags) || matches!(flags, Some(V::Ns(_))))
    }

    pub(super) fn is_blocked(item: &Item) -> bool {
        let home = item.get("home");
        !(is_nothing(home) || matches!(home, Some(V::M(_))))
    }

    pub(super) fn is_kept(item: &Item) -> bool {
        let differs = |item: &Item, from: &str, to: &str| {
            item.contains_key(from) && item.get(from) != item.get(to)
        };
        let inside = match item.get("home") {
            Some(V::M(home)) => differs(home, "city", "town"),
            _ => false,
        };
        is_blocked(item) || differs(item, "name", "fullName") || inside
    }

    fn follow(item: &mut Item, from: &str, to: &str) {
        match item.get(from).cloned() {
            Some(value) => item.insert(to.to_owned(), value),
            None => item.remove(to),
        };
    }

    fn add(item: &mut Item, name: &str, value: V) {
        if is_nothing(item.get(name)) {
            item.insert(name.to_owned(), value);
        }
    }

    pub(super) fn run(item: &mut Item, now: i64) {
        follow(item, "name", "fullName");
        add(item, "country", s("unknown"));
        add(item, "seen_at", n(now));
        if !is_nothing(item.get("mail")) {
            let mail = item["mail"].clone();
            add(item, "contact", mail);
        }
        let mut tags = match item.get("tags") {
            Some(V::Ss(tags)) => tags.clone(),
            _ => Vec::new(),
        };
        for tag in ["a", "b"] {
            if !tags.iter().any(|it| it == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags.sort();
        item.insert("tags".to_owned(), V::Ss(tags));
        if let Some(V::Ns(flags)) = item.get("flags").cloned() {
            let left = flags
                .into_iter()
                .filter(|flag| !["1", "2"].contains(&flag.as_str()));
            let left: Vec<_> = left.collect();
            if left.is_empty() {
                item.remove("flags");
            } else {
                item.insert("flags".to_owned(), V::Ns(left));
            }
        }
        if let Some(V::M(home)) = item.get_mut("home") {
            follow(home, "city", "town");
            add(home, "zip", s(""));
        }
    }

    pub(super) fn contract(item: &mut Item) {
        if is_kept(item) {
            return;
        }
        item.remove("name");
        item.remove("fax");
        if let Some(V::M(home)) = item.get_mut("home") {
            home.remove("city");
        }
    }
}

/// One of these values, `NULL`, or nothing.
fn some(random: &mut fastrand::Rng, values: &[V]) -> Option<V> {
    match random.usize(..values.len() + 2) {
        0 => None,
        1 => Some(V::Null(true)),
        other => Some(values[other - 2].clone()),
    }
}

fn set(members: &[&str]) -> V {
    V::Ss(members.iter().map(|member| (*member).to_owned()).collect())
}

fn numbers(members: &[&str]) -> V {
    V::Ns(members.iter().map(|member| (*member).to_owned()).collect())
}

fn random_item(random: &mut fastrand::Rng, number: usize) -> Item {
    let texts = [s("x"), s("y"), n(7), set(&["q", "p"])];
    let place = |random: &mut fastrand::Rng| {
        let names = ["city", "town", "zip", "more"];
        let inside = names.map(|name| (name.to_owned(), some(random, &texts)));
        let inside = inside
            .into_iter()
            .filter_map(|(name, it)| Some((name, it?)));
        V::M(inside.collect())
    };
    let home = [place(random), place(random), place(random), s("no map")];
    let tags = [set(&["a"]), set(&["b", "a", "c"]), set(&["z"]), n(1)];
    let flags = [
        numbers(&["1"]),
        numbers(&["2", "3"]),
        numbers(&["9"]),
        s("no set"),
    ];
    let mut item = Item::from([("id".to_owned(), s(format!("user-{number}")))]);
    for (name, values) in [
        ("name", &texts[..]),
        ("fullName", &texts),
        ("mail", &texts),
        ("contact", &texts),
        ("fax", &texts),
        ("country", &texts),
        ("seen_at", &texts),
        ("tags", &tags),
        ("flags", &flags),
        ("home", &home),
        ("unknown", &texts),
    ] {
        if let Some(value) = some(random, values) {
            item.insert(name.to_owned(), value);
        }
    }
    item
}

#[tokio::test]
async fn random_items_become_what_the_guide_says() {
    for seed in 0..6 {
        let mut random = fastrand::Rng::with_seed(seed);
        let items = (0..60).map(|number| random_item(&mut random, number));
        compare(items.collect()).await;
    }
}

#[tokio::test]
async fn a_change_of_what_clients_read_counts_their_version_and_nothing_else_does() {
    let before = "
models:
  User:
    key: id
    fields: { id: string, name: string, tags: set<string>, version: { type: u64, auto: version } }
";
    let after = before.replace("name: string", "full_name: string, size: u8");
    let migration = "
model: User
steps:
  - rename: { from: name, to: full_name }
  - add: { field: size, value: 7 }
  - add_members: { field: tags, members: [a] }
";
    let user = |id: &str, tags: &[&str]| {
        Item::from([
            ("id".to_owned(), s(id)),
            ("name".to_owned(), s("Ada")),
            ("tags".to_owned(), set(tags)),
            ("version".to_owned(), n(3)),
        ])
    };
    let planned = Planned::of(before, &after, migration);
    let bed = bed(&[user("has", &["a"]), user("lacks", &["b"])]).await;
    let passes = planned.passes(&bed.db, &options()).await;
    let engine = Engine::new(bed.db.clone(), run("0001_users", passes.run), options());
    let report = engine.run().await.unwrap();
    assert_eq!(report.total().rewritten, 2);
    let items = stored(&bed.direct).await;
    let version = |id: &str| items[id]["version"].clone();
    assert_eq!((version("has"), version("lacks")), (n(3), n(4)));
    assert_eq!(items["lacks"]["full_name"], s("Ada"));

    // Removing what only the former programs read is no change for the others.
    let report = engine.contract(&passes.contract, false).await.unwrap();
    assert_eq!(report.total().rewritten, 2);
    let items = stored(&bed.direct).await;
    assert_eq!(items["has"]["version"], n(3));
    assert!(!items["has"].contains_key("name"));
}
