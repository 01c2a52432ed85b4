//! The list of migrations, as those who apply them read it.

use dynamite_schema::migration::{
    Checksum, ListedState, MigrationFolder, MigrationName, Order, OrderProblem, UnreadableOrder,
};

fn name(text: &str) -> MigrationName {
    MigrationName::parse(text).expect("a name")
}

fn checksum(of: &str) -> Checksum {
    Checksum::of(of).expect("YAML")
}

fn order(text: String) -> Result<Order, UnreadableOrder> {
    MigrationFolder::of_files([("order.sum".to_owned(), text)]).order()
}

/// A list with a squashed migration and one with a file.
fn list() -> String {
    let (one, two) = (checksum("model: A"), checksum("model: B"));
    format!("# A comment.\nformat 1\n\nsquashed 0001_a {one}\n0002_b {two}\n")
}

#[test]
fn a_name_is_listed_squashed_or_unknown() {
    for text in [list(), list().replace('\n', "\r\n")] {
        let order = order(text).expect("a list");
        let (one, two) = (checksum("model: A"), checksum("model: B"));
        assert_eq!(order.state(&name("0001_a")), ListedState::Squashed(&one));
        assert_eq!(order.state(&name("0002_b")), ListedState::Listed(&two));
        assert_eq!(order.state(&name("0002_c")), ListedState::Unknown);
    }
}

#[test]
fn lines_are_in_the_order_of_their_numbers_and_read_as_they_are_written() {
    let with = order(list()).expect("a list");
    let with = with.with(name("0004_d"), checksum("model: D"));
    let with = with.with(name("0003_c"), checksum("model: C"));
    let with = with.with(name("0003_c"), checksum("model: E"));
    let names = with.listed().iter().map(|entry| entry.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["0002_b", "0003_c", "0004_d"]);
    let state = ListedState::Listed(&checksum("model: E"));
    assert_eq!(with.state(&name("0003_c")), state);
    assert_eq!(order(with.to_string()).as_ref(), Ok(&with));
    let without = with.without(&name("0003_c"));
    assert_eq!(without.state(&name("0003_c")), ListedState::Unknown);
    assert_eq!(order(String::new()), Ok(Order::default()));
}

#[test]
fn what_is_no_list_is_refused() {
    for (text, expected) in [
        (
            list().replace("format 1", "format 2"),
            UnreadableOrder::Newer,
        ),
        (list().replace("format 1\n", ""), UnreadableOrder::Line(3)),
        (list() + "=======\n", UnreadableOrder::Conflict(6)),
        (list() + "0003_c abc\n", UnreadableOrder::Line(6)),
        (list().replace("0002_b", "0002-b"), UnreadableOrder::Line(5)),
        (list().replace("squashed", "gone"), UnreadableOrder::Line(4)),
        (
            "<<<<<<< HEAD\n".to_owned() + &list(),
            UnreadableOrder::Conflict(1),
        ),
    ] {
        assert_eq!(order(text), Err(expected));
    }
}

/// A list may be older than another one, but not have lost its beginning.
#[test]
fn an_earlier_list_stays_part_of_a_later_one() {
    let of = |names: &[&str]| {
        names.iter().fold(Order::default(), |order, it| {
            order.with(name(it), checksum("model: A"))
        })
    };
    let earlier = of(&["0001_a", "0002_b", "0003_c"]);
    for (later, expected) in [
        (of(&["0001_a", "0002_b", "0003_c", "0004_d"]), vec![]),
        (of(&["0001_a", "0002_b"]), vec![]),
        (
            of(&["0001_a", "0003_c"]),
            vec![OrderProblem::Missing(name("0002_b"))],
        ),
        (
            of(&["0001_a", "0003_c"]).with(name("0002_b"), checksum("model: B")),
            vec![OrderProblem::Edited(name("0002_b"))],
        ),
    ] {
        assert_eq!(later.compare_since(&earlier), expected);
    }
}
