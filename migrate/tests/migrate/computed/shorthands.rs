//! Steps that are short for expressions, compared with an oracle that knows none.

use dynamite_migrate::Engine;

use super::{Item, V, by_id, some, tolerant};
use crate::support::{Planned, assert_same, n, run_of, s, stored_users, users};

const BEFORE: &str = "
models:
  User:
    key: id
    fields:
      id: string
      name: string?
      title: string?
      status: Status
      age: string?
      since: { type: timestamp, as: epoch_s }
      home: Place?
types:
  Status: { enum: [o, p, done] }
  Place: { street: string }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields:
      id: string
      name: string?
      title: string?
      status: Status
      age: string?
      since: { type: timestamp, as: epoch_s }
      home: Place?
      first: string?
      last: string?
      full: string?
      years: { type: u8?, max: 100 }
      at: timestamp
types:
  Status: { enum: [open, paid, done] }
  Place: { street: string, road: string?, number: string? }
";

const MIGRATION: &str = "
model: User
steps:
  - split: { from: name, by: ' ', to: [first, last] }
  - split: { from: home.street, by: ' ', to: [home.road, home.number], missing: absent }
  - concat: { from: [title, name], with: ' ', to: full }
  - enum: { field: status, map: { o: open, p: paid } }
  - retype: { from: age, to: years }
  - retype: { from: since, to: at }
";

/// A string, nothing, or another value.
fn text(value: Option<&V>) -> Result<Option<&str>, ()> {
    match value {
        None | Some(V::Null(_)) => Ok(None),
        Some(V::S(text)) => Ok(Some(text)),
        Some(_) => Err(()),
    }
}

/// The item after the run.
fn made(before: &Item) -> Result<Item, ()> {
    let mut item = before.clone();
    let mut set = |name: &str, value: V| item.insert(name.to_owned(), value);
    let (name, title) = (text(before.get("name"))?, text(before.get("title"))?);
    if let Some(name) = name {
        let (first, last) = name.split_once(' ').ok_or(())?;
        set("first", s(first));
        set("last", s(last));
    }
    let full: Vec<_> = title.into_iter().chain(name).collect();
    if !full.is_empty() {
        set("full", s(full.join(" ")));
    }
    let status = match text(before.get("status"))?.ok_or(())? {
        "o" => "open",
        "p" => "paid",
        known @ ("open" | "paid" | "done") => known,
        _ => return Err(()),
    };
    set("status", s(status));
    if let Some(age) = text(before.get("age"))? {
        let years: f64 = age.parse().map_err(drop)?;
        let is_fit = years.fract() == 0.0 && (0.0..=100.0).contains(&years);
        set("years", if is_fit { n(years) } else { return Err(()) });
    }
    match before.get("since") {
        Some(V::N(since)) if since == "7" => set("at", s("1970-01-01T00:00:07.000Z")),
        Some(V::N(_)) => set("at", s("2023-11-14T22:13:20.000Z")),
        _ => return Err(()),
    };
    if let Some(V::M(home)) = item.get_mut("home") {
        // A field of a place that may be absent may be null.
        let Some(street) = text(home.get("street"))?.map(str::to_owned) else {
            return Ok(item);
        };
        let mut parts = street.splitn(2, ' ').map(s);
        home.extend(parts.next().map(|road| ("road".to_owned(), road)));
        home.extend(parts.next().map(|number| ("number".to_owned(), number)));
    }
    Ok(item)
}

fn random_item(random: &mut fastrand::Rng, number: usize) -> Item {
    let home = |street: Option<V>| {
        V::M(
            street
                .into_iter()
                .map(|it| ("street".to_owned(), it))
                .collect(),
        )
    };
    let streets = ["Main 7", "Main 7 b", "Main", ""].map(s);
    let homes = [(); 3].map(|()| home(some(random, &streets)));
    let names = [
        "Ada Lovelace",
        "Ada King Lovelace",
        "Ada L",
        " ",
        "Émile Zola",
        "Ada",
    ]
    .map(s);
    let mut item = Item::from([("id".to_owned(), s(number))]);
    for (name, values) in [
        ("name", &names[..]),
        ("title", &[s("Dr."), V::Null(true)]),
        (
            "status",
            &["o", "p", "open", "done", "o", "p", "other"].map(s),
        ),
        ("age", &["41", "7.0", "1e1", "100", "41", "7.5"].map(s)),
        ("since", &[n(1_700_000_000)]),
        ("home", &homes),
    ] {
        // Maps are no places for the values of all fields.
        let value = match name {
            "home" => homes.get(random.usize(..4)).cloned(),
            _ => some(random, values),
        };
        item.extend(value.map(|value| (name.to_owned(), value)));
    }
    item
}

#[tokio::test]
async fn random_items_become_what_the_guide_says_of_shorthands() {
    let planned = Planned::of(BEFORE, AFTER, MIGRATION);
    let mut random = fastrand::Rng::with_seed(1);
    let items: Vec<_> = (0..200)
        .map(|number| random_item(&mut random, number))
        .collect();
    let bed = users(&items).await;
    let passes = planned.passes(&bed.db, &tolerant()).await;
    let mut expected = by_id(items);
    let mut rejected = 0;
    for item in expected.values_mut() {
        match made(item) {
            Ok(made) => *item = made,
            Err(()) => rejected += 1,
        }
    }
    assert!((20..180).contains(&rejected), "{rejected} rejected");
    let run = run_of("0001_users", passes.run.clone());
    let engine = Engine::new(bed.db.clone(), run, tolerant());
    assert_eq!(engine.run().await.unwrap().total().rejected, rejected);
    assert_same(&stored_users(&bed.direct).await, &expected);
    let verified = engine.verify(&passes.run).await.unwrap();
    assert_eq!((verified.remaining, verified.rejected), (0, rejected));
    assert!(passes.contract.is_empty());
}
