//! Files made to break a reader: each gets an answer, and soon.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::support::{diagnostics_of, summary};

/// Ten megabytes of something, and the code it gets.
const SIZE: usize = 10_000_000;

/// Far more than any of them takes in a build without optimisation, and far less than a hang: in time of
/// the processor, so that other work of the machine does not count.
const PATIENCE: Duration = Duration::from_secs(60);

fn assert_refused(text: &str, code: &str) {
    let start = processor_time();
    let problems = diagnostics_of(text);
    let took = processor_time().saturating_sub(start);
    assert!(problems.has_errors(), "accepted");
    assert!(
        problems.iter().any(|one| one.code.name() == code),
        "expected {code}, got {}",
        summary(&problems).chars().take(1_000).collect::<String>()
    );
    assert!(took < PATIENCE, "took {took:?}");
}

/// The time that this thread has had of a processor.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("a time of the processor")
}

fn repeated(text: &str) -> String {
    text.repeat(SIZE / text.len())
}

#[test]
fn ten_megabytes_of_opening_brackets() {
    assert_refused(&repeated("["), "DM016");
    assert_refused(&repeated("{"), "DM016");
    assert_refused(&repeated("- "), "DM016");
    assert_refused(&repeated("? "), "DM017");
}

#[test]
fn ten_megabytes_of_aliases() {
    assert_refused(
        &format!("a: &a [x, x, x]\nb: [{}]", repeated("*a, ")),
        "DM015",
    );
    assert_refused(&format!("a: &a x\nmodels: [{}]", repeated("*a,")), "DM015");
}

#[test]
fn ten_megabytes_of_anchors() {
    assert_refused(&format!("models: [{}]", repeated("&a x, ")), "DM015");
}

#[test]
fn ten_megabytes_of_nul() {
    assert_refused(&repeated("\0"), "DM010");
    assert_refused(&format!("models: \"{}\"", repeated("\0")), "DM010");
}

#[test]
fn ten_megabytes_in_one_word() {
    assert_refused(&repeated("x"), "DM103");
    assert_refused(
        &format!(
            "models: {{ U: {{ key: id, fields: {{ id: {} }} }} }}",
            repeated("x")
        ),
        "DM301",
    );
    assert_refused(
        &format!("types: {{ A: {{ b: {} }} }}", repeated("list<")),
        "DM302",
    );
    assert_refused(
        &format!("types: {{ A: {{ b: \"{}\" }} }}", repeated("?")),
        "DM302",
    );
}

#[test]
fn ten_megabytes_of_equal_keys() {
    assert_refused(&repeated("a: b\n"), "DM004");
    assert_refused(&repeated("a: a long value in a long line\n"), "DM011");
}

#[test]
fn ten_megabytes_of_quotes_and_of_tags() {
    assert_refused(&repeated("\""), "DM010");
    assert_refused(&format!("models: [{}]", repeated("!!x y, ")), "DM013");
    assert_refused(&repeated("--- \n"), "DM014");
    assert_refused(&repeated("%TAG ! x\n"), "DM010");
}

#[test]
fn a_chain_of_a_hundred_thousand_types() {
    let links: Vec<_> = (0..100_000)
        .map(|at| format!("  T{at}: {{ next: list<T{}> }}\n", at + 1))
        .collect();
    let links = links.concat();
    assert_refused(
        &format!(
            "models: {{ User: {{ key: id, fields: {{ id: ulid, first: T0 }} }} }}\n\
             types:\n{links}  T100000: {{ last: string }}\n"
        ),
        "DM315",
    );
}
