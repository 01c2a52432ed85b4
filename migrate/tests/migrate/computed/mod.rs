//! Steps with expressions: what they make of items, compared with an oracle that is written from the
//! guide.

mod classes;
mod oracle;
mod shorthands;
mod writers;

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{Engine, Options};
use oracle::Chosen;

use crate::support::{
    Bed, Item, Planned, assert_same, n, options, run_of, s, sorted, stored_users, users,
};

const BEFORE: &str = "
models:
  User:
    key: id
    fields:
      id: string
      name: string
      nick: string?
      mail: string
      count: u32
      price: u32
      rate: decimal?
      at: { type: timestamp, as: epoch_s }
      level: { type: Level, absent: low }
      home: Place?
      notes: string?
types:
  Place: { zip: string? }
  Level: { enum: [low, high, old] }
";

/// Every step may be left out.
const AFTER: &str = "
models:
  User:
    key: id
    fields:
      id: string
      name: string
      nick: string?
      mail: string
      count: u32
      price: u32
      rate: decimal?
      at: { type: timestamp, as: epoch_s }
      level: { type: Level, absent: low }
      home: Place?
      slug: string?
      cents: u32?
      initial: string?
      label: { type: string?, max_length: 6 }
      day: date?
      code: uuid?
      contact: string?
      country: string?
types:
  Place: { zip: string?, area: string? }
  Level: { enum: [low, high, old] }
";

/// The steps of any choice, besides those of the choice.
const OTHERS: &str = r#"
  - add: { field: code, generate: true }
  - drop: { field: notes, where: 'starts_with(coalesce(notes, ""), "x")' }
"#;

/// The migration of some steps.
fn planned_of(chosen: &Chosen) -> Planned {
    let steps = chosen.steps.iter().map(|position| {
        let text = oracle::STEPS[*position].text;
        if chosen.filtered.contains(position) {
            format!("  - {text}, {} }}\n", oracle::FILTER)
        } else {
            format!("  - {text} }}\n")
        }
    });
    let steps: String = steps.collect();
    Planned::of(
        BEFORE,
        AFTER,
        &format!("model: User\nsteps:\n{steps}{OTHERS}"),
    )
}

/// The migration of all steps.
fn planned() -> Planned {
    planned_of(&Chosen::all())
}

/// Some steps, some of them only for some items.
fn random_choice(random: &mut fastrand::Rng) -> Chosen {
    let mut some = || {
        (0..oracle::STEPS.len())
            .filter(|_| random.bool())
            .collect::<BTreeSet<_>>()
    };
    let (steps, mut filtered) = (some(), some());
    // It has a condition of its own.
    filtered.remove(&oracle::CONDITIONAL);
    Chosen { steps, filtered }
}

fn tolerant() -> Options {
    Options {
        max_rejects: u64::MAX,
        ..options()
    }
}

fn by_id(items: Vec<Item>) -> HashMap<String, Item> {
    let items = items.into_iter().map(sorted);
    let items = items.map(|item| (item["id"].as_s().unwrap().clone(), item));
    items.collect()
}

/// Takes the generated ids out of the stored items: an item has one, and no two have the same.
fn take_codes(items: &mut HashMap<String, Item>) -> BTreeSet<String> {
    let codes = items.values_mut().filter_map(|item| item.remove("code"));
    let codes: Vec<_> = codes.map(|it| it.as_s().unwrap().clone()).collect();
    let distinct: BTreeSet<_> = codes.iter().cloned().collect();
    assert_eq!(distinct.len(), codes.len());
    distinct
}

/// The run and then the removal, of which the oracle says what they make of an item. Returns the
/// generated ids.
async fn compare(chosen: &Chosen, items: Vec<Item>) -> BTreeSet<String> {
    let planned = planned_of(chosen);
    let bed = users(&items).await;
    let passes = planned.passes(&bed.db, &tolerant()).await;
    let mut expected = by_id(items);
    let mut rejected = 0;
    for item in expected.values_mut() {
        match chosen.run(item) {
            Some(made) => *item = made,
            None => rejected += 1,
        }
    }
    let run = run_of("0001_users", passes.run.clone());
    let engine = Engine::new(bed.db.clone(), run, tolerant());
    let report = engine.run().await.unwrap();
    let mut found = stored_users(&bed.direct).await;
    let codes = take_codes(&mut found);
    assert_same(&found, &expected);
    assert_eq!(report.total().rejected, rejected);
    assert_eq!(codes.len() as u64, expected.len() as u64 - rejected);
    assert!(codes.len() > 3, "{rejected} rejected");
    let verified = engine.verify(&passes.run).await.unwrap();
    assert_eq!((verified.remaining, verified.rejected), (0, rejected));
    assert_no_values(&engine).await;

    contract(&bed, &planned, chosen, expected).await;
    codes
}

async fn contract(
    bed: &Bed,
    planned: &Planned,
    chosen: &Chosen,
    mut expected: HashMap<String, Item>,
) {
    let passes = planned.passes(&bed.db, &tolerant()).await;
    let run = run_of("0001_users.contract", passes.contract);
    let report = Engine::new(bed.db.clone(), run, tolerant()).run().await;
    let mut rejected = 0;
    for item in expected.values_mut() {
        match chosen.contract(item) {
            Some(made) => *item = made,
            None => rejected += 1,
        }
    }
    assert_eq!(report.unwrap().total().rejected, rejected);
    let mut found = stored_users(&bed.direct).await;
    take_codes(&mut found);
    assert_same(&found, &expected);
}

/// The reasons of rejects show no values of items.
async fn assert_no_values(engine: &Engine) {
    for reject in engine.rejects().await.unwrap() {
        let said = format!("{} {}", reject.step, reject.reason);
        assert!(!said.contains(SECRET), "{said}");
    }
}

/// A text that items have in the wrong places.
const SECRET: &str = "s3cret";

/// One of these values, `NULL`, or nothing; mostly one of the first.
fn some(random: &mut fastrand::Rng, values: &[V]) -> Option<V> {
    match random.usize(..60) {
        0 => None,
        1 => Some(V::Null(true)),
        2 => Some(n(7)),
        3 => Some(s(SECRET)),
        _ => values.get(random.usize(..values.len())).cloned(),
    }
}

/// The attributes that the schema before the migration has, and others, with values of theirs.
fn declared(random: &mut fastrand::Rng) -> Vec<(&'static str, Vec<V>)> {
    let home = |random: &mut fastrand::Rng| {
        let inside =
            ["zip", "area", "more"].map(|name| (name, some(random, &[s("12345"), s("9")])));
        let inside = inside.into_iter();
        V::M(
            inside
                .filter_map(|(name, it)| Some((name.to_owned(), it?)))
                .collect(),
        )
    };
    let counts = [0, 1, 2, 3, 41, u32::MAX].map(n);
    vec![
        ("name", texts()),
        ("nick", vec![s("Ada"), s("Émile Zola")]),
        ("mail", texts()),
        ("count", counts.to_vec()),
        ("price", vec![n(3), n(3), n("7.5"), n("7.5"), n(42_949_673)]),
        ("rate", vec![n("1.5")]),
        ("at", vec![n(1_700_000_000), n(0)]),
        ("level", vec![s("low"), s("old")]),
        ("home", vec![home(random), home(random), V::Null(true)]),
        ("notes", vec![s("x-ray"), s("note")]),
        ("unknown", texts()),
    ]
}

fn texts() -> Vec<V> {
    ["Ada", "Émile Zola", "", " X@Y "].map(s).to_vec()
}

/// The attributes that the migration makes, which are mostly not there yet.
fn made() -> Vec<(&'static str, Vec<V>)> {
    let names = [
        "slug", "cents", "initial", "label", "day", "contact", "country",
    ];
    let marked = ["0000_other/x", "0001_users/count"].map(|name| V::Ss(vec![name.to_owned()]));
    let names = names.into_iter().map(|name| (name, texts()));
    names
        .chain([("dynamite_migrated", marked.to_vec())])
        .collect()
}

fn random_item(random: &mut fastrand::Rng, number: usize) -> Item {
    let mut item = Item::from([("id".to_owned(), s(format!("User-{number}")))]);
    for (name, values) in declared(random) {
        item.extend(some(random, &values).map(|value| (name.to_owned(), value)));
    }
    for (name, values) in made() {
        if random.u8(..4) == 0 {
            item.extend(some(random, &values).map(|value| (name.to_owned(), value)));
        }
    }
    item
}

fn random_items(seed: u64, count: usize) -> Vec<Item> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..count)
        .map(|number| random_item(&mut random, number))
        .collect()
}

#[tokio::test]
async fn random_items_become_what_the_guide_says() {
    for seed in 0..3 {
        compare(&Chosen::all(), random_items(seed, 60)).await;
    }
}

#[tokio::test]
async fn whichever_steps_are_made_together() {
    let mut random = fastrand::Rng::with_seed(1);
    for seed in 0..12 {
        compare(&random_choice(&mut random), random_items(seed, 30)).await;
    }
}

#[tokio::test]
async fn a_computed_change_of_what_clients_read_counts_their_version() {
    let fields = "id: string, mail: string, count: u8, version: { type: u64, auto: version }";
    let schema = |fields: &str| format!("models:\n  User: {{ key: id, fields: {{ {fields} }} }}\n");
    let after = schema(&format!("{fields}, slug: string"));
    let first = "{ model: User, steps: [{ set: { field: mail, to: lower(mail) } }] }";
    let second = "{ model: User, steps: [{ set: { field: slug, to: trim(mail) } }] }";
    let user = |id: &str, mail: &str| {
        let attributes = [
            ("id", s(id)),
            ("mail", s(mail)),
            ("count", n(1)),
            ("version", n(3)),
        ];
        Item::from(attributes.map(|(name, value)| (name.to_owned(), value)))
    };
    let bed = users(&[user("has", "a"), user("lacks", "A")]).await;
    for (id, before, after, steps) in [
        ("0001_mail", &schema(fields), &schema(fields), first),
        ("0002_slug", &schema(fields), &after, second),
    ] {
        let passes = Planned::of(before, after, steps)
            .passes(&bed.db, &tolerant())
            .await;
        let engine = Engine::new(bed.db.clone(), run_of(id, passes.run), tolerant());
        assert_eq!(engine.run().await.unwrap().total().rejected, 0);
    }
    let items = stored_users(&bed.direct).await;
    let version = |id: &str| items[id]["version"].clone();
    assert_eq!((version("has"), version("lacks")), (n(3), n(4)));
    assert_eq!(items["lacks"]["slug"], s("a"));
}

#[tokio::test]
async fn generated_ids_follow_from_the_migration_and_the_key() {
    let [one, other] = [
        compare(&Chosen::all(), random_items(1, 20)).await,
        compare(&Chosen::all(), random_items(1, 20)).await,
    ];
    assert_eq!(one, other);
    let version = |code: &String| code.as_bytes()[14];
    assert!(!one.is_empty() && one.iter().all(|code| version(code) == b'5'));
}
