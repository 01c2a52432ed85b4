//! Attaching, detaching, and making a set what it should be.

use dynamite::{Client, ErrorKind};
use dynamite_sample::models::{
    Author, Authors, NewFollowing, NewTag, NewTagging, Post, Posts, Tag, Tagging, TaggingKey,
    Taggings, Tags, author, post, tag, tagging,
};

use super::{BLOG, author as new_author, post as new_post};
use crate::support::{Bed, Item, item, n, raw_put, s, stored, stored_all};

async fn new_tag(db: &Client, slug: &str) -> Tag {
    let new = NewTag {
        slug: slug.to_owned(),
    };
    Tags::new(db).create(new).await.unwrap()
}

async fn a_post(db: &Client) -> Post {
    let ada = new_author(db, "ada").await;
    new_post(db, &ada, "text", 1).await
}

fn pair(post: &Post, tag: &str, weight: u32) -> Item {
    item([("p", s(post.id)), ("t", s(tag)), ("weight", n(weight))])
}

fn slugs(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.slug.as_str()).collect()
}

#[tokio::test]
async fn attaching_stores_a_pair_that_both_ends_see() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let rust = new_tag(&bed.db, "rust").await;
    let posts = Posts::new(&bed.db);
    let stored_pair = posts.attach(post::tags(), &post, &rust).await.unwrap();
    assert_eq!(
        (stored_pair.post_id, stored_pair.tag.as_str()),
        (post.id, "rust")
    );
    assert_eq!(
        stored_all(&bed.db, "taggings").await,
        [pair(&post, "rust", 1)]
    );

    let read: Option<(Post, Vec<Tag>)> = posts.get(post.id).include(post::tags()).await.unwrap();
    assert_eq!(read, Some((post.clone(), vec![rust.clone()])));
    let read = Tags::new(&bed.db)
        .get("rust")
        .include(tag::posts())
        .await
        .unwrap();
    assert_eq!(read, Some((rust, vec![post])));
}

#[tokio::test]
async fn attaching_twice_is_one_pair_which_keeps_what_it_holds() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let posts = Posts::new(&bed.db);
    let heavy = NewTagging {
        post_id: post.id,
        tag: "rust".to_owned(),
    };
    let first = posts.attach_with(post::tags(), heavy.weight(9).note("first".to_owned()));
    let first: Tagging = first.await.unwrap();
    let second = posts.attach(post::tags(), &post, "rust").await.unwrap();
    assert_eq!(second, first);
    let expected = item([
        ("p", s(post.id)),
        ("t", s("rust")),
        ("weight", n(9)),
        ("note", s("first")),
    ]);
    assert_eq!(stored_all(&bed.db, "taggings").await, [expected]);
}

#[tokio::test]
async fn a_pair_that_is_there_and_cannot_be_read_is_named() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let mut bad = pair(&post, "rust", 1);
    bad.insert("weight".to_owned(), s("heavy"));
    raw_put(&bed.db, "taggings", bad).await;
    let attach = Posts::new(&bed.db).attach(post::tags(), &post, "rust");
    let error = attach.await.unwrap_err().to_string();
    assert!(error.contains("Tagging"), "{error}");
    assert!(error.contains(&post.id.to_string()), "{error}");
}

#[tokio::test]
async fn detaching_deletes_the_pair_and_nothing_else() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let posts = Posts::new(&bed.db);
    for slug in ["news", "rust"] {
        new_tag(&bed.db, slug).await;
        posts.attach(post::tags(), &post, slug).await.unwrap();
    }
    let gone = posts
        .detach(post::tags(), &post, "rust")
        .return_old()
        .await
        .unwrap();
    assert_eq!(gone.map(|pair| pair.tag), Some("rust".to_owned()));
    assert!(!posts.detach(post::tags(), &post, "rust").await.unwrap());
    assert_eq!(
        stored_all(&bed.db, "taggings").await,
        [pair(&post, "news", 1)]
    );
    assert_eq!(stored_all(&bed.db, "tags").await.len(), 2);
    // From the other end.
    let tags = Tags::new(&bed.db);
    tags.detach(tag::posts(), "news", post.id).await.unwrap();
    assert!(stored_all(&bed.db, "taggings").await.is_empty());
}

#[tokio::test]
async fn pairs_come_with_what_else_they_hold() {
    let bed = Bed::with(BLOG).await;
    let (ada, bob) = (
        new_author(&bed.db, "ada").await,
        new_author(&bed.db, "bob").await,
    );
    let authors = Authors::new(&bed.db);
    let since = "2026-11-23".parse().unwrap();
    let new = NewFollowing {
        fan_id: ada.id,
        idol_id: bob.id,
        since,
    };
    let following = authors.attach_with(author::idols(), new).await.unwrap();
    let read = authors.get(ada.id).include(author::idols().with_join());
    let read = read.include(author::fans()).await.unwrap();
    assert_eq!(
        read,
        Some((
            ada.clone(),
            vec![(bob.clone(), following.clone())],
            Vec::new()
        ))
    );
    let read = authors.get(bob.id).include(author::idols());
    let read = read.include(author::fans().with_join()).await.unwrap();
    let expected: (Author, Vec<Author>, _) = (bob, Vec::new(), vec![(ada, following)]);
    assert_eq!(read, Some(expected));
}

#[tokio::test]
async fn pairs_are_whole_even_if_their_index_holds_keys_only() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let rust = new_tag(&bed.db, "rust").await;
    let posts = Posts::new(&bed.db);
    let new = NewTagging {
        post_id: post.id,
        tag: "rust".to_owned(),
    };
    let pair = posts
        .attach_with(post::tags(), new.weight(7))
        .await
        .unwrap();
    let read = Tags::new(&bed.db).get("rust");
    let read = read.include(tag::posts().with_join()).await.unwrap();
    assert_eq!(read, Some((rust, vec![(post, pair)])));
}

#[tokio::test]
async fn pairs_are_filtered_ordered_and_limited() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let posts = Posts::new(&bed.db);
    for (slug, weight) in [("a", 1), ("b", 5), ("c", 6), ("d", 7)] {
        new_tag(&bed.db, slug).await;
        let new = NewTagging {
            post_id: post.id,
            tag: slug.to_owned(),
        };
        posts
            .attach_with(post::tags(), new.weight(weight))
            .await
            .unwrap();
    }
    // Points nowhere, and does not count.
    posts.attach(post::tags(), &post, "bb").await.unwrap();
    Tags::new(&bed.db).delete("d").await.unwrap();

    let heavy = post::tags().only(tagging::weight().ge(5));
    let read = posts
        .get(post.id)
        .include(heavy.clone().descending().limit(1));
    let (_, read) = read.await.unwrap().unwrap();
    assert_eq!(slugs(&read), ["c"]);
    let read = posts.get(post.id).include(heavy.select((tag::slug(),)));
    let (_, read) = read.await.unwrap().unwrap();
    assert_eq!(read, [("b".to_owned(),), ("c".to_owned(),)]);
    let read = posts.get(post.id).include(post::tags().limit(3));
    let (_, read) = read.await.unwrap().unwrap();
    assert_eq!(slugs(&read), ["a", "b", "c"]);
}

#[tokio::test]
async fn a_set_becomes_what_it_should_be() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let posts = Posts::new(&bed.db);
    let new = NewTagging {
        post_id: post.id,
        tag: "kept".to_owned(),
    };
    posts
        .attach_with(post::tags(), new.weight(9))
        .await
        .unwrap();
    posts.attach(post::tags(), &post, "gone").await.unwrap();

    let synced = posts
        .sync(post::tags(), &post, ["new", "kept", "new"])
        .await;
    let synced = synced.unwrap();
    let key = |tag: &str| TaggingKey {
        post_id: post.id,
        tag: tag.to_owned(),
    };
    assert_eq!(synced.attached, [key("new")]);
    assert_eq!(synced.detached, [key("gone")]);
    let mut now = stored_all(&bed.db, "taggings").await;
    now.sort_by_key(|pair| pair["t"].as_s().unwrap().clone());
    assert_eq!(now, [pair(&post, "kept", 9), pair(&post, "new", 1)]);

    let nothing = posts
        .sync(post::tags(), &post, ["new", "kept"])
        .await
        .unwrap();
    assert!(nothing.attached.is_empty() && nothing.detached.is_empty());
    let none: [&str; 0] = [];
    let all = posts.sync(post::tags(), &post, none).await.unwrap();
    assert_eq!(all.detached.len(), 2);
    assert!(stored_all(&bed.db, "taggings").await.is_empty());
}

#[tokio::test]
async fn more_changes_than_a_transaction_takes_have_to_be_asked_for_in_chunks() {
    let bed = Bed::with(BLOG).await;
    let post = a_post(&bed.db).await;
    let other = a_post(&bed.db).await;
    let posts = Posts::new(&bed.db);
    posts.attach(post::tags(), &other, "other").await.unwrap();
    let slugs = || (0..101).map(|number| format!("tag{number}"));
    let error = posts.sync(post::tags(), &post, slugs()).await.unwrap_err();
    let kind = error.kind();
    assert!(
        matches!(
            kind,
            ErrorKind::TooManyChanges {
                changes: 101,
                limit: 100
            }
        ),
        "{error}"
    );
    let relation = format!("`tags` of Post id = \"{}\"", post.id);
    assert_eq!(error.relation(), Some(relation.as_str()));
    assert!(error.to_string().contains(".in_chunks()"), "{error}");
    assert_eq!(stored_all(&bed.db, "taggings").await.len(), 1);

    let synced = posts
        .sync(post::tags(), &post, slugs())
        .in_chunks()
        .await
        .unwrap();
    assert_eq!((synced.attached.len(), synced.detached.len()), (101, 0));
    assert_eq!(stored_all(&bed.db, "taggings").await.len(), 102);
    let none: [&str; 0] = [];
    let synced = posts
        .sync(post::tags(), &post, none)
        .in_chunks()
        .await
        .unwrap();
    assert_eq!((synced.attached.len(), synced.detached.len()), (0, 101));
    let left = stored(&bed.db, "taggings", [("p", s(other.id)), ("t", s("other"))]).await;
    assert!(left.is_some(), "of another post");
    assert_eq!(Taggings::new(&bed.db).scan().all().await.unwrap().len(), 1);
}
