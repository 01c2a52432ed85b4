//! Limits of items and keys, told before any request.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::codec::key::{write_optional_sort_key, write_partition_key, write_sort_key};
use dynamite::codec::{Bytes, EncodeError, EncodeProblem, List, Map, Set, Writer};
use dynamite::types::{Date, Document, Timestamp};

use crate::transports::{documents, from_wire, to_map, to_wire, write_one};

fn problem(result: Result<impl Sized, EncodeError>) -> Option<EncodeProblem> {
    result.err().map(|error| error.problem().clone())
}

/// A list in a list, so many times, around a string or nothing.
fn nested(levels: usize, innermost: Option<Document>) -> Document {
    let first = Document::List(innermost.into_iter().collect());
    (1..levels).fold(first, |inner, _| Document::List(vec![inner]))
}

#[test]
fn items_may_have_400_kb_and_not_a_byte_more() {
    let limit = 400 * 1024 - "a".len();
    let text = "x".repeat(limit);
    assert_eq!(problem(to_wire(|w| write_one::<String, _>(&text, w))), None);
    assert_eq!(problem(to_map(|w| write_one::<String, _>(&text, w))), None);

    let bytes = vec![0; limit + 1];
    let too_large = Some(EncodeProblem::ItemTooLarge { bytes: 409_601 });
    assert_eq!(
        problem(to_wire(|w| write_one::<Bytes, _>(&bytes, w))),
        too_large
    );
    assert_eq!(
        problem(to_map(|w| write_one::<Bytes, _>(&bytes, w))),
        too_large
    );
}

#[test]
fn containers_count_three_bytes_and_one_for_each_member() {
    let entries = BTreeMap::from([("key".to_owned(), vec![true; 1000])]);
    let filler = "x".repeat(409_600 - ("f".len() + "a".len() + 3 + "key".len() + 1 + 3 + 2000));
    for (filler, fits) in [(filler.clone(), true), (filler + "x", false)] {
        let result = to_map(|writer| {
            writer.attribute("f");
            writer.string(&filler)?;
            write_one::<Map<List<bool>>, _>(&entries, writer)
        });
        assert_eq!(result.is_ok(), fits);
    }
}

#[test]
fn values_nest_to_32_levels() {
    let leaf = || Some(Document::from("leaf"));
    for (document, fits) in [
        (nested(31, leaf()), true),
        (nested(31, None), true),
        (nested(32, None), false),
        (nested(32, leaf()), false),
        (nested(33, None), false),
        (nested(5_000, leaf()), false),
    ] {
        for result in [
            problem(to_wire(|w| write_one::<Document, _>(&document, w))),
            problem(to_map(|w| write_one::<Document, _>(&document, w))),
        ] {
            assert_eq!(result, (!fits).then_some(EncodeProblem::NestedTooDeep));
        }
    }
}

#[test]
fn reading_stops_at_values_that_are_nested_too_deep() {
    for levels in [33, 10_000, 1_000_000] {
        let text = format!(r#"{{"a":{}"#, r#"{"L":["#.repeat(levels));
        assert!(from_wire(&text, documents).is_err());
        let text = format!(r#"{{"a":{}"#, "[".repeat(levels));
        assert!(from_wire(&text, documents).is_err());
    }
}

#[test]
fn keys_have_at_least_one_byte_and_at_most_their_limit() {
    let partition =
        |text: String| problem(to_map(|w| write_partition_key::<String, _>("id", &text, w)));
    let sort = |text: String| problem(to_map(|w| write_sort_key::<String, _>("id", &text, w)));
    assert_eq!(partition(String::new()), Some(EncodeProblem::EmptyKey));
    assert_eq!(partition("x".repeat(2048)), None);
    assert_eq!(
        partition("ü".repeat(1025)),
        Some(EncodeProblem::KeyTooLong {
            bytes: 2050,
            limit: 2048
        })
    );
    assert_eq!(sort("x".repeat(1024)), None);
    assert_eq!(
        sort("x".repeat(1025)),
        Some(EncodeProblem::KeyTooLong {
            bytes: 1025,
            limit: 1024
        })
    );
}

#[test]
fn index_keys_may_be_absent_but_not_empty() {
    let write = |bytes: Option<Vec<u8>>| {
        to_wire(|writer| write_optional_sort_key::<Bytes, _>("by", &bytes, writer))
    };
    assert_eq!(write(None).as_deref(), Ok("{}"));
    assert_eq!(
        write(Some(vec![1])).as_deref(),
        Ok(r#"{"by":{"B":"AQ=="}}"#)
    );
    assert_eq!(
        problem(write(Some(Vec::new()))),
        Some(EncodeProblem::EmptyKey)
    );
}

#[test]
fn empty_sets_are_left_out_of_maps_and_refused_in_lists() {
    let entries = BTreeMap::from([
        ("empty".to_owned(), BTreeSet::new()),
        ("full".to_owned(), BTreeSet::from([1])),
    ]);
    assert_eq!(
        to_wire(|writer| write_one::<Map<Set<i32>>, _>(&entries, writer)).as_deref(),
        Ok(r#"{"a":{"M":{"full":{"NS":["1"]}}}}"#)
    );
    assert_eq!(
        problem(to_map(|w| write_one::<List<Set<i32>>, _>(
            &vec![BTreeSet::new()],
            w
        ))),
        Some(EncodeProblem::EmptySet)
    );
}

#[test]
fn years_that_would_not_sort_are_refused() {
    let before: Timestamp = "-000001-12-31T23:59:59.999Z".parse().expect("a timestamp");
    assert_eq!(
        problem(to_wire(|w| write_one::<Timestamp, _>(&before, w))),
        Some(EncodeProblem::YearOutOfRange)
    );
    let first: Timestamp = "0000-01-01T00:00:00Z".parse().expect("a timestamp");
    assert_eq!(
        to_wire(|w| write_one::<Timestamp, _>(&first, w)).as_deref(),
        Ok(r#"{"a":{"S":"0000-01-01T00:00:00.000Z"}}"#)
    );
    assert_eq!(
        problem(to_wire(|w| write_one::<Date, _>(
            &Date::constant(-1, 12, 31),
            w
        ))),
        Some(EncodeProblem::YearOutOfRange)
    );
}
