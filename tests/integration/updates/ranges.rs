//! What DynamoDB works out stays in the range of the field's type.

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{CancellationCause, Error, ErrorKind};
use dynamite_sample::models::{
    NewPerson, Order, Orders, People, Person, Specimen, Specimens, order, person, specimen, tables,
};

use super::{order_with, stored_order};
use crate::support::{Bed, ORDERS, line};
use crate::types::{SPECIMENS, specimen as sample};

static PEOPLE: [&TableDescriptor; 2] = [&tables::PEOPLE, &UNIQUE_GUARDS];

/// The field and the sentence of each violation, all of which are of a type.
fn beyond(error: &Error) -> Vec<(&str, &str)> {
    let ErrorKind::Invalid { violations, .. } = error.kind() else {
        panic!("{error}");
    };
    assert!(violations.iter().all(|it| it.rule == "type"), "{error}");
    let violations = violations.iter();
    violations.map(|it| (&*it.path, &*it.message)).collect()
}

const U32: &str = "must be at most 4294967295";

#[tokio::test]
async fn a_nested_number_stays_within_its_type() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = order_with(&bed.db, vec![line("lamp", 5)]).await;
    let before = stored_order(&bed.db, &order).await;
    let quantity = || order::lines().at(0).quantity();
    let update = orders.update(&order).add(quantity(), u32::MAX - 4);
    let error = update.await.unwrap_err();
    assert_eq!(beyond(&error), [("lines[0].quantity", U32)]);
    let update = orders.update(&order).subtract(quantity(), 6);
    let error = update.await.unwrap_err();
    let least = "must be at least 0";
    assert_eq!(beyond(&error), [("lines[0].quantity", least)]);
    assert_eq!(stored_order(&bed.db, &order).await, before);

    let update = orders.update(&order).add(quantity(), u32::MAX - 5);
    assert_eq!(update.await.unwrap().lines[0].quantity, u32::MAX);
    let update = orders.update(&order).subtract(quantity(), u32::MAX);
    assert_eq!(update.await.unwrap().lines[0].quantity, 0);
}

#[tokio::test]
async fn in_a_transaction_and_for_all_that_are_found_as_well() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = order_with(&bed.db, vec![line("lamp", 5)]).await;
    let quantity = || order::lines().at(0).quantity();
    let update = orders.update(&order).subtract(quantity(), 6);
    let error = bed.db.transaction().and(update).await.unwrap_err();
    let ErrorKind::TransactionCanceled { writes } = error.kind() else {
        panic!("{error}");
    };
    let CancellationCause::Invalid(violations) = &writes[0].cause else {
        panic!("{error}");
    };
    assert_eq!(violations[0].rule, "type");
    let of_user = order::user_id().eq(order.user_id);
    let all = orders.update_where(of_user).add(quantity(), u32::MAX);
    let done = all.partial().await.unwrap();
    assert_eq!((done.changed, done.failed.len()), (0, 1));
    assert_eq!(beyond(&done.failed[0].error), [("lines[0].quantity", U32)]);
    let stored: Vec<Order> = orders.query(order.user_id).all().await.unwrap();
    assert_eq!(stored, [order]);
}

#[tokio::test]
async fn where_the_update_is_worked_out_here_as_well() {
    let bed = Bed::with(&PEOPLE).await;
    let people = People::new(&bed.db);
    let new = NewPerson {
        email: "ada@example.com".to_owned(),
        tenant: "acme".to_owned(),
    };
    let ada: Person = people.create(new).await.unwrap();
    let update = people.update(&ada).set(person::email(), "a@example.com");
    let error = update.subtract(person::visits(), 1).await.unwrap_err();
    let least = "must be at least 0";
    assert_eq!(beyond(&error), [("visits", least)]);
    assert_eq!(people.get(ada.id).await.unwrap(), Some(ada));
}

/// An update that takes a field to the end of its type, and one beyond it.
macro_rules! ends {
    ($specimens:expr, $created:expr, $($field:ident $type:ident;)*) => {$(
        let at = |value: $type| {
            let update = $specimens.update($created).set(specimen::$field(), value);
            async move { update.await.unwrap() }
        };
        let stored: Specimen = at($type::MAX - 1).await;
        let update = || $specimens.update(&stored);
        let most = update().add(specimen::$field(), 1).await.unwrap();
        assert_eq!(most.$field, $type::MAX);
        let error = update().add(specimen::$field(), 1).await.unwrap_err();
        let greatest = format!("must be at most {}", $type::MAX);
        assert_eq!(beyond(&error), [(stringify!($field), &*greatest)]);
        let stored: Specimen = at($type::MIN + 1).await;
        let update = || $specimens.update(&stored);
        let least = update().subtract(specimen::$field(), 1).await.unwrap();
        assert_eq!(least.$field, $type::MIN);
        let error = update().subtract(specimen::$field(), 1).await.unwrap_err();
        let smallest = format!("must be at least {}", $type::MIN);
        assert_eq!(beyond(&error), [(stringify!($field), &*smallest)]);
    )*};
}

#[tokio::test]
async fn every_type_of_integers_has_two_ends() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let created = specimens.create(sample(|_| ())).await.unwrap();
    ends! { specimens, &created,
        shelf i8; offset_mm i16; depth_m i32; position_um i64;
        vials u8; batch u16; technician u32; barcode u64;
    }
    let counts = || specimen::counts().key("net");
    let update = specimens.update(&created).subtract(counts(), 1);
    assert_eq!(beyond(&update.await.unwrap_err()).len(), 1);
    let update = specimens.update(&created).add(counts(), u64::MAX);
    assert_eq!(update.await.unwrap().counts["net"], u64::MAX);
    let update = specimens.update(&created).add(counts(), 1);
    let greatest = "must be at most 18446744073709551615";
    assert_eq!(beyond(&update.await.unwrap_err()), [("counts.?", greatest)]);
    // The least of all less the least of all is one more than there is.
    let update = specimens.update(&created).set(specimen::shelf(), 0);
    update.await.unwrap();
    let update = specimens
        .update(&created)
        .subtract(specimen::shelf(), i8::MIN);
    assert_eq!(beyond(&update.await.unwrap_err()).len(), 1);
}

#[tokio::test]
async fn wide_numbers_stay_within_theirs() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let created = specimens.create(sample(|_| ())).await.unwrap();
    let update = || specimens.update(&created);
    // Of 39 digits DynamoDB keeps 38: these are the last that it can store.
    let (signed, unsigned) = (i128::MAX / 10 * 10, u128::MAX / 10 * 10);
    let set = update().set(specimen::serial(), signed);
    set.set(specimen::fingerprint(), unsigned).await.unwrap();
    let error = update().add(specimen::serial(), 10).await.unwrap_err();
    assert_eq!(beyond(&error)[0].0, "serial");
    let error = update().add(specimen::fingerprint(), 10).await.unwrap_err();
    assert_eq!(beyond(&error)[0].0, "fingerprint");
    let less = update().subtract(specimen::serial(), 10);
    assert_eq!(less.await.unwrap().serial, signed - 10);
    let more = update().add(specimen::serial(), 10);
    assert_eq!(more.await.unwrap().serial, signed);
    let set = update().set(specimen::fingerprint(), 0_u128);
    set.await.unwrap();
    let error = update().subtract(specimen::fingerprint(), 1);
    assert_eq!(beyond(&error.await.unwrap_err())[0].0, "fingerprint");

    update().set(specimen::acidity(), f32::MAX).await.unwrap();
    let error = update().add(specimen::acidity(), 1e38).await.unwrap_err();
    assert_eq!(beyond(&error)[0].0, "acidity");
    let less = update().subtract(specimen::acidity(), 1e38).await.unwrap();
    assert!(less.acidity < f32::MAX);
}
