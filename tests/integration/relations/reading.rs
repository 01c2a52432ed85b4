//! What includes: pages, scans and streams.

use dynamite_sample::models::{Author, Authors, NewTag, Post, Posts, Tags, author, post};
use dynamite_testkit::{Fault, Operation};
use futures_util::StreamExt;
use futures_util::future::join_all;

use super::levels::writer;
use super::{BLOG, author as new_author, comment, post as new_post, titles};
use crate::support::{Bed, Proxied};

#[tokio::test]
async fn pages_and_scans_include_as_well() {
    let bed = Bed::with(BLOG).await;
    let (ada, _) = writer(&bed).await;
    let posts = Posts::new(&bed.db);
    let page = posts.by_author(ada.id).limit(2).include(post::author());
    let page = page.page(None).await.unwrap();
    assert_eq!(page.items.len(), 2);
    assert!(
        page.items
            .iter()
            .all(|(_, author)| author.as_ref() == Some(&ada))
    );
    let rest = posts.by_author(ada.id).limit(9).include(post::author());
    let rest = rest.page(page.cursor.as_deref()).await.unwrap();
    let rest: Vec<_> = rest.items.into_iter().map(|(post, _)| post).collect();
    assert_eq!(titles(&rest), ["c", "d", "e"]);
    let first = posts.by_author(ada.id).descending().include(post::author());
    assert_eq!(first.first().await.unwrap().unwrap().0.title, "e");
    let all = Authors::new(&bed.db)
        .scan()
        .include(author::posts())
        .all()
        .await;
    assert_eq!(all.unwrap()[0].1.len(), 5);
}

#[tokio::test]
async fn streams_include_as_they_go() {
    let bed = Proxied::with(BLOG).await;
    let ada = new_author(&bed.direct, "ada").await;
    let posts = Posts::new(&bed.direct);
    let new = (0..130).map(|at| posts.create(super::new_post(ada.id, &at.to_string(), at)));
    let new = join_all(new.map(IntoFuture::into_future)).await;
    assert!(new.iter().all(Result::is_ok));
    let posts = Posts::new(&bed.db);
    let stream = posts.by_author(ada.id).limit(120).include(post::author());
    let stream = stream.include(post::comments().limit(0)).stream();
    let read: Vec<(Post, Option<Author>, Vec<_>)> = stream.map(Result::unwrap).collect().await;
    let numbers: Vec<_> = read.iter().map(|(post, ..)| post.title.clone()).collect();
    let expected: Vec<_> = (0..120).map(|at| at.to_string()).collect();
    assert_eq!(numbers, expected);
    assert!(read.iter().all(|(_, by, _)| by.as_ref() == Some(&ada)));
    // The author is read once for a hundred posts.
    let batches = bed.proxy.counts().requests_of(Operation::BatchGetItem);
    assert_eq!(batches, 2);

    let batches = bed.proxy.on(Operation::BatchGetItem);
    batches.always().fail(Fault::Throttling);
    let stream = posts.by_author(ada.id).include(post::author()).stream();
    let read: Vec<_> = stream.collect().await;
    assert_eq!(read.len(), 1, "nothing behind an error");
    assert!(
        read[0]
            .as_ref()
            .is_err_and(|error| error.relation().is_some())
    );
}

#[tokio::test]
async fn what_has_no_global_index_in_its_way_is_read_consistently_on_demand() {
    let bed = Proxied::with(BLOG).await;
    let ada = new_author(&bed.direct, "ada").await;
    let text = new_post(&bed.direct, &ada, "text", 1).await;
    comment(&bed.direct, &text, &ada, 1).await;
    let tags = Tags::new(&bed.direct);
    let slug = "rust".to_owned();
    tags.create(NewTag { slug }).await.unwrap();
    let attach = Posts::new(&bed.direct).attach(post::tags(), &text, "rust");
    attach.await.unwrap();

    let posts = Posts::new(&bed.db);
    let read = posts.get(text.id).include(post::comments());
    let read = read.include(post::author()).include(post::tags());
    let eventually = read.await.unwrap();
    let units = |operation| bed.proxy.counts().units_of(operation);
    let (queries, batches) = (units(Operation::Query), units(Operation::BatchGetItem));
    assert!(queries > 0.0 && batches > 0.0);

    let read = posts.get(text.id).include(post::comments().consistent());
    let read = read.include(post::author().consistent());
    let read = read.include(post::tags().consistent());
    assert_eq!(read.await.unwrap(), eventually);
    let close = |one: f64, other: f64| (one - other).abs() < 0.1;
    // Twice as much as before, besides what it was before.
    assert!(close(units(Operation::Query), 3.0 * queries));
    assert!(close(units(Operation::BatchGetItem), 3.0 * batches));
}
