//! Keys and enums as text.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Display;
use std::str::FromStr;

use dynamite::{Timestamp, Ulid, Uuid};
use dynamite_sample::models::{
    Hazard, PhotoKey, ProductKey, ReservationKey, Role, ShiftKey, TaskState, User, UserKey,
    VoyageKey,
};
use proptest::prelude::*;

use crate::support::Bed;

fn read_back<K: Display + FromStr<Err: Display> + PartialEq + std::fmt::Debug>(key: &K) {
    let text = key.to_string();
    match text.parse::<K>() {
        Ok(read) => assert_eq!(read, *key, "{text}"),
        Err(error) => panic!("{error}: {text}"),
    }
}

proptest! {
    #[test]
    fn keys_read_back_from_their_text(
        shop in any::<String>(),
        sku in "[%/a-z0-9é]{0,9}",
        digest in any::<Vec<u8>>(),
        width: u32,
        number: i64,
        id: u128,
        millis in 0..253_402_207_200_000_i64,
    ) {
        read_back(&ProductKey { shop: shop.clone(), sku: sku.clone() });
        read_back(&ProductKey { shop: sku, sku: shop });
        read_back(&PhotoKey { digest, width });
        read_back(&ReservationKey { number });
        read_back(&UserKey { id: Ulid(id) });
        read_back(&ShiftKey {
            team: Uuid::from_u128(id),
            begins_at: Timestamp::from_millisecond(millis).unwrap(),
        });
    }
}

#[test]
fn one_part_is_its_text_and_two_are_joined() {
    let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let key: UserKey = id.parse().unwrap();
    assert_eq!(key.to_string(), id);
    assert_eq!(format!("{key:?}"), format!("UserKey {{ id: {id} }}"));
    let product = ProductKey::from(("a/b", "100%"));
    assert_eq!(product.to_string(), "a%2Fb/100%25");
    assert_eq!("a/b".parse(), Ok(ProductKey::from(("a", "b"))));
    let photo = PhotoKey::from((vec![0xfb, 0xff], 7_u32));
    assert_eq!(photo.to_string(), "-_8/7");
    let shift: ShiftKey = "67e55044-10b1-426f-9247-bb680e5fe0c8/2024-02-29T12:00:00Z"
        .parse()
        .unwrap();
    assert_eq!(shift.begins_at, "2024-02-29T12:00:00Z".parse().unwrap());
}

#[test]
fn a_text_that_is_no_key_is_an_error_with_model_and_part() {
    let error = "a".parse::<ProductKey>().unwrap_err();
    assert_eq!((error.model(), error.part()), ("Product", None));
    let message = "not the text of a Product key: not two parts joined by `/`";
    assert_eq!(error.to_string(), message);
    assert_eq!("a/b/c".parse::<ProductKey>(), Err(error));
    let error = "a/%zz".parse::<ProductKey>().unwrap_err();
    assert_eq!(error.part(), Some("sku"));
    let error = "1/wide".parse::<PhotoKey>().unwrap_err();
    assert_eq!((error.model(), error.part()), ("Photo", Some("digest")));
    let error = "AA/wide".parse::<PhotoKey>().unwrap_err();
    let message = "not the text of a Photo key: `width` is invalid digit found in string";
    assert_eq!(error.to_string(), message);
    let error = "x".parse::<UserKey>().unwrap_err();
    assert_eq!((error.model(), error.part()), ("User", Some("id")));
}

#[test]
fn keys_are_copied_ordered_and_hashed() {
    let keys: [UserKey; 3] = [2, 1, 1].map(|id| UserKey { id: Ulid(id) });
    let copied = keys[0];
    assert_eq!(copied, keys[0]);
    assert_eq!(HashSet::from(keys).len(), 2);
    // As the schema derives it for the model.
    let keys = ["b", "a"].map(VoyageKey::from);
    let ordered: Vec<_> = BTreeSet::from(keys.clone()).into_iter().collect();
    assert_eq!(ordered, [keys[1].clone(), keys[0].clone()]);
}

#[test]
fn a_closed_enum_reads_what_it_writes_and_nothing_else() {
    for role in Role::ALL {
        assert_eq!(role.to_string().parse(), Ok(*role));
        assert_eq!(Role::try_from(role.as_str()), Ok(*role));
    }
    let error = "Admin".parse::<Role>().unwrap_err();
    assert_eq!((error.name(), error.found()), ("Role", "Admin"));
    assert_eq!(error.values(), ["customer", "admin"]);
    assert_eq!(
        error.to_string(),
        r#""Admin" is not a Role, which is one of "customer", "admin""#
    );
}

#[test]
fn an_enum_with_a_catch_all_reads_every_text() {
    let other = Hazard::Other("new".to_owned());
    assert_eq!(Hazard::from("flammable"), Hazard::Flammable);
    assert_eq!("new".parse(), Ok::<_, std::convert::Infallible>(other));
}

#[test]
fn an_enum_has_the_default_that_all_its_fields_have() {
    assert_eq!(Role::default(), Role::Customer);
    assert_eq!(TaskState::default(), TaskState::Open);
}

#[tokio::test]
async fn ids_can_be_read_in_debug_output() {
    let bed = Bed::with(crate::support::USERS).await;
    let ada: User = crate::support::ada(&bed.db).await;
    let shown = format!("{ada:?}");
    assert!(shown.contains(&format!("id: {}, ", ada.id)), "{shown}");
}
