//! Relations that lose what they are about.

use std::marker::PhantomData;

use dynamite::model::TableDescriptor;
use dynamite::ops::{HasMany, Include};
use dynamite::{Client, Ulid};
use dynamite_sample::models::{
    Author, Authors, Comment, NewAuthor, NewPost, NewTag, NewTagging, Post, Posts, Tag, Taggings,
    Tags, author, post, tables, tag,
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

/// Tags that lie in each other, the innermost first.
const NESTED: [&str; 8] = ["7", "6", "5", "4", "3", "2", "1", "0"];

/// Whether the innermost tag is read with all that it lies in.
async fn is_whole(read: impl AsyncFn(&Client) -> Vec<String>) -> bool {
    let bed = Bed::with(BLOG).await;
    let tags = Tags::new(&bed.db);
    for (place, slug) in NESTED.into_iter().enumerate() {
        let slug = slug.to_owned();
        let mut tag = tags.build(NewTag { slug });
        tag.parent_slug = NESTED.get(place + 1).map(|&slug| slug.to_owned());
        tags.insert(&tag).await.unwrap();
    }
    read(&bed.db).await == NESTED
}

/// A tag, perhaps with what it lies in.
trait Nested {
    fn slugs(self) -> Vec<String>;
}

impl Nested for Tag {
    fn slugs(self) -> Vec<String> {
        vec![self.slug]
    }
}

impl<T: Nested> Nested for (Tag, Option<T>) {
    fn slugs(self) -> Vec<String> {
        let outer = self.1.map(T::slugs).unwrap_or_default();
        [vec![self.0.slug], outer].concat()
    }
}

/// What a tag lies in, what that lies in, and so on: a level for each argument.
macro_rules! outer {
    ($last:tt) => {
        tag::parent()
    };
    ($level:tt $($further:tt)+) => {
        tag::parent().include(outer!($($further)+))
    };
}

#[tokio::test]
async fn a_tree_is_read_whole_however_deep_it_is() {
    let ours = async |db: &Client| {
        let read = Tags::new(db).get(NESTED[0]);
        let read = read.include(outer!(6 5 4 3 2 1 0)).await;
        read.unwrap().unwrap().slugs()
    };
    let theirs = async |db: &Client| {
        let read = port::chain(db, "tags", ("s", "up"), s(NESTED[0])).await;
        let slugs = read.iter().map(|tag| tag["s"].as_s().unwrap().clone());
        slugs.collect()
    };
    assert!(is_whole(ours).await);
    assert!(!is_whole(theirs).await);
}

/// Whether a relation can be included in authors, which is a question to the compiler.
struct Accepted<T>(PhantomData<T>);

trait Otherwise {
    const IS_ACCEPTED: bool = false;
}

impl<T> Otherwise for Accepted<T> {}

impl<T: Include<Author>> Accepted<T> {
    const IS_ACCEPTED: bool = true;
}

#[tokio::test]
async fn what_is_no_relation_of_a_model_is_not_included() {
    let ours = [
        Accepted::<HasMany<Author, Post>>::IS_ACCEPTED,
        Accepted::<HasMany<Post, Comment>>::IS_ACCEPTED,
        Accepted::<&'static str>::IS_ACCEPTED,
    ];
    assert_eq!(ours, [true, false, false]);

    let bed = Bed::with(BLOG).await;
    authors(&bed.db).await;
    let relations = [("posts", ("posts", "written_by"))];
    let theirs = async |name| {
        let read = port::included(&bed.db, &relations, s(ada()), &[name]).await;
        read.len()
    };
    assert_eq!(theirs("posts").await, 1);
    assert_eq!(theirs("comments").await, 0);
    assert_eq!(theirs("psots").await, 0);
}
