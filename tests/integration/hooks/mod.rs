//! Code before and after writes.

mod create;
mod recorder;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{NewMember, tables};

use recorder::Recorder;

static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];

fn new_member(name: &str) -> NewMember {
    NewMember {
        email: format!("{name}@example.com"),
        name: name.to_owned(),
    }
}

/// The hooks that were called, in order.
fn called<const N: usize>(recorder: &Recorder, expected: [&str; N]) {
    assert_eq!(recorder.calls(), expected);
}

fn id(id: impl ToString) -> [(&'static str, AttributeValue); 1] {
    [("id", crate::support::s(id))]
}
