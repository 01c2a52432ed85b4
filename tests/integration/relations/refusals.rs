//! What cannot be read of a relation, which is said before anything is read.

use dynamite::expr::ExpressionError;
use dynamite::{AccessPathProblem, Error, ErrorKind};
use dynamite_sample::models::{Authors, author, comment, post};
use futures_util::TryStreamExt as _;

use super::{BLOG, author as new_author};
use crate::support::Proxied;

/// The error of including this in an author, in every way there is.
macro_rules! refused {
    ($relation:expr) => {{
        let bed = Proxied::with(BLOG).await;
        let ada = new_author(&bed.direct, "ada").await;
        let authors = Authors::new(&bed.db);
        let errors: Vec<Error> = vec![
            authors.get(&ada).include($relation).await.unwrap_err(),
            authors
                .get_many([&ada])
                .include($relation)
                .await
                .unwrap_err(),
            authors.scan().include($relation).all().await.unwrap_err(),
            authors.scan().include($relation).first().await.unwrap_err(),
            authors
                .scan()
                .include($relation)
                .page(None)
                .await
                .unwrap_err(),
            authors
                .scan()
                .include($relation)
                .stream()
                .try_collect::<Vec<_>>()
                .await
                .unwrap_err(),
        ];
        assert_eq!(bed.proxy.counts().all_requests(), 0);
        errors
    }};
}

#[tokio::test]
async fn a_condition_on_what_an_index_does_not_hold() {
    for error in refused!(author::comments().only(comment::text().eq("x"))) {
        let ErrorKind::Expression(ExpressionError::NotProjected { attribute, .. }) = error.kind()
        else {
            panic!("{error}");
        };
        assert_eq!(*attribute, "text");
        assert_eq!(error.relation(), Some("`comments` of Author"));
    }
}

#[tokio::test]
async fn a_condition_that_holds_for_nothing() {
    for error in refused!(author::posts().only(post::title().is_in([""; 0]))) {
        let kind = error.kind();
        let is_empty = matches!(kind, ErrorKind::Expression(ExpressionError::EmptyIn { .. }));
        assert!(is_empty, "{error}");
    }
}

#[tokio::test]
async fn consistent_reads_of_a_global_index() {
    for error in refused!(author::posts().consistent()) {
        let ErrorKind::AccessPath(AccessPathProblem::NotConsistent { index, .. }) = error.kind()
        else {
            panic!("{error}");
        };
        assert_eq!(*index, "by_author");
    }
}

#[tokio::test]
async fn what_is_wrong_at_a_deeper_level() {
    let idols = || author::idols().include(author::posts().consistent());
    for error in refused!(author::idols().include(idols())) {
        assert_eq!(error.relation(), Some("`posts` of Author"));
    }
}
