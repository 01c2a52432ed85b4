//! Soft delete and versions: notes have both, chapters are soft-deleted, inventories have a
//! version.

mod conflicts;
mod deletion;
mod faults;
mod last_version;
mod narrow;
mod reading;
mod transactions;
mod versions;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{NewNote, Note, Notes, tables};

use crate::support::{Bed, Item, s, stored};

static DOCUMENTS: &[&TableDescriptor] = &[&tables::NOTES, &tables::CHAPTERS, &tables::INVENTORIES];

fn new_note(title: &str) -> NewNote {
    NewNote {
        author: "ada".to_owned(),
        title: title.to_owned(),
    }
}

async fn note(db: &Client, title: &str) -> Note {
    Notes::new(db).create(new_note(title)).await.unwrap()
}

/// A note of version 1.
async fn known() -> (Bed, Notes, Note) {
    let bed = Bed::with(DOCUMENTS).await;
    let notes = Notes::new(&bed.db);
    let note = note(&bed.db, "plan").await;
    (bed, notes, note)
}

fn key(note: &Note) -> [(&'static str, AttributeValue); 1] {
    [("id", s(note.id))]
}

async fn now(db: &Client, note: &Note) -> Option<Item> {
    stored(db, "notes", key(note)).await
}
