//! Random writes of flattened unions, by Dynamite and by other programs, against what the guide says
//! of each.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{Decimal, dec};
use dynamite_sample::models::{PaidBy, Payer, Payment, Payments, Refund, payment};
use fastrand::Rng;

use super::{ID, PAYMENTS, TABLES, new_payment};
use crate::support::{Bed, Item, item, m, n, raw_delete, raw_put, s, ss, stored};

const SEEDS: u64 = 12;
const STEPS: usize = 60;

/// The attributes of each union, besides its tag.
const OF_METHOD: [&str; 9] = [
    "last_four",
    "billed_to",
    "attempts",
    "reference",
    "iban",
    "sent_at",
    "codes",
    "left",
    "paid_by",
];
const OF_REFUND: [&str; 2] = ["refund", "refunded"];

fn payer(rng: &mut Rng) -> Payer {
    let city = rng.bool().then(|| "Bern".to_owned());
    let name = ["Ada", "Bob"][rng.usize(..2)].to_owned();
    Payer { name, city }
}

fn method(rng: &mut Rng) -> PaidBy {
    match rng.u8(..4) {
        0 => PaidBy::Card {
            last_four: format!("{:04}", rng.u16(..10_000)),
            billed_to: payer(rng),
            attempts: rng.u32(..9),
            reference: "r".to_owned(),
        },
        1 => PaidBy::Transfer {
            iban: "DE00 1".to_owned(),
            billed_to: payer(rng),
            sent_at: rng.bool().then_some(dynamite::Timestamp::UNIX_EPOCH),
            reference: rng.u64(..9),
        },
        2 => PaidBy::Vouchers {
            codes: (0..rng.usize(..3)).map(|it| it.to_string()).collect(),
            left: BTreeMap::from([("a".to_owned(), Decimal::from(rng.u8(..9)))]),
        },
        _ => PaidBy::Cash,
    }
}

fn refund(rng: &mut Rng) -> Option<Refund> {
    match rng.u8(..3) {
        0 => None,
        1 => Some(Refund::Full),
        _ => Some(Refund::Part { amount: dec!(5) }),
    }
}

/// The attributes of a method, as the storage format has them.
fn stored_method(method: &PaidBy) -> Item {
    match method {
        PaidBy::Card {
            last_four,
            billed_to,
            attempts,
            reference,
        } => item([
            ("paid_by", s("card")),
            ("last_four", s(last_four)),
            ("billed_to", stored_payer(billed_to)),
            ("attempts", n(attempts)),
            ("reference", s(reference)),
        ]),
        PaidBy::Transfer {
            iban,
            billed_to,
            sent_at,
            reference,
        } => {
            let mut all = item([
                ("paid_by", s("transfer")),
                ("iban", s(iban)),
                ("billed_to", stored_payer(billed_to)),
                ("reference", n(reference)),
            ]);
            all.extend(sent_at.map(|_| ("sent_at".to_owned(), n("0"))));
            all
        }
        PaidBy::Vouchers { codes, left } => {
            let mut all = item([
                ("paid_by", s("vouchers")),
                ("left", m([("a", n(left["a"]))])),
            ]);
            let codes: BTreeSet<_> = codes.iter().cloned().collect();
            if !codes.is_empty() {
                let codes = AttributeValue::Ss(codes.into_iter().collect());
                all.insert("codes".to_owned(), codes);
            }
            all
        }
        PaidBy::Cash => item([("paid_by", s("cash"))]),
    }
}

fn stored_payer(payer: &Payer) -> AttributeValue {
    match &payer.city {
        Some(city) => m([("name", s(&payer.name)), ("city", s(city))]),
        None => m([("name", s(&payer.name))]),
    }
}

fn stored_refund(refund: Option<&Refund>) -> Item {
    match refund {
        None => Item::new(),
        Some(Refund::Full) => item([("refund", s("full"))]),
        Some(Refund::Part { amount }) => item([("refund", s("part")), ("refunded", n(amount))]),
    }
}

/// Sets a union as a whole.
fn set(item: &mut Item, attributes: &[&str], value: Item) {
    item.retain(|name, _| !attributes.contains(&name.as_str()));
    item.extend(value);
}

/// Saves a payer over a stored one, of which it keeps what it does not declare.
fn over_payer(before: Option<&AttributeValue>, after: &mut Item) {
    let (Some(AttributeValue::M(before)), Some(AttributeValue::M(after))) =
        (before, after.get_mut("billed_to"))
    else {
        return;
    };
    if let Some(street) = before.get("street") {
        after.insert("street".to_owned(), street.clone());
    }
}

/// An item of another program: what it left of other variants may be anything.
fn by_others(rng: &mut Rng) -> Item {
    let mut all = item([("id", s(ID)), ("customer", s("ada")), ("colour", s("red"))]);
    for name in OF_METHOD.into_iter().chain(["refunded"]) {
        if rng.u8(..4) == 0 {
            let junk = match rng.u8(..4) {
                0 => AttributeValue::Null(true),
                1 => n("7"),
                2 => ss(["x"]),
                _ => m([("street", s("North"))]),
            };
            all.insert(name.to_owned(), junk);
        }
    }
    let own = stored_method(&method(rng));
    let missing = ["sent_at", "codes", "attempts"];
    all.retain(|name, _| !missing.contains(&name.as_str()));
    all.extend(own);
    if let Some(AttributeValue::M(payer)) = all.get_mut("billed_to") {
        payer.insert("street".to_owned(), s("North"));
    }
    all.extend(stored_refund(refund(rng).as_ref()));
    all
}

#[tokio::test]
async fn items_are_what_the_guide_says_after_every_write() {
    for seed in 0..SEEDS {
        let bed = Bed::with(TABLES).await;
        let payments = Payments::new(&bed.db);
        let mut rng = Rng::with_seed(seed);
        let mut expected: Option<Item> = None;
        for step in 0..STEPS {
            let told = write(&mut rng, &bed, &payments, &mut expected).await;
            let found = stored(&bed.db, PAYMENTS, [("id", s(ID))]).await;
            assert_eq!(found, expected, "seed {seed}, step {step}: {told}");
            let read = payments.get(ID).await;
            let read = read.unwrap_or_else(|it| panic!("seed {seed}, step {step}, {told}: {it}"));
            assert_eq!(read.is_some(), expected.is_some());
        }
    }
}

/// Makes a write, and says which.
async fn write(
    rng: &mut Rng,
    bed: &Bed,
    payments: &Payments,
    expected: &mut Option<Item>,
) -> &'static str {
    let (new_method, new_refund) = (method(rng), refund(rng));
    let exists = expected.is_some();
    match (rng.u8(..7), expected.as_mut()) {
        (0, _) | (1..4 | 5, None) => {
            let all = by_others(rng);
            raw_put(&bed.db, PAYMENTS, all.clone()).await;
            *expected = Some(all);
            "another program"
        }
        (1, Some(item)) => {
            set(item, &OF_METHOD, stored_method(&new_method));
            let update = payments.update(ID);
            update
                .set_flattened(payment::method(), new_method)
                .await
                .unwrap();
            "set_flattened"
        }
        (2, Some(item)) => {
            set(item, &OF_REFUND, stored_refund(new_refund.as_ref()));
            let update = payments
                .update(ID)
                .set_flattened(payment::refund(), new_refund);
            update.await.unwrap();
            "set_flattened of an optional union"
        }
        (3, Some(item)) => {
            save(payments, item, new_method, new_refund).await;
            "save"
        }
        (4, _) => {
            let new = new_payment(new_method.clone())
                .id(ID)
                .refund(new_refund.clone());
            let update = payments.update(ID).set(payment::note(), "n");
            update.or_insert(new).await.unwrap();
            let mut inserted = item([("id", s(ID)), ("customer", s("ada"))]);
            inserted.extend(stored_method(&new_method));
            inserted.extend(stored_refund(new_refund.as_ref()));
            let item = expected.get_or_insert(inserted);
            item.insert("note".to_owned(), s("n"));
            if exists { "update" } else { "insert" }
        }
        (5, Some(item)) => {
            let read = payments.get(ID).await.unwrap().unwrap();
            let whole = Payment {
                method: new_method.clone(),
                refund: new_refund.clone(),
                ..read
            };
            payments.replace(&whole).await.unwrap();
            let known = ["id", "customer", "note"];
            item.retain(|name, _| known.contains(&name.as_str()));
            item.extend(stored_method(&new_method));
            item.extend(stored_refund(new_refund.as_ref()));
            "replace"
        }
        _ => {
            raw_delete(&bed.db, PAYMENTS, [("id", s(ID))]).await;
            *expected = None;
            "delete"
        }
    }
}

async fn save(payments: &Payments, item: &mut Item, method: PaidBy, refund: Option<Refund>) {
    let read = payments.get(ID).await.unwrap().unwrap();
    let changed = Payment {
        method: method.clone(),
        refund: refund.clone(),
        ..read
    };
    payments.save(&changed).await.unwrap();
    let mut attributes = stored_method(&method);
    over_payer(item.get("billed_to"), &mut attributes);
    set(item, &OF_METHOD, attributes);
    set(item, &OF_REFUND, stored_refund(refund.as_ref()));
}
