//! Built-in types of Rust that are stored by a codec, in keys and elsewhere.

use dynamite_sample::models::{
    Consignment, ConsignmentKey, Consignments, NewConsignment, consignment, tables,
};

use crate::support::{Bed, Item, item, raw_put, s, stored, stored_all};

const TABLE: &str = "consignments";
const TABLES: &[&dynamite::model::TableDescriptor] = &[&tables::CONSIGNMENTS];

fn by_others() -> Item {
    item([
        ("depot", s("north")),
        ("number", s("17")),
        ("weight", s("2500")),
        ("pieces", s("12")),
        ("checked", s("Y")),
        ("remark", s("yvaeh")),
    ])
}

async fn read(bed: &Bed) -> Consignment {
    raw_put(&bed.db, TABLE, by_others()).await;
    let consignments = Consignments::new(&bed.db);
    let key = ConsignmentKey {
        depot: "north".to_owned(),
        number: 17,
    };
    let read = consignments.get(key).await;
    read.unwrap().unwrap()
}

#[tokio::test]
async fn what_others_stored_as_text_is_a_number_and_stays_text() {
    let bed = Bed::with(TABLES).await;
    let read = read(&bed).await;
    let (number, weight, pieces): (u64, u64, Option<u64>) = (read.number, read.weight, read.pieces);
    assert_eq!((number, weight, pieces), (17, 2500, Some(12)));
    assert!(read.checked);
    assert_eq!(read.remark.as_deref(), Some("heavy"));

    let consignments = Consignments::new(&bed.db);
    consignments.save(&read).await.unwrap();
    assert_eq!(stored_all(&bed.db, TABLE).await, [by_others()]);
    consignments.replace(&read).await.unwrap();
    assert_eq!(stored_all(&bed.db, TABLE).await, [by_others()]);
}

#[tokio::test]
async fn new_items_are_laid_out_alike() {
    let bed = Bed::with(TABLES).await;
    let new = NewConsignment {
        depot: "north".to_owned(),
        number: 17,
        weight: 2500,
        checked: true,
    };
    let consignments = Consignments::new(&bed.db);
    let new = new.pieces(12).remark("heavy".to_owned());
    consignments.create(new).await.unwrap();
    assert_eq!(stored_all(&bed.db, TABLE).await, [by_others()]);
}

#[tokio::test]
async fn conditions_and_updates_use_what_is_stored() {
    let bed = Bed::with(TABLES).await;
    let read = read(&bed).await;
    let consignments = Consignments::new(&bed.db);
    let update = consignments
        .update(&read)
        .set(consignment::checked(), false)
        .set(consignment::weight(), 9_u64)
        .only_if(
            consignment::checked()
                .eq(true)
                .and(consignment::weight().ne(1_u64)),
        );
    update.await.unwrap();
    let key = [("depot", s("north")), ("number", s("17"))];
    let stored = stored(&bed.db, TABLE, key).await.unwrap();
    assert_eq!((&stored["checked"], &stored["weight"]), (&s("N"), &s("9")));

    let found = consignments.by_remark("heavy".to_owned()).all().await;
    assert_eq!(found.unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_in_another_spelling_is_a_bad_item() {
    let bed = Bed::with(TABLES).await;
    let mut padded = by_others();
    padded.insert("number".to_owned(), s("017"));
    raw_put(&bed.db, TABLE, padded).await;
    let page = Consignments::new(&bed.db).scan().page(None).await.unwrap();
    assert_eq!((page.items.len(), page.bad.len()), (0, 1));
}
