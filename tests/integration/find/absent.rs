//! Indexes whose key attributes older items lack.

use dynamite::ErrorKind;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{Crate, Crates, crate_, tables};

use crate::support::{Bed, item, n, raw_put, s};

static CRATES: &[&TableDescriptor] = &[&tables::CRATES];

/// Crates `a` and `b` are on a shelf, `b` without count; `c` is on none, which is the attic.
async fn crates() -> (Bed, Crates) {
    let bed = Bed::with(CRATES).await;
    let a = item([("name", s("a")), ("shelf", s("oak")), ("count", n(1))]);
    let b = item([("name", s("b")), ("shelf", s("oak"))]);
    let c = item([("name", s("c")), ("count", n(3))]);
    for stored in [a, b, c] {
        raw_put(&bed.db, "crates", stored).await;
    }
    let crates = Crates::new(&bed.db);
    (bed, crates)
}

fn names(found: &[Crate]) -> Vec<&str> {
    let mut names: Vec<_> = found.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn an_index_does_not_hide_the_items_that_are_not_in_it() {
    let (_bed, crates) = crates().await;
    let conditions = [
        (crate_::shelf().eq("oak"), vec!["a", "b"]),
        (crate_::shelf().eq("attic"), vec!["c"]),
        (
            crate_::shelf().eq("oak").and(crate_::count().lt(5)),
            vec!["a", "b"],
        ),
        (
            crate_::shelf().eq("oak").and(crate_::count().is_in([1, 0])),
            vec!["a", "b"],
        ),
    ];
    for (condition, expected) in conditions {
        let find = || crates.find(condition.clone());
        let refused = find().all().await.unwrap_err();
        let ErrorKind::WouldScan { suggestion, .. } = refused.kind() else {
            panic!("{refused}");
        };
        let text = suggestion.as_deref().unwrap_or_default();
        assert!(
            text.contains("`by_shelf` lacks the items without"),
            "{text}"
        );
        assert_eq!(names(&find().scan().all().await.unwrap()), expected);
        let count = find().scan().count().await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), expected.len());
    }
    let oak = || crates.find(crate_::shelf().eq("oak"));
    let changed = crates.update_where(crate_::shelf().eq("oak"));
    let changed = changed.scan().set(crate_::label(), "l").await.unwrap();
    assert_eq!(changed, 2);
    assert!(oak().via::<crate_::ByShelf>().all().await.is_err());
}

/// A condition that only a stored value meets holds for no other item.
#[tokio::test]
async fn an_index_answers_for_the_items_that_are_in_it() {
    let (_bed, crates) = crates().await;
    let condition = crate_::shelf().eq("oak").and(crate_::count().ge(1));
    assert_eq!(names(&crates.find(condition).all().await.unwrap()), ["a"]);
    assert_eq!(names(&crates.by_shelf("oak").all().await.unwrap()), ["a"]);
}
