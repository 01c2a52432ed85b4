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

/// Returns true if the text is a segment of a path that no step of a request changes: it has no
/// escape that could be decoded, nothing that would have to be encoded (RFC 3986, `pchar`), no `+`
/// that could become a space, and it leads to no other path.
fn is_plain_segment(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*,;=:@".contains(&byte);
    text.bytes().all(is_plain) && !matches!(text, "" | "." | "..")
}

proptest! {
    #[test]
    fn the_text_of_a_key_of_two_parts_is_a_segment_of_a_path(shop: String, sku: String) {
        for (shop, sku) in [(&shop, &sku), (&sku, &shop), (&shop, &String::new())] {
            let key = ProductKey { shop: shop.clone(), sku: sku.clone() };
            let text = key.to_string();
            prop_assert!(is_plain_segment(&text), "{text}");
            read_back(&key);
        }
    }

    #[test]
    fn what_is_read_as_a_key_is_its_text(text in "[~,.A-F0-9a]{0,9}") {
        if let Ok(key) = text.parse::<ProductKey>() {
            prop_assert_eq!(key.to_string(), text);
        }
    }

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
    assert_eq!(product.to_string(), "a~2Fb,100~25");
    assert_eq!("a,b".parse(), Ok(ProductKey::from(("a", "b"))));
    assert_eq!(",".parse(), Ok(ProductKey::from(("", ""))));
    assert_eq!("~2E.,~2Ea.".parse(), Ok(ProductKey::from(("..", ".a."))));
    let photo = PhotoKey::from((vec![0xfb, 0xff], 7_u32));
    assert_eq!(photo.to_string(), "-_8,7");
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8,2024-02-29T12:00:00Z";
    let shift: ShiftKey = text.parse().unwrap();
    assert_eq!(shift.begins_at, "2024-02-29T12:00:00Z".parse().unwrap());
    assert_eq!(shift.to_string(), text);
}

#[test]
fn a_text_that_is_no_key_is_an_error_with_model_and_part() {
    let error = "a".parse::<ProductKey>().unwrap_err();
    assert_eq!((error.model(), error.part()), ("Product", None));
    let message = "not the text of a key of Product: not two parts joined by `,`";
    assert_eq!(error.to_string(), message);
    for text in ["", "a/b", "a,b,c", ",,"] {
        assert_eq!(text.parse::<ProductKey>().as_ref(), Err(&error));
    }
    let error = "a,~zz".parse::<ProductKey>().unwrap_err();
    assert_eq!(error.part(), Some("sku"));
    let error = "1,wide".parse::<PhotoKey>().unwrap_err();
    assert_eq!((error.model(), error.part()), ("Photo", Some("digest")));
    let error = "AA,wide".parse::<PhotoKey>().unwrap_err();
    let message = "not the text of a key of Photo: `width`: invalid digit found in string";
    assert_eq!(error.to_string(), message);
    let error = "x".parse::<UserKey>().unwrap_err();
    assert_eq!((error.model(), error.part()), ("User", Some("id")));
}

#[test]
fn a_key_of_two_parts_has_one_text() {
    for (text, part, reason) in [
        ("a/b,c", "shop", "`/` has to be written as `~2F`"),
        ("a,b c", "sku", "` ` has to be written as `~20`"),
        ("é,b", "shop", "`é` has to be written as `~C3~A9`"),
        ("a,..", "sku", "`.` has to be written as `~2E`"),
        ("~41,b", "shop", "`~41` has to be written as `A`"),
        ("~2f,b", "shop", "two upper-case hexadecimal digits"),
        ("a,~FF", "sku", "not UTF-8"),
    ] {
        let error = text.parse::<ProductKey>().unwrap_err();
        assert_eq!(error.part(), Some(part), "{text}");
        assert!(error.to_string().contains(reason), "{error}");
    }
    let error = "AA,+7".parse::<PhotoKey>().unwrap_err();
    assert!(error.to_string().contains("~2B"), "{error}");
    let error = "AA,07".parse::<PhotoKey>().unwrap_err();
    let message = "not the text of a key of Photo: `width`: `07` has to be written as `7`";
    assert_eq!(error.to_string(), message);
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
