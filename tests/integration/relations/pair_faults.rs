//! When writing pairs fails: all of a change or nothing, and doing it again is right.

use dynamite::Outcome;
use dynamite_sample::models::{Post, Posts, post};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{BLOG, author as new_author, post as new_post};
use crate::support::{Proxied, stored_all};

async fn a_post() -> (Proxied, Post) {
    let bed = Proxied::with(BLOG).await;
    let ada = new_author(&bed.direct, "ada").await;
    let post = new_post(&bed.direct, &ada, "text", 1).await;
    (bed, post)
}

#[tokio::test]
async fn a_cut_attach_is_there_or_not_and_done_again_it_is() {
    let (bed, post) = a_post().await;
    let posts = Posts::new(&bed.db);
    for (slug, fault) in [("a", Fault::CutBefore), ("b", Fault::CutAfter)] {
        bed.proxy.on(Operation::PutItem).fail(fault.clone());
        posts.attach(post::tags(), &post, slug).await.unwrap();
        bed.proxy.clear();
        bed.proxy.on(Operation::PutItem).always().fail(fault);
        let error = posts.attach(post::tags(), &post, "c").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        bed.proxy.clear();
    }
    assert_eq!(stored_all(&bed.direct, "taggings").await.len(), 3);
    bed.proxy.on(Operation::DeleteItem).fail(Fault::CutAfter);
    posts.detach(post::tags(), &post, "a").await.unwrap();
    assert_eq!(stored_all(&bed.direct, "taggings").await.len(), 2);
}

#[tokio::test]
async fn a_sync_that_is_cut_leaves_all_or_nothing() {
    let (bed, post) = a_post().await;
    let posts = Posts::new(&bed.db);
    for slug in ["a", "b", "c"] {
        posts.attach(post::tags(), &post, slug).await.unwrap();
    }
    let before = slugs(&bed).await;
    let wanted = ["c", "d", "e"];
    let refused = [
        Fault::CutBefore,
        Fault::Throttling,
        Fault::InternalServerError { applied: false },
    ];
    for fault in refused {
        bed.proxy
            .on(Operation::TransactWriteItems)
            .always()
            .fail(fault.clone());
        let error = posts.sync(post::tags(), &post, wanted).await.unwrap_err();
        assert!(error.relation().is_some(), "{error}");
        assert_eq!(slugs(&bed).await, before, "{}", fault.name());
        bed.proxy.clear();
    }
    // Applied, and the answer never came: all of it is there, and doing it again changes nothing.
    bed.proxy
        .on(Operation::TransactWriteItems)
        .always()
        .fail(Fault::CutAfter);
    let error = posts.sync(post::tags(), &post, wanted).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(slugs(&bed).await, wanted);
    bed.proxy.clear();
    let again = posts.sync(post::tags(), &post, wanted).await.unwrap();
    assert!(again.attached.is_empty() && again.detached.is_empty());
}

#[tokio::test]
async fn chunks_say_what_was_done_and_go_on_from_there() {
    let (bed, post) = a_post().await;
    let posts = Posts::new(&bed.db);
    let wanted = || (0..250).map(|number| format!("{number:03}"));
    bed.proxy
        .on(Operation::TransactWriteItems)
        .nth(2)
        .times(3)
        .fail(Fault::Throttling);
    let sync = posts.sync(post::tags(), &post, wanted()).in_chunks();
    let part = sync.partial().await.unwrap();
    assert_eq!(part.done.attached.len(), 100);
    assert!(part.error.is_some_and(|error| error.is_retryable()));
    assert_eq!(slugs(&bed).await.len(), 100);
    let rest = posts
        .sync(post::tags(), &post, wanted())
        .in_chunks()
        .await
        .unwrap();
    assert_eq!(rest.attached.len(), 150);
    assert_eq!(slugs(&bed).await, wanted().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_sync_that_somebody_outruns_begins_anew() {
    let (bed, post) = a_post().await;
    let posts = Posts::new(&bed.db);
    let pause = Pause::new();
    bed.proxy
        .on(Operation::TransactWriteItems)
        .fail(Fault::PauseBefore(pause.clone()));
    let sync = tokio::spawn(posts.sync(post::tags(), &post, ["a", "b"]).into_future());
    pause.reached().await;
    Posts::new(&bed.direct)
        .attach(post::tags(), &post, "a")
        .await
        .unwrap();
    pause.release();
    let synced = sync.await.unwrap().unwrap();
    let attached: Vec<_> = synced
        .attached
        .iter()
        .map(|pair| pair.tag.as_str())
        .collect();
    assert_eq!(attached, ["b"], "a was attached by somebody else");
    assert_eq!(slugs(&bed).await, ["a", "b"]);
}

/// The tags of the only post with any, in order.
async fn slugs(bed: &Proxied) -> Vec<String> {
    let pairs = stored_all(&bed.direct, "taggings").await;
    let mut slugs: Vec<_> = pairs
        .iter()
        .map(|pair| pair["t"].as_s().unwrap().clone())
        .collect();
    slugs.sort_unstable();
    slugs
}
