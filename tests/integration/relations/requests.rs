//! How many requests an include sends.

use std::collections::BTreeSet;

use dynamite_sample::models::{
    Author, Authors, Comments, NewAuthor, NewComment, Post, Posts, author, comment, post,
};
use dynamite_testkit::Operation;
use futures_util::future::join_all;

use super::{BLOG, new_post};
use crate::support::Proxied;

/// A hundred authors with two posts each, and on each post a comment by one of 60 of them.
async fn hundred(bed: &Proxied) -> (Vec<Author>, Vec<Post>) {
    let authors = Authors::new(&bed.direct);
    let new = |number| NewAuthor {
        name: format!("author {number}"),
    };
    let authors = join_all((0..100).map(|number| authors.create(new(number)).into_future())).await;
    let authors: Vec<Author> = authors.into_iter().map(Result::unwrap).collect();
    let posts = Posts::new(&bed.direct);
    let written = (0..200).map(|number: usize| {
        let by = authors[number % 100].id;
        posts
            .create(new_post(by, &format!("post {number}"), 1))
            .into_future()
    });
    let posts: Vec<Post> = join_all(written)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let said = posts.iter().enumerate().map(|(number, post)| NewComment {
        post_id: post.id,
        number: 1,
        author_id: authors[number % 60].id,
        text: "yes".to_owned(),
    });
    let comments = Comments::new(&bed.direct);
    let said = join_all(said.map(|new| comments.create(new).into_future())).await;
    assert!(said.iter().all(Result::is_ok));
    (authors, posts)
}

#[tokio::test]
async fn three_levels_over_a_hundred_items_are_one_request_for_each_foreign_key() {
    let bed = Proxied::with(BLOG).await;
    let (authors, posts) = hundred(&bed).await;
    let by_whom = post::comments().include(comment::author());
    let read = Authors::new(&bed.db)
        .get_many(authors.iter().map(|author| author.id))
        .include(author::posts().include(by_whom));
    let read = read.await.unwrap();

    let mut seen = BTreeSet::new();
    for (place, tree) in read.into_iter().enumerate() {
        let (author, posts) = tree.expect("every author is there");
        assert_eq!(author, authors[place]);
        assert_eq!(posts.len(), 2);
        for (post, comments) in posts {
            assert_eq!(post.author_id, author.id);
            let [(comment, by)] = comments.as_slice() else {
                panic!("one comment, not {comments:?}");
            };
            assert_eq!(comment.post_id, post.id);
            assert_eq!(by.as_ref().map(|by| by.id), Some(comment.author_id));
            seen.insert(post.id);
        }
    }
    assert_eq!(seen, posts.iter().map(|post| post.id).collect());

    let counts = bed.proxy.counts();
    // 100 authors by key: 100 keys go into one batch.
    let parents = 1;
    // Their posts by an index: one query for each of 100 authors.
    let children = 100;
    // The comments on these by the key of their table: one query for each of 200 posts.
    let grandchildren = 200;
    // Their authors by key: 60 different ones for 200 comments, which go into one batch.
    let great_grandchildren = 1;
    assert_eq!(
        counts.requests_of(Operation::BatchGetItem),
        parents + great_grandchildren
    );
    assert_eq!(
        counts.requests_of(Operation::Query),
        children + grandchildren
    );
    // No scan, and nothing else.
    let all = parents + children + grandchildren + great_grandchildren;
    assert_eq!(counts.all_requests(), all);
}

#[tokio::test]
async fn what_is_shared_is_read_once() {
    let bed = Proxied::with(BLOG).await;
    let (authors, _) = hundred(&bed).await;
    let posts = Posts::new(&bed.db);
    let read = posts.by_author(authors[0].id).include(post::author());
    let read = read
        .include(post::comments())
        .include(post::editor())
        .all()
        .await
        .unwrap();
    assert_eq!(read.len(), 2);
    let counts = bed.proxy.counts();
    // The posts, and the comments on each; the author of both in one batch, and no editor at all.
    assert_eq!(counts.requests_of(Operation::Query), 1 + 2);
    assert_eq!(counts.requests_of(Operation::BatchGetItem), 1);
    assert_eq!(counts.all_requests(), 4);
}

#[tokio::test]
async fn more_than_a_hundred_keys_are_several_batches() {
    let bed = Proxied::with(BLOG).await;
    let (authors, posts) = hundred(&bed).await;
    let read = Posts::new(&bed.db).get_many(posts.iter().map(|post| post.id));
    let read = read.include(post::author()).await.unwrap();
    let by: BTreeSet<_> = read
        .into_iter()
        .flatten()
        .map(|(_, by)| by.unwrap().id)
        .collect();
    assert_eq!(by, authors.iter().map(|author| author.id).collect());
    // 200 posts are two batches, 100 authors one.
    assert_eq!(
        bed.proxy.counts().requests_of(Operation::BatchGetItem),
        2 + 1
    );
}

#[tokio::test]
async fn nothing_is_read_for_nothing() {
    let bed = Proxied::with(BLOG).await;
    let nobody = dynamite::Ulid::from_bytes([1; 16]);
    let read = Authors::new(&bed.db).get(nobody).include(author::posts());
    assert_eq!(read.await.unwrap(), None);
    assert_eq!(bed.proxy.counts().all_requests(), 1);
}
