//! Attributes of several kinds: untagged unions of scalars.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::dec;
use dynamite_sample::models::{
    Amount, Code, NewReceipt, PaidAt, Position, Receipt, Receipts, receipt, tables,
};

use crate::support::{Bed, Item, b, item, l, m, n, raw_put, s, stored_all};

const TABLE: &str = "receipts";
const TABLES: &[&dynamite::model::TableDescriptor] = &[&tables::RECEIPTS];
const MOMENT: &str = "2024-02-29T12:34:56.000Z";

/// Items of an older and of a newer program.
fn by_others() -> [Item; 2] {
    [
        item([
            ("id", s("new")),
            ("amount", n("19.9")),
            ("paid_at", s(MOMENT)),
            ("parts", l([n("10"), s("9.90")])),
            ("code", b(&[0, 1])),
            ("position", m([("shelf", s("A7")), ("at", n("1709210096"))])),
        ]),
        item([
            ("id", s("old")),
            ("amount", s("19.90 EUR")),
            ("paid_at", n("1709210096")),
            ("parts", l([])),
            ("code", AttributeValue::Bool(true)),
        ]),
    ]
}

async fn stored(bed: &Bed) -> Vec<Item> {
    let mut all = stored_all(&bed.db, TABLE).await;
    all.sort_by_key(|item| item["id"].as_s().cloned().unwrap());
    all
}

async fn bed() -> (Bed, Receipts) {
    let bed = Bed::with(TABLES).await;
    for item in by_others() {
        raw_put(&bed.db, TABLE, item).await;
    }
    let receipts = Receipts::new(&bed.db);
    (bed, receipts)
}

async fn read(receipts: &Receipts, id: &str) -> Receipt {
    receipts.get(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_kind_of_the_stored_value_chooses_the_variant() {
    let (_bed, receipts) = bed().await;
    let moment = MOMENT.parse().unwrap();
    let new = read(&receipts, "new").await;
    assert_eq!(new.amount, Amount::Number(dec!(19.9)));
    assert_eq!(new.paid_at, Some(PaidAt::Text(moment)));
    assert_eq!(new.parts, [dec!(10).into(), "9.90".to_owned().into()]);
    assert_eq!(new.code, Some(Code::Bytes(vec![0, 1])));
    let position = Position {
        shelf: "A7".to_owned().into(),
        at: Some(PaidAt::Seconds(moment)),
    };
    assert_eq!(new.position, Some(position));

    let old = read(&receipts, "old").await;
    assert_eq!(old.amount, Amount::Text("19.90 EUR".to_owned()));
    assert_eq!(old.paid_at, Some(PaidAt::Seconds(moment)));
    assert_eq!(old.code, Some(Code::Flag(true)));
}

#[tokio::test]
async fn what_was_read_is_written_back_unchanged() {
    let (bed, receipts) = bed().await;
    for id in ["new", "old"] {
        let read = read(&receipts, id).await;
        receipts.save(&read).await.unwrap();
        assert_eq!(stored(&bed).await, by_others());
        receipts.replace(&read).await.unwrap();
        assert_eq!(stored(&bed).await, by_others());
    }
}

#[tokio::test]
async fn a_new_item_reads_back_as_it_was_created() {
    let bed = Bed::with(TABLES).await;
    let receipts = Receipts::new(&bed.db);
    let precise = "2024-02-29T12:34:56.789123Z".parse().unwrap();
    let new = NewReceipt {
        id: "a".to_owned(),
        amount: dec!(5).into(),
    };
    let new = new
        .paid_at(PaidAt::Seconds(precise))
        .code(Code::from("x".to_owned()))
        .parts(vec![Amount::Number(dec!(5))]);
    let created = receipts.create(new).await.unwrap();
    assert_eq!(
        created.paid_at,
        Some(PaidAt::Seconds(MOMENT.parse().unwrap()))
    );
    assert_eq!(read(&receipts, "a").await, created);
    assert_eq!(stored(&bed).await[0]["paid_at"], n("1709210096"));
}

#[tokio::test]
async fn conditions_compare_value_and_kind() {
    let (_bed, receipts) = bed().await;
    let number = || Amount::Number(dec!(19.9));
    let same_digits = || Amount::Text("19.9".to_owned());
    let cases = [
        (receipt::amount().eq(number()), vec!["new"]),
        (receipt::amount().eq(same_digits()), vec![]),
        (receipt::amount().ne(number()), vec!["old"]),
        (
            receipt::amount().is_in([number(), same_digits()]),
            vec!["new"],
        ),
        (receipt::position().is_absent(), vec!["old"]),
        (
            receipt::parts().contains(Amount::Number(dec!(10))),
            vec!["new"],
        ),
        (
            receipt::position().shelf().eq(Code::Text("A7".to_owned())),
            vec!["new"],
        ),
    ];
    for (condition, expected) in cases {
        let shown = format!("{condition:?}");
        let found = receipts.scan().filter(condition).all().await.unwrap();
        let ids: Vec<_> = found.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, expected, "{shown}");
    }
}

#[tokio::test]
async fn an_update_may_change_the_kind() {
    let (bed, receipts) = bed().await;
    let update = receipts
        .update("old")
        .set(receipt::amount(), Amount::Number(dec!(19.9)))
        .only_if(receipt::amount().eq(Amount::Text("19.90 EUR".to_owned())));
    update.await.unwrap();
    assert_eq!(stored(&bed).await[1]["amount"], n("19.9"));
}

#[tokio::test]
async fn another_kind_is_an_error_that_names_what_is_expected() {
    let (bed, receipts) = bed().await;
    let [mut other, mut secret] = by_others();
    other.insert("amount".to_owned(), AttributeValue::Bool(true));
    secret.insert("code".to_owned(), n("4711"));
    raw_put(&bed.db, TABLE, other).await;
    raw_put(&bed.db, TABLE, secret).await;
    let error = receipts.get("new").await.unwrap_err().to_string();
    assert!(error.contains("amount"), "{error}");
    assert!(error.contains("N or S"), "{error}");
    assert!(error.contains("BOOL true"), "{error}");
    let error = receipts.get("old").await.unwrap_err().to_string();
    assert!(error.contains("S, B or BOOL"), "{error}");
    assert!(!error.contains("4711"), "{error}");
}
