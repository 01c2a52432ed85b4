//! What a run makes of a former value is what generated code makes of it.

use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite::codec::{Attribute, decode_value, encode_value};
use dynamite::codegen_support::{
    EpochMillis, EpochSeconds, Former, FormerNames, FormerValues, IsoMicros, IsoOffset, IsoSeconds,
    Printed, UlidLower, UuidBytes, UuidUpper,
};
use dynamite::{Date, Decimal, Timestamp, Ulid, Uuid};
use dynamite_migrate::{Engine, Options};
use fastrand::Rng;

use crate::support::{Item, Planned, options, run_of, s, stored_users, users};

/// How many items there are.
const ITEMS: usize = 150;

/// A model with an enum whose values had other names.
struct Named;

impl FormerNames<0> for Named {
    type Enum = String;
    const NAMES: &'static [(&'static str, &'static str)] =
        &[("open", "o"), ("paid", "open"), ("gone", "gone")];
}

/// A field before and after, the step that is not the plain one, random values in the former form, and what
/// generated code makes of a former value.
struct Pair {
    before: &'static str,
    after: &'static str,
    step: &'static str,
    random: fn(&mut Rng) -> V,
    converted: Convert,
}

/// What becomes of a former value; `None` if it is none.
type Convert = fn(&V) -> Option<V>;

/// What the code of programs in `expand` writes to the new attribute for what is in the former one.
fn converted<P: Attribute, A: Attribute<Value = P::Value>>(former: &V) -> Option<V> {
    let value = decode_value::<P>(former).ok()?;
    encode_value::<A>(&A::settle(value)).ok()
}

/// What that code writes to the former attribute.
fn former<P: Attribute>(value: &P::Value) -> V {
    encode_value::<P>(value).expect("a value of the new form")
}

fn time(random: &mut Rng) -> Timestamp {
    let micros = random.i64(-60_000_000_000_000_000..250_000_000_000_000_000);
    Timestamp::from_microsecond(micros).expect("a time")
}

/// A pair whose former form is `P`, and whose new one is `A`.
macro_rules! pair {
    ($before:literal, $after:literal, $step:literal, $former:ty, $new:ty, $random:expr) => {
        Pair {
            before: $before,
            after: $after,
            step: $step,
            random: |random| {
                let value: fn(&mut Rng) -> <$new as Attribute>::Value = $random;
                former::<$former>(&value(random))
            },
            converted: converted::<$former, $new>,
        }
    };
    ($before:literal, $after:literal, $former:ty, $new:ty, $random:expr) => {
        pair!($before, $after, "", $former, $new, $random)
    };
}

/// Every kind of pair.
fn pairs() -> Vec<Pair> {
    vec![
        pair!("string", "u8", Former<u8, Printed<u8>>, u8, |it| it.u8(..)),
        pair!("string", "i64", Former<i64, Printed<i64>>, i64, |it| it.i64(..)),
        pair!("string", "u128", Former<u128, Printed<u128>>, u128, |it| it.u128(..10_u128.pow(38))),
        pair!("string", "decimal", Former<Decimal, Printed<Decimal>>, Decimal, |it| {
            let (whole, part) = (it.i64(..), it.u32(..));
            let exponent = it.i8(-90..90);
            format!("{whole}.{part}e{exponent}").parse().expect("a number")
        }),
        pair!("string", "bool", Former<bool, Printed<bool>>, bool, Rng::bool),
        pair!("string", "date", Former<Date, Date>, Date, |it| {
            let day = it.i8(1..29);
            Date::new(it.i16(0..10_000), it.i8(1..13), day).expect("a day")
        }),
        pair!("string", "uuid", Former<Uuid, Uuid>, Uuid, |it| Uuid::from_u128(it.u128(..))),
        pair!("string", "{ type: uuid, as: bytes }", Former<UuidBytes, Uuid>, UuidBytes, |it| {
            Uuid::from_u128(it.u128(..))
        }),
        pair!("string", "{ type: ulid, as: lower }", Former<UlidLower, UlidLower>, UlidLower, |it| {
            Ulid(it.u128(..))
        }),
        pair!("string", "timestamp", Former<Timestamp, Timestamp>, Timestamp, time),
        pair!("string", "{ type: timestamp, as: epoch_s }", Former<EpochSeconds, Timestamp>, EpochSeconds, time),
        pair!("string", "{ type: timestamp, as: iso_us }", Former<IsoMicros, IsoMicros>, IsoMicros, time),
        pair!(
            "timestamp",
            "{ type: timestamp, as: epoch_ms }",
            Timestamp,
            EpochMillis,
            time
        ),
        pair!(
            "{ type: timestamp, as: epoch_s }",
            "{ type: timestamp, as: iso_s }",
            EpochSeconds,
            IsoSeconds,
            time
        ),
        pair!(
            "{ type: timestamp, as: iso_us }",
            "{ type: timestamp, as: iso_offset }",
            IsoMicros,
            IsoOffset,
            time
        ),
        pair!("{ type: timestamp, as: iso_us }", "timestamp", Former<Timestamp, IsoMicros>, Timestamp, time),
        pair!("{ type: uuid, as: upper }", "uuid", UuidUpper, Uuid, |it| {
            Uuid::from_u128(it.u128(..))
        }),
        pair!(
            "{ type: uuid, as: bytes }",
            "{ type: uuid, as: upper }",
            UuidBytes,
            UuidUpper,
            |it| { Uuid::from_u128(it.u128(..)) }
        ),
        pair!("ulid", "{ type: ulid, as: lower }", Ulid, UlidLower, |it| {
            Ulid(it.u128(..))
        }),
        pair!("string", "State", Former<String, String>, String, |it| {
            ["open", "paid", "gone"][it.usize(..3)].to_owned()
        }),
        pair!(
            "Was", "State", ", map: { o: open, open: paid }",
            Former<String, FormerValues<Named, 0>>, String,
            |it| ["open", "paid", "gone"][it.usize(..3)].to_owned()
        ),
    ]
}

/// A migration that retypes a field for each pair.
fn planned(pairs: &[Pair]) -> Planned {
    let [mut before, mut after, mut steps] = [const { String::new() }; 3];
    for (position, pair) in pairs.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(before, "      old_{position}: {}", pair.before);
        let _ = writeln!(after, "      new_{position}: {}", pair.after);
        let step = pair.step;
        let _ = writeln!(
            steps,
            "  - retype: {{ from: old_{position}, to: new_{position}{step} }}\n  - drop: old_{position}"
        );
    }
    let schema = |fields: &str, types: &str| {
        format!(
            "models:\n  User:\n    key: id\n    fields:\n      id: string\n{fields}types:\n{types}"
        )
    };
    let before = schema(&before, "  Was: { enum: [o, open, gone] }\n");
    let after = schema(&after, "  State: { enum: [open, paid, gone] }\n");
    Planned::of(&before, &after, &format!("model: User\nsteps:\n{steps}"))
}

#[tokio::test]
async fn a_run_makes_of_each_value_what_generated_code_makes_of_it() {
    let pairs = pairs();
    let planned = planned(&pairs);
    let mut random = Rng::with_seed(7);
    let items = (0..ITEMS).map(|number| {
        let mut item = Item::from([("id".to_owned(), s(number))]);
        for (position, pair) in pairs.iter().enumerate() {
            item.insert(format!("old_{position}"), (pair.random)(&mut random));
        }
        item
    });
    let items: Vec<_> = items.collect();
    let bed = users(&items).await;
    let passes = planned.passes(&bed.db, &options()).await;
    let run = run_of("0001_users", passes.run.clone());
    let engine = Engine::new(bed.db.clone(), run, options());
    assert_eq!(engine.run().await.unwrap().total().rejected, 0);
    for item in stored_users(&bed.direct).await.values() {
        for (position, pair) in pairs.iter().enumerate() {
            let former = &item[&format!("old_{position}")];
            let expected = (pair.converted)(former).expect("a value");
            let (before, after) = (pair.before, pair.after);
            let made = &item[&format!("new_{position}")];
            assert_eq!(*made, expected, "{before} to {after}: {former:?}");
        }
    }
    // Nothing is left to do, and what was made has its way back, and its removal.
    let verified = engine.verify(&passes.run).await.unwrap();
    assert_eq!((verified.remaining, verified.rejected), (0, 0));
    let settled = engine.verify(&passes.before_contract).await.unwrap();
    assert_eq!((settled.remaining, settled.rejected), (0, 0));
    let engine = engine.contract(&passes.contract, false).await.unwrap();
    assert_eq!(engine.total().rejected, 0);
    for item in stored_users(&bed.direct).await.values() {
        assert_eq!(item.len(), pairs.len() + 1, "{item:?}");
    }
}

/// Text that older programs may have stored is a value for both, or for neither.
#[tokio::test]
async fn a_run_takes_the_texts_that_generated_code_takes() {
    let texts = [
        "007", "7.0", "+7", "1e2", "-0", " 7", "7 ", "", "seven", "256", "1_000", "0x10", "true",
        "True", "FALSE", "false", "１",
    ];
    let new: [(&str, Convert); 3] = [
        ("u8", converted::<Former<u8, Printed<u8>>, u8>),
        (
            "decimal",
            converted::<Former<Decimal, Printed<Decimal>>, Decimal>,
        ),
        ("bool", converted::<Former<bool, Printed<bool>>, bool>),
    ];
    for (ty, converted) in new {
        let schema = |field: &str| {
            format!("models:\n  User:\n    key: id\n    fields:\n      id: string\n      {field}\n")
        };
        let planned = Planned::of(
            &schema("old: string"),
            &schema(&format!("new: {ty}")),
            "model: User\nsteps:\n  - retype: { from: old, to: new }\n  - drop: old\n",
        );
        let items = texts.iter().enumerate().map(|(number, text)| {
            Item::from([("id".to_owned(), s(number)), ("old".to_owned(), s(text))])
        });
        let items: Vec<_> = items.collect();
        let bed = users(&items).await;
        let tolerant = Options {
            max_rejects: u64::MAX,
            ..options()
        };
        let passes = planned.passes(&bed.db, &tolerant).await;
        let run = run_of("0001_users", passes.run);
        let engine = Engine::new(bed.db.clone(), run, tolerant);
        let _ = engine.run().await.unwrap();
        for item in stored_users(&bed.direct).await.values() {
            assert_eq!(
                item.get("new"),
                converted(&item["old"]).as_ref(),
                "{item:?}"
            );
        }
    }
}
