//! Keys that are not text.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{
    NewPhoto, NewReservation, Photos, Reservations, photo, reservation, tables,
};

use crate::support::{Bed, b, n, stored};

static PHOTOS: &[&TableDescriptor] = &[&tables::PHOTOS];
static RESERVATIONS: &[&TableDescriptor] = &[&tables::SHOP_RESERVATIONS];

fn new_photo(digest: &[u8], width: u32) -> NewPhoto {
    let digest = digest.to_vec();
    let shot_on = "2024-02-29".parse().unwrap();
    NewPhoto {
        digest,
        width,
        shot_on,
    }
}

#[tokio::test]
async fn bytes_and_numbers_are_keys() {
    let bed = Bed::with(PHOTOS).await;
    let photos = Photos::new(&bed.db);
    let digest = vec![0, 1, 255];
    for width in [100, 20, 3] {
        photos.create(new_photo(&digest, width)).await.unwrap();
    }
    photos.create(new_photo(&[0, 1], 7)).await.unwrap();

    let key = [("digest", b(&digest)), ("width", n(20))];
    assert!(stored(&bed.db, "photos", key).await.is_some());
    let widths = async |query: dynamite::ops::Query<photo::Primary, ()>| {
        let photos = query.all().await.unwrap();
        photos.iter().map(|it| it.width).collect::<Vec<_>>()
    };
    let of_digest = || photos.query(digest.clone());
    assert_eq!(widths(of_digest().sort_ge(0u32)).await, [3, 20, 100]);
    assert_eq!(widths(of_digest().sort_gt(3u32)).await, [20, 100]);
    let deleted = photos
        .delete((digest.clone(), 3u32))
        .return_old()
        .await
        .unwrap();
    assert_eq!(deleted.map(|it| it.width), Some(3));
    let error = photos.create(new_photo(&digest, 20)).await.unwrap_err();
    assert!(
        error.to_string().contains("digest = 3 bytes, width = 20"),
        "{error}"
    );
}

#[tokio::test]
async fn bytes_have_beginnings_in_an_index() {
    let bed = Bed::with(PHOTOS).await;
    let photos = Photos::new(&bed.db);
    for digest in [[1, 0], [1, 9], [2, 0]] {
        let new = new_photo(&digest, 1).camera(vec![7]);
        photos.create(new).await.unwrap();
    }
    photos.create(new_photo(&[1, 5], 1)).await.unwrap();

    let query = photos.by_camera(vec![7]).sort_begins_with(vec![1]);
    let digests: Vec<_> = query
        .all()
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.digest)
        .collect();

    assert_eq!(digests, [[1, 0], [1, 9]]);
}

#[tokio::test]
async fn a_negative_number_is_a_key_and_a_ttl_is_epoch_seconds() {
    let bed = Bed::with(RESERVATIONS).await;
    let reservations = Reservations::new(&bed.db);
    let new = NewReservation {
        number: i64::MIN,
        sku: "lamp".to_owned(),
        expires_at: "2024-02-29T00:00:00.999Z".parse().unwrap(),
    };
    let created = reservations.create(new).await.unwrap();

    let key = [("number", n(i64::MIN))];
    let stored = stored(&bed.db, "shop.reservations", key).await.unwrap();
    assert_eq!(stored["expires_at"], n(1_709_164_800));
    assert_eq!(stored["quantity"], n(1));
    let update = reservations
        .update(i64::MIN)
        .add(reservation::quantity(), 2u32);
    assert_eq!(update.await.unwrap().quantity, 3);
    let read = reservations.get(i64::MIN).await.unwrap().unwrap();
    assert_eq!(read.expires_at, created.expires_at);
}
