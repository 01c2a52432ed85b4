//! Relations that lose what they are about.

use dynamite::model::TableDescriptor;
use dynamite::{Client, Ulid};
use dynamite_sample::models::{
    Authors, NewAuthor, NewPost, NewTag, NewTagging, Posts, Taggings, Tags, author, post, tables,
};
use dynamite_testkit::Operation;

use crate::port;
use crate::support::{Bed, Proxied, s};

static BLOG: &[&TableDescriptor] = &[
    &tables::AUTHORS,
    &tables::POSTS,
    &tables::TAGS,
    &tables::TAGGINGS,
];

fn ada() -> Ulid {
    Ulid::from_parts(1, 1)
}

/// An author with two posts, and another with one.
async fn authors(db: &Client) {
    for (id, posts) in [(ada(), 2), (Ulid::from_parts(2, 2), 1)] {
        let new = NewAuthor {
            name: "ada".to_owned(),
        };
        Authors::new(db).create(new.id(id)).await.unwrap();
        for title in 0..posts {
            let new = NewPost {
                author_id: id,
                title: title.to_string(),
            };
            Posts::new(db).create(new).await.unwrap();
        }
    }
}

/// How many posts of an author an include finds.
async fn included(db: &Client) -> usize {
    let read = Authors::new(db).get(ada()).include(author::posts());
    read.await.unwrap().unwrap().1.len()
}

#[tokio::test]
async fn an_include_finds_what_has_a_renamed_foreign_key() {
    let bed = Bed::with(BLOG).await;
    authors(&bed.db).await;
    assert_eq!(included(&bed.db).await, 2);

    // By the name of the property, and not by that of the attribute.
    let found = port::children(&bed.db, "posts", ("author_id", s(ada()))).await;
    assert_ne!(found.len(), 2);
}

/// How many tables are scanned to read the posts of an author.
async fn scans(read: impl AsyncFn(&Client) -> usize) -> u64 {
    let bed = Proxied::with(BLOG).await;
    authors(&bed.direct).await;
    assert_eq!(read(&bed.db).await, 2);
    bed.proxy.counts().requests_of(Operation::Scan)
}

#[tokio::test]
async fn an_include_scans_nothing() {
    let theirs = async |db: &Client| {
        port::children(db, "posts", ("written_by", s(ada())))
            .await
            .len()
    };
    assert_eq!(scans(included).await, 0);
    assert_ne!(scans(theirs).await, 0);
}

#[tokio::test]
async fn pairs_are_all_found_however_many_they_are() {
    let bed = Bed::with(BLOG).await;
    let text = ada();
    let new = NewPost {
        author_id: ada(),
        title: "text".to_owned(),
    };
    Posts::new(&bed.db).create(new.id(text)).await.unwrap();
    let slugs: Vec<_> = (0..150).map(|number| number.to_string()).collect();
    let (tags, taggings) = (Tags::new(&bed.db), Taggings::new(&bed.db));
    let new = slugs.iter().map(|slug| NewTag { slug: slug.clone() });
    let all: Vec<_> = new.map(|new| tags.build(new)).collect();
    tags.put_many(all).await.unwrap();
    let new = slugs.iter().map(|slug| NewTagging {
        post_id: text,
        tag: slug.clone(),
    });
    let note = "x".repeat(10_000);
    let pairs: Vec<_> = new
        .map(|new| taggings.build(new.note(note.clone())))
        .collect();
    taggings.put_many(pairs).await.unwrap();

    let read = Posts::new(&bed.db).get(text).include(post::tags()).await;
    assert_eq!(read.unwrap().unwrap().1.len(), 150);

    let found = port::pairs(&bed.db, "taggings", ("p", s(text))).await;
    assert_ne!(found.len(), 150);
}
