//! When requests fail: a whole tree or an error, never a part of one.

use std::time::Duration;

use dynamite::{ErrorKind, Outcome};
use dynamite_sample::models::{Author, Authors, Comment, Post, Posts, author, comment, post};
use dynamite_testkit::{Fault, Operation};

use super::{BLOG, author as new_author, comment as new_comment, post as new_post};
use crate::support::{Proxied, item, n, raw_put, s, stored_all};

type Tree = (Author, Vec<(Post, Vec<(Comment, Option<Author>)>)>);

/// Three authors with a post each, and a comment on each.
async fn blog() -> (Proxied, Vec<Tree>) {
    let bed = Proxied::with(BLOG).await;
    let mut authors = Vec::new();
    for name in ["ada", "bob", "eve"] {
        authors.push(new_author(&bed.direct, name).await);
    }
    let mut trees = Vec::new();
    for (place, author) in authors.iter().enumerate() {
        let by = &authors[(place + 1) % 3];
        let post = new_post(&bed.direct, author, "text", 1).await;
        let said = new_comment(&bed.direct, &post, by, 1).await;
        trees.push((author.clone(), vec![(post, vec![(said, Some(by.clone()))])]));
    }
    (bed, trees)
}

async fn read(bed: &Proxied, trees: &[Tree]) -> Result<Vec<Option<Tree>>, dynamite::Error> {
    let ids = trees.iter().map(|(author, _)| author.id);
    let comments = post::comments().include(comment::author());
    let posts = author::posts().include(comments);
    Authors::new(&bed.db).get_many(ids).include(posts).await
}

fn all(trees: &[Tree]) -> Vec<Option<Tree>> {
    trees.iter().cloned().map(Some).collect()
}

#[tokio::test]
async fn what_passes_is_repeated_and_the_tree_is_whole() {
    let (bed, trees) = blog().await;
    let passing = [
        Fault::ProvisionedThroughputExceeded,
        Fault::Throttling,
        Fault::InternalServerError { applied: false },
        Fault::ServiceUnavailable,
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::DelayAfter(Duration::from_millis(20)),
        Fault::TruncatedBody,
    ];
    for fault in passing {
        for (operation, nth) in [
            (Operation::Query, 2),
            (Operation::Query, 5),
            (Operation::BatchGetItem, 2),
        ] {
            let played = bed.proxy.counts().all_faults();
            bed.proxy.on(operation).nth(nth).fail(fault.clone());
            let name = fault.name();
            assert_eq!(
                read(&bed, &trees).await.unwrap(),
                all(&trees),
                "{name} of {operation}"
            );
            assert_eq!(
                bed.proxy.counts().all_faults(),
                played + 1,
                "{name} of {operation}"
            );
            bed.proxy.clear();
        }
    }
}

#[tokio::test]
async fn pages_that_end_early_are_read_on() {
    let (bed, trees) = blog().await;
    bed.proxy
        .on(Operation::Query)
        .always()
        .fail(Fault::EmptyPage);
    bed.proxy
        .on(Operation::BatchGetItem)
        .fail(Fault::Unprocessed { applied: 1 });
    assert_eq!(read(&bed, &trees).await.unwrap(), all(&trees));
}

#[tokio::test]
async fn a_level_that_fails_is_an_error_that_says_where() {
    let (bed, trees) = blog().await;
    let (_, posts) = &trees[1];
    let id = posts[0].0.id.to_string();
    bed.proxy
        .on(Operation::Query)
        .table("comments")
        .matching(move |body| body.to_string().contains(&id))
        .always()
        .fail(Fault::ProvisionedThroughputExceeded);
    let error = read(&bed, &trees).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Throttled { .. }),
        "{error}"
    );
    assert!(error.is_retryable());
    let relation = format!("`comments` of Post id = \"{}\"", posts[0].0.id);
    assert_eq!(error.relation(), Some(relation.as_str()));
    assert!(error.to_string().starts_with(&relation), "{error}");

    bed.proxy.clear();
    bed.proxy
        .on(Operation::BatchGetItem)
        .nth(2)
        .times(3)
        .fail(Fault::InternalServerError { applied: false });
    let error = read(&bed, &trees).await.unwrap_err();
    let (_, posts) = &trees[0];
    let said = &posts[0].1[0].0;
    let relation = format!(
        "`author` of Comment post = \"{}\", number = 1",
        said.post_id
    );
    assert_eq!(error.relation(), Some(relation.as_str()), "{error}");
}

#[tokio::test]
async fn keys_that_stay_unprocessed_are_an_error() {
    let (bed, trees) = blog().await;
    bed.proxy
        .on(Operation::BatchGetItem)
        .nth(2)
        .always()
        .fail(Fault::Unprocessed { applied: 0 });
    let error = read(&bed, &trees).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Unprocessed { items: 3, .. }),
        "{error}"
    );
    assert!(error.relation().is_some());
}

#[tokio::test]
async fn children_that_cannot_be_read_are_reported() {
    let (bed, trees) = blog().await;
    let (ada, posts) = &trees[0];
    let post_id = posts[0].0.id;
    let bad = item([
        ("post", s(post_id)),
        ("number", n(7)),
        ("by", s(ada.id)),
        ("text", n(1)),
    ]);
    raw_put(&bed.direct, "comments", bad).await;
    let one = Posts::new(&bed.db);

    let error = one
        .get(post_id)
        .include(post::comments())
        .await
        .unwrap_err();
    let ErrorKind::BadItems { read, bad } = error.kind() else {
        panic!("{error}");
    };
    assert_eq!(bad.len(), 1);
    let read = read.get::<(Post, Vec<Comment>)>().expect("rows");
    assert_eq!(read[0].1.len(), 1);

    let skipping = post::comments().skip_bad();
    let (_, comments) = one.get(post_id).include(skipping).await.unwrap().unwrap();
    assert_eq!(comments.len(), 1);

    let page = one
        .by_author(ada.id)
        .include(post::comments())
        .page(None)
        .await
        .unwrap();
    assert_eq!((page.items.len(), page.bad.len()), (1, 1));
    let error = one
        .by_author(ada.id)
        .skip_bad()
        .include(post::comments())
        .all()
        .await;
    assert!(matches!(
        error.unwrap_err().kind(),
        ErrorKind::BadItems { .. }
    ));
}

#[tokio::test]
async fn a_cut_attach_is_there_or_not_and_done_again_it_is() {
    let (bed, trees) = blog().await;
    let post = &trees[0].1[0].0;
    let posts = Posts::new(&bed.db);
    for (slug, fault) in [("a", Fault::CutBefore), ("b", Fault::CutAfter)] {
        bed.proxy.on(Operation::PutItem).fail(fault.clone());
        posts.attach(post::tags(), post, slug).await.unwrap();
        bed.proxy.clear();
        bed.proxy.on(Operation::PutItem).always().fail(fault);
        let error = posts.attach(post::tags(), post, "c").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        bed.proxy.clear();
    }
    assert_eq!(stored_all(&bed.direct, "taggings").await.len(), 3);
    bed.proxy.on(Operation::DeleteItem).fail(Fault::CutAfter);
    posts.detach(post::tags(), post, "a").await.unwrap();
    assert_eq!(stored_all(&bed.direct, "taggings").await.len(), 2);
}

#[tokio::test]
async fn a_sync_that_is_cut_leaves_all_or_nothing() {
    let (bed, trees) = blog().await;
    let post = &trees[0].1[0].0;
    let posts = Posts::new(&bed.db);
    for slug in ["a", "b", "c"] {
        posts.attach(post::tags(), post, slug).await.unwrap();
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
        let error = posts.sync(post::tags(), post, wanted).await.unwrap_err();
        assert!(error.relation().is_some(), "{error}");
        assert_eq!(slugs(&bed).await, before, "{}", fault.name());
        bed.proxy.clear();
    }
    // Applied, and the answer never came: all of it is there, and doing it again changes nothing.
    bed.proxy
        .on(Operation::TransactWriteItems)
        .always()
        .fail(Fault::CutAfter);
    let error = posts.sync(post::tags(), post, wanted).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(slugs(&bed).await, wanted);
    bed.proxy.clear();
    let again = posts.sync(post::tags(), post, wanted).await.unwrap();
    assert!(again.attached.is_empty() && again.detached.is_empty());
}

#[tokio::test]
async fn chunks_say_what_was_done_and_go_on_from_there() {
    let (bed, trees) = blog().await;
    let post = &trees[0].1[0].0;
    let posts = Posts::new(&bed.db);
    let wanted = || (0..250).map(|number| format!("{number:03}"));
    bed.proxy
        .on(Operation::TransactWriteItems)
        .nth(2)
        .times(3)
        .fail(Fault::Throttling);
    let sync = posts.sync(post::tags(), post, wanted()).in_chunks();
    let part = sync.partial().await.unwrap();
    assert_eq!(part.done.attached.len(), 100);
    assert!(part.error.is_some_and(|error| error.is_retryable()));
    assert_eq!(slugs(&bed).await.len(), 100);
    let rest = posts
        .sync(post::tags(), post, wanted())
        .in_chunks()
        .await
        .unwrap();
    assert_eq!(rest.attached.len(), 150);
    assert_eq!(slugs(&bed).await, wanted().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_sync_that_somebody_outruns_begins_anew() {
    let (bed, trees) = blog().await;
    let post = &trees[0].1[0].0;
    let posts = Posts::new(&bed.db);
    let pause = dynamite_testkit::Pause::new();
    bed.proxy
        .on(Operation::TransactWriteItems)
        .fail(Fault::PauseBefore(pause.clone()));
    let sync = tokio::spawn(posts.sync(post::tags(), post, ["a", "b"]).into_future());
    pause.reached().await;
    Posts::new(&bed.direct)
        .attach(post::tags(), post, "a")
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
