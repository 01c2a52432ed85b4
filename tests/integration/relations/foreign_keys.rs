//! Foreign keys of one part and of two, and those that lead nowhere.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{
    Folios, NewFolio, NewShelf, NewTag, NewVolume, Shelf, Shelves, Tags, Volume, Volumes, folio,
    shelf, tables, tag, volume,
};
use dynamite_testkit::Feature;

use super::BLOG;
use crate::support::Bed;

static FOLIOS: &[&TableDescriptor] = &[&tables::FOLIOS];

#[tokio::test]
async fn keys_of_two_parts_are_foreign_keys_of_two_parts() {
    let bed = Bed::with(BLOG).await;
    let (one, two) = shelves(&bed).await;
    let volumes = Volumes::new(&bed.db);
    let mut stored: Vec<Volume> = Vec::new();
    for number in [Some(2), None, Some(9)] {
        let new = NewVolume {
            title: "Dunes".to_owned(),
        };
        let new = new.library("north".to_owned());
        let new = match number {
            Some(number) => new.shelf(number),
            None => new,
        };
        stored.push(volumes.create(new).await.unwrap());
    }
    let read = Shelves::new(&bed.db)
        .query("north")
        .include(shelf::volumes());
    let read: Vec<(Shelf, Vec<Volume>)> = read.all().await.unwrap();
    assert_eq!(
        read,
        [(one, Vec::new()), (two.clone(), vec![stored[0].clone()])]
    );
    let ids = stored.iter().map(|volume| volume.id);
    let read = volumes
        .get_many(ids)
        .include(volume::shelf_of())
        .await
        .unwrap();
    let read: Vec<_> = read.into_iter().map(|volume| volume.unwrap().1).collect();
    // An absent part is no link, and one that points nowhere finds nothing.
    assert_eq!(read, [Some(two), None, None]);
}

#[tokio::test]
async fn indexes_of_two_attributes_are_read_by_both() {
    let bed = Bed::with(BLOG).await;
    if bed.engine.lacks(Feature::MultiAttributeKeys) {
        return;
    }
    bed.db.sync(FOLIOS).await.unwrap();
    let (one, two) = shelves(&bed).await;
    let folios = Folios::new(&bed.db);
    for (title, shelf) in [("z", 2), ("a", 2), ("lost", 9)] {
        let new = NewFolio {
            library: "north".to_owned(),
            shelf,
            title: title.to_owned(),
        };
        folios.create(new).await.unwrap();
    }
    let titles = shelf::folios().select((folio::title(),));
    let read = Shelves::new(&bed.db)
        .query("north")
        .include(titles)
        .all()
        .await;
    let on_two = vec![("a".to_owned(),), ("z".to_owned(),)];
    assert_eq!(read.unwrap(), [(one, Vec::new()), (two, on_two)]);
}

/// The first two shelves of a library.
async fn shelves(bed: &Bed) -> (Shelf, Shelf) {
    let shelf = |number| NewShelf {
        library: "north".to_owned(),
        number,
    };
    let shelves = Shelves::new(&bed.db);
    let (one, two) = (
        shelves.create(shelf(1)).await,
        shelves.create(shelf(2)).await,
    );
    (one.unwrap(), two.unwrap())
}

#[tokio::test]
async fn a_foreign_key_that_is_no_key_is_no_link() {
    let bed = Bed::with(BLOG).await;
    let tags = Tags::new(&bed.db);
    // DynamoDB would refuse a request for such a key.
    for (slug, parent) in [("empty", String::new()), ("long", "x".repeat(2049))] {
        let new = NewTag {
            slug: slug.to_owned(),
        };
        tags.create(new.parent_slug(parent)).await.unwrap();
        let read = tags.get(slug).include(tag::parent()).await.unwrap();
        assert_eq!(read.map(|(_, parent)| parent), Some(None), "{slug}");
    }
}
