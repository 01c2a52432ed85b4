//! Code before and after writes.

mod batches;
mod bulk;
mod changes;
mod create;
mod delete;
mod lost;
mod or_insert;
mod recorder;
mod retries;
mod save;
mod transactions;
mod update;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite_sample::models::{
    Handles, NewHandle, NewMember, NewNote, NewPerson, Note, Notes, People, tables,
};

use crate::support::{Item, s, stored};

use recorder::Recorder;

static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];

/// Notes have a version and soft delete, people have unique fields, handles have all of it.
static ALL: &[&TableDescriptor] = &[
    &tables::NOTES,
    &tables::PEOPLE,
    &tables::HANDLES,
    &UNIQUE_GUARDS,
];

fn new_member(name: &str) -> NewMember {
    NewMember {
        email: format!("{name}@example.com"),
        name: name.to_owned(),
    }
}

fn new_note(title: &str) -> NewNote {
    NewNote {
        author: "ada".to_owned(),
        title: title.to_owned(),
    }
}

fn new_person(name: &str) -> NewPerson {
    NewPerson {
        email: format!("{name}@example.com"),
        tenant: "acme".to_owned(),
    }
}

fn new_handle(name: &str) -> NewHandle {
    NewHandle {
        name: name.to_owned(),
    }
}

fn notes(db: &Client, recorder: &Recorder) -> Notes<Recorder> {
    Notes::with_hooks(db, recorder.clone())
}

fn people(db: &Client, recorder: &Recorder) -> People<Recorder> {
    People::with_hooks(db, recorder.clone())
}

fn handles(db: &Client, recorder: &Recorder) -> Handles<Recorder> {
    Handles::with_hooks(db, recorder.clone())
}

/// A note that no hook has seen.
async fn note(db: &Client) -> Note {
    Notes::new(db).create(new_note("plan")).await.unwrap()
}

async fn stored_note(db: &Client, note: &Note) -> Option<Item> {
    stored(db, "notes", id(note.id)).await
}

/// That these hooks were called, in this order.
fn called<const N: usize>(recorder: &Recorder, expected: [&str; N]) {
    assert_eq!(recorder.calls(), expected);
}

fn id(id: impl ToString) -> [(&'static str, AttributeValue); 1] {
    [("id", s(id))]
}
