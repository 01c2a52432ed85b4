//! When requests fail: a whole tree or an error, never a part of one.

use std::time::Duration;

use dynamite::ErrorKind;
use dynamite_sample::models::{Author, Authors, Comment, Post, Posts, author, comment, post};
use dynamite_testkit::{Fault, Operation};

use super::{BLOG, author as new_author, comment as new_comment, post as new_post};
use crate::support::{Proxied, item, n, raw_put, s};

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
