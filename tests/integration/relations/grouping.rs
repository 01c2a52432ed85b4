//! What is related comes to the right item.

use dynamite_sample::models::{Author, Authors, Bio, Bios, Comment, Post, Posts, author, post};

use super::{BLOG, author as new_author, comment, post as new_post, titles};
use crate::support::Bed;

#[tokio::test]
async fn items_come_with_their_own_children_in_order() {
    let bed = Bed::with(BLOG).await;
    let (ada, bob) = (
        new_author(&bed.db, "ada").await,
        new_author(&bed.db, "bob").await,
    );
    let eve = new_author(&bed.db, "eve").await;
    for (author, title, second) in [
        (&ada, "b", 2),
        (&bob, "x", 1),
        (&ada, "a", 1),
        (&ada, "c", 3),
    ] {
        new_post(&bed.db, author, title, second).await;
    }
    let authors = Authors::new(&bed.db);
    let read = authors
        .get_many([bob.id, eve.id, ada.id])
        .include(author::posts());
    let read: Vec<Option<(Author, Vec<Post>)>> = read.await.unwrap();
    let read: Vec<_> = read.into_iter().flatten().collect();
    assert_eq!((&read[0].0, titles(&read[0].1)), (&bob, vec!["x"]));
    assert_eq!((&read[1].0, titles(&read[1].1)), (&eve, vec![]));
    assert_eq!(
        (&read[2].0, titles(&read[2].1)),
        (&ada, vec!["a", "b", "c"])
    );
}

#[tokio::test]
async fn children_come_with_their_parent_and_children() {
    let bed = Bed::with(BLOG).await;
    let (ada, bob) = (
        new_author(&bed.db, "ada").await,
        new_author(&bed.db, "bob").await,
    );
    let first = new_post(&bed.db, &ada, "first", 1).await;
    let second = new_post(&bed.db, &ada, "second", 2).await;
    let said = comment(&bed.db, &second, &bob, 1).await;

    let posts = Posts::new(&bed.db);
    let read = posts.by_author(ada.id).descending();
    let read = read.include(post::author()).include(post::comments()).all();
    let read: Vec<(Post, Option<Author>, Vec<Comment>)> = read.await.unwrap();
    let expected = vec![
        (second, Some(ada.clone()), vec![said]),
        (first, Some(ada), Vec::new()),
    ];
    assert_eq!(read, expected);
}

#[tokio::test]
async fn what_is_found_comes_with_what_it_is_related_to() {
    let bed = Bed::with(BLOG).await;
    let ada = new_author(&bed.db, "ada").await;
    for (title, second) in [("first", 1), ("second", 2), ("third", 3)] {
        new_post(&bed.db, &ada, title, second).await;
    }
    let found = Posts::new(&bed.db)
        .find(post::author_id().eq(ada.id).and(post::title().ne("second")))
        .order_by(post::published_at())
        .descending()
        .include(post::author());
    let all: Vec<(Post, Option<Author>)> = found.clone().all().await.unwrap();
    let (posts, authors): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    assert_eq!(titles(&posts), ["third", "first"]);
    assert_eq!(authors, [Some(ada.clone()), Some(ada.clone())]);
    let (first, author) = found.first().await.unwrap().unwrap();
    assert_eq!((first.title.as_str(), author), ("third", Some(ada)));
}

/// An author, what they wrote, what was said of it, and who said it.
type Tree = (
    Author,
    Vec<(Post, Vec<(Comment, Option<(Author, Option<Bio>)>)>)>,
);

#[tokio::test]
async fn trees_are_of_any_depth() {
    let bed = Bed::with(BLOG).await;
    let (ada, bob) = (
        new_author(&bed.db, "ada").await,
        new_author(&bed.db, "bob").await,
    );
    let text = new_post(&bed.db, &ada, "text", 1).await;
    let said = comment(&bed.db, &text, &bob, 1).await;
    let new = dynamite_sample::models::NewBio {
        author_id: bob.id,
        text: "a reader".to_owned(),
    };
    let bio = Bios::new(&bed.db).create(new).await.unwrap();

    let by_whom =
        post::comments().include(dynamite_sample::models::comment::author().include(author::bio()));
    let read = Authors::new(&bed.db)
        .get(ada.id)
        .include(author::posts().include(by_whom));
    let read: Option<Tree> = read.await.unwrap();
    let who = Some((bob, Some(bio)));
    assert_eq!(read, Some((ada, vec![(text, vec![(said, who)])])));
}
