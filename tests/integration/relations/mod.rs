//! Relations: authors, their posts, comments on these, tags of posts.

mod faults;
mod foreign_keys;
mod grouping;
mod large;
mod levels;
mod pair_faults;
mod pairs;
mod reading;
mod refusals;
mod requests;

use dynamite::model::TableDescriptor;
use dynamite::{Client, Ulid};
use dynamite_sample::models::{
    Author, Authors, Comment, Comments, NewAuthor, NewComment, NewPost, Post, Posts, tables,
};

static BLOG: &[&TableDescriptor] = &[
    &tables::AUTHORS,
    &tables::BIOS,
    &tables::POSTS,
    &tables::COMMENTS,
    &tables::TAGS,
    &tables::TAGGINGS,
    &tables::FOLLOWINGS,
    &tables::SHELVES,
    &tables::VOLUMES,
];

async fn author(db: &Client, name: &str) -> Author {
    let new = NewAuthor {
        name: name.to_owned(),
    };
    Authors::new(db).create(new).await.unwrap()
}

/// A post published at this second.
fn new_post(author_id: Ulid, title: &str, second: i64) -> dynamite_sample::models::PostDraft {
    NewPost {
        author_id,
        title: title.to_owned(),
    }
    .published_at(dynamite::Timestamp::from_second(second).unwrap())
}

async fn post(db: &Client, author: &Author, title: &str, second: i64) -> Post {
    let new = new_post(author.id, title, second);
    Posts::new(db).create(new).await.unwrap()
}

async fn comment(db: &Client, post: &Post, by: &Author, number: u32) -> Comment {
    let new = NewComment {
        post_id: post.id,
        number,
        author_id: by.id,
        text: format!("comment {number} on {}", post.title),
    };
    Comments::new(db).create(new).await.unwrap()
}

fn titles(posts: &[Post]) -> Vec<&str> {
    posts.iter().map(|post| post.title.as_str()).collect()
}
