//! What can be said of each level: conditions, order, limits, fields, and what is deleted.

use dynamite::Ulid;
use dynamite_sample::models::{Author, Authors, Post, PostState, Posts, author, comment, post};
use dynamite_testkit::Operation;

use super::{BLOG, author as new_author, comment as new_comment, post as new_post, titles};
use crate::support::{Bed, Proxied};

/// An author with posts a to e, of which b and d are published.
pub(super) async fn writer(bed: &Bed) -> (Author, Vec<Post>) {
    let ada = new_author(&bed.db, "ada").await;
    let posts = Posts::new(&bed.db);
    let mut written = Vec::new();
    for (second, title) in (1..).zip(["a", "b", "c", "d", "e"]) {
        let state = match title {
            "b" | "d" => PostState::Published,
            _ => PostState::Draft,
        };
        let new = super::new_post(ada.id, title, second).state(state);
        written.push(posts.create(new).await.unwrap());
    }
    (ada, written)
}

#[tokio::test]
async fn a_level_has_conditions_an_order_and_a_limit_for_each_parent() {
    let bed = Bed::with(BLOG).await;
    let (ada, _) = writer(&bed).await;
    let (bob, _) = writer(&bed).await;
    let authors = Authors::new(&bed.db);
    let both = || authors.get_many([ada.id, bob.id]);
    let read = both().include(author::posts().descending().limit(2));
    for read in read.await.unwrap() {
        assert_eq!(titles(&read.unwrap().1), ["e", "d"]);
    }
    let published = author::posts().only(post::state().eq(PostState::Published));
    for read in both().include(published.clone()).await.unwrap() {
        assert_eq!(titles(&read.unwrap().1), ["b", "d"]);
    }
    // A limit counts what is returned, not what is looked at.
    for read in both()
        .include(published.descending().limit(1))
        .await
        .unwrap()
    {
        assert_eq!(titles(&read.unwrap().1), ["d"]);
    }
    for read in both().include(author::posts().limit(0)).await.unwrap() {
        assert!(read.unwrap().1.is_empty());
    }
}

#[tokio::test]
async fn one_of_many_is_the_first_in_the_order() {
    let bed = Bed::with(BLOG).await;
    let (ada, posts) = writer(&bed).await;
    let eve = new_author(&bed.db, "eve").await;
    let authors = Authors::new(&bed.db);
    let latest = author::latest().descending();
    let read = authors
        .get_many([eve.id, ada.id])
        .include(latest)
        .await
        .unwrap();
    let read: Vec<_> = read.into_iter().flatten().map(|(_, post)| post).collect();
    assert_eq!(read, [None, Some(posts[4].clone())]);
    let first_published = author::latest().only(post::state().eq(PostState::Published));
    let read = authors.get(ada.id).include(first_published).await.unwrap();
    assert_eq!(read, Some((ada, Some(posts[1].clone()))));
}

#[tokio::test]
async fn fields_come_as_tuples() {
    let bed = Bed::with(BLOG).await;
    let (ada, posts) = writer(&bed).await;
    let authors = Authors::new(&bed.db);
    let some = author::posts()
        .limit(2)
        .select((post::title(), post::editor_id()));
    let read = authors.get(ada.id).include(some).await.unwrap();
    let expected: Vec<(String, Option<Ulid>)> =
        vec![("a".to_owned(), None), ("b".to_owned(), None)];
    assert_eq!(read, Some((ada.clone(), expected)));
    let of_parent = post::author().select((author::name(),));
    let read = Posts::new(&bed.db)
        .get(posts[0].id)
        .include(of_parent)
        .await;
    let (_, name) = read.unwrap().unwrap();
    assert_eq!(name, Some(("ada".to_owned(),)));
}

#[tokio::test]
async fn deleted_items_are_hidden_unless_they_are_asked_for() {
    let bed = Bed::with(BLOG).await;
    let (ada, written) = writer(&bed).await;
    let bob = new_author(&bed.db, "bob").await;
    let posts = Posts::new(&bed.db);
    let said = new_comment(&bed.db, &written[1], &bob, 1).await;
    posts.delete(written[1].id).await.unwrap();
    let authors = Authors::new(&bed.db);
    let of = |posts: Option<(Author, Vec<Post>)>| {
        let (_, posts) = posts.unwrap();
        titles(&posts).concat()
    };
    let read = async |relation| of(authors.get(ada.id).include(relation).await.unwrap());
    assert_eq!(read(author::posts()).await, "acde");
    assert_eq!(read(author::posts().with_deleted()).await, "abcde");
    assert_eq!(read(author::posts().only_deleted()).await, "b");
    assert_eq!(read(author::posts().limit(2)).await, "ac");
    // Through an index that does not hold all of it: by state, and in no order within.
    let mut drafts: Vec<char> = read(author::drafts().limit(3)).await.chars().collect();
    drafts.sort_unstable();
    assert_eq!(drafts, ['a', 'c', 'e']);
    assert!(read(author::drafts()).await.ends_with('d'));
    // And by key.
    let comments = dynamite_sample::models::Comments::new(&bed.db);
    let read = comments.get(&said).include(comment::post()).await.unwrap();
    assert_eq!(read, Some((said.clone(), None)));
    let read = comments
        .get(&said)
        .include(comment::post().with_deleted())
        .await;
    let (_, deleted) = read.unwrap().unwrap();
    assert_eq!(deleted.map(|post| post.id), Some(written[1].id));
}

#[tokio::test]
async fn items_are_whole_even_if_their_index_holds_keys_only() {
    let bed = Proxied::with(BLOG).await;
    let (ada, bob) = (
        new_author(&bed.direct, "ada").await,
        new_author(&bed.direct, "bob").await,
    );
    let first = new_post(&bed.direct, &ada, "first", 1).await;
    let mut said = Vec::new();
    for number in 1..=3 {
        said.push(new_comment(&bed.direct, &first, &bob, number).await);
    }
    let authors = Authors::new(&bed.db);
    let read = authors
        .get(bob.id)
        .include(author::comments())
        .await
        .unwrap();
    assert_eq!(read, Some((bob.clone(), said)));
    // A query of the index, and a batch.
    assert_eq!(bed.proxy.counts().requests_of(Operation::Query), 1);
    assert_eq!(bed.proxy.counts().requests_of(Operation::BatchGetItem), 1);
    // What the index holds needs no batch.
    let numbers = author::comments().select((comment::number(),));
    let (_, read) = authors.get(bob.id).include(numbers).await.unwrap().unwrap();
    assert_eq!(read, [(1,), (2,), (3,)]);
    assert_eq!(bed.proxy.counts().requests_of(Operation::BatchGetItem), 1);
}
