//! Beyond the 1 MB that DynamoDB reads at once.

use dynamite_sample::models::{
    Author, Authors, NewTag, NewTagging, Posts, Tag, Taggings, Tags, author, post,
};
use dynamite_testkit::Operation;
use futures_util::future::join_all;

use super::{BLOG, author as new_author, new_post, post as a_post};
use crate::support::Proxied;

/// Items of this text, ten to a page and more.
const LONG: usize = 100_000;

#[tokio::test]
async fn children_beyond_a_megabyte_are_all_there() {
    let bed = Proxied::with(BLOG).await;
    let ada = new_author(&bed.direct, "ada").await;
    let posts = Posts::new(&bed.direct);
    let text = "x".repeat(LONG);
    let written = (0..25).map(|number| {
        let new = new_post(ada.id, &format!("{number:02}"), number).text(text.clone());
        posts.create(new).into_future()
    });
    join_all(written)
        .await
        .into_iter()
        .for_each(|post| drop(post.unwrap()));
    let authors = Authors::new(&bed.db);
    let (_, read) = authors
        .get(ada.id)
        .include(author::posts())
        .await
        .unwrap()
        .unwrap();
    let titles: Vec<_> = read.iter().map(|post| post.title.clone()).collect();
    let expected: Vec<_> = (0..25).map(|number| format!("{number:02}")).collect();
    assert_eq!(titles, expected);
    // 25 items of 100 KB and a little are 3 pages.
    assert_eq!(bed.proxy.counts().requests_of(Operation::Query), 3);
}

#[tokio::test]
async fn pairs_beyond_a_megabyte_are_all_there() {
    let bed = Proxied::with(BLOG).await;
    let ada: Author = new_author(&bed.direct, "ada").await;
    let text = a_post(&bed.direct, &ada, "text", 1).await;
    let note = "x".repeat(10_000);
    let slugs: Vec<_> = (0..220).map(|number| format!("{number:03}")).collect();
    let tags = slugs.iter().map(|slug| NewTag { slug: slug.clone() });
    let all_tags = Tags::new(&bed.direct);
    let tags: Vec<Tag> = tags.map(|new| all_tags.build(new)).collect();
    all_tags.put_many(tags).await.unwrap();
    let taggings = Taggings::new(&bed.direct);
    let pairs = slugs.iter().map(|slug| {
        let new = NewTagging {
            post_id: text.id,
            tag: slug.clone(),
        };
        taggings.build(new.note(note.clone()))
    });
    let pairs: Vec<_> = pairs.collect();
    taggings.put_many(pairs).await.unwrap();

    let posts = Posts::new(&bed.db);
    let (_, read) = posts
        .get(text.id)
        .include(post::tags())
        .await
        .unwrap()
        .unwrap();
    let read: Vec<_> = read.into_iter().map(|tag| tag.slug).collect();
    assert_eq!(read, slugs);
    // 220 pairs of 10 KB are 3 pages, 220 tags 3 batches.
    assert_eq!(bed.proxy.counts().requests_of(Operation::Query), 3);
    assert_eq!(bed.proxy.counts().requests_of(Operation::BatchGetItem), 3);

    // What is read to make a difference is complete as well: nothing is attached twice.
    let wanted = slugs.iter().map(String::as_str).chain(["more"]);
    let synced = posts.sync(post::tags(), &text, wanted).await.unwrap();
    assert_eq!((synced.attached.len(), synced.detached.len()), (1, 0));
    let kept = taggings.get((text.id, "219")).await.unwrap().unwrap();
    assert_eq!(kept.note, Some(note));
    assert_eq!(taggings.query(text.id).all().await.unwrap().len(), 221);
}
