//! Unique fields: people have several, handles are soft-deleted too, tickets expire.

mod adopting;
mod bulk;
mod conflicts;
mod deletion;
mod elements;
mod expiry;
mod faults;
mod filtered;
mod foreign;
mod given_tokens;
mod guards;
mod large;
mod limits;
mod lookups;
mod namespaces;
mod races;
mod random;
mod refused;
mod renamed;
mod requests;
mod returned;
mod transactions;
mod writes;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite_sample::models::{
    Handle, Handles, NewHandle, NewPerson, NewTicket, Person, PersonDraft, tables,
};

use crate::support::{Bed, Item, m, s, stored, stored_all};

static PEOPLE: &[&TableDescriptor] = &[
    &tables::PEOPLE,
    &tables::HANDLES,
    &tables::TICKETS,
    &UNIQUE_GUARDS,
];

static STUDIOS: &[&TableDescriptor] = &[&tables::STUDIOS, &UNIQUE_GUARDS];

const GUARDS: &str = "dynamite_unique";

fn person(name: &str) -> PersonDraft {
    let new = NewPerson {
        email: format!("{name}@example.com"),
        tenant: "acme".to_owned(),
    };
    new.into()
}

fn new_handle(name: &str) -> NewHandle {
    NewHandle {
        name: name.to_owned(),
    }
}

fn ticket(seat: u32, code: &str) -> NewTicket {
    NewTicket {
        event: "opera".to_owned(),
        seat,
        code: code.to_owned(),
    }
}

/// All guards, as `guard -> owner`, which is all that a test has to say of them. That they say
/// whose table it is, and how they are made, is tested once.
async fn guards(db: &Client) -> Vec<(String, AttributeValue)> {
    let mut guards: Vec<_> = stored_all(db, GUARDS)
        .await
        .into_iter()
        .map(|mut guard| {
            let key = guard["guard"].as_s().unwrap().clone();
            (key, guard.remove("owner").unwrap())
        })
        .collect();
    guards.sort_by(|a, b| a.0.cmp(&b.0));
    guards
}

/// Guards of items whose key is an id, in order.
fn owned<const N: usize>(guards: [(&str, impl ToString); N]) -> Vec<(String, AttributeValue)> {
    let guards = guards.into_iter();
    let mut guards: Vec<_> = guards
        .map(|(key, id)| (key.to_owned(), m([("id", s(id))])))
        .collect();
    guards.sort_by(|a, b| a.0.cmp(&b.0));
    guards
}

/// The guards that the stored people should have: this is all that is asked of them, whatever
/// happened before.
async fn guards_of_people(db: &Client) -> Vec<(String, AttributeValue)> {
    let mut guards = Vec::new();
    for person in stored_all(db, "people").await {
        let owner = m([("id", person["id"].clone())]);
        let email = person["email"].as_s().unwrap();
        guards.push((format!("#people##email#{email}"), owner.clone()));
        if let Some(badge) = person.get("badge") {
            let badge = badge.as_n().unwrap();
            guards.push((format!("#people##badge#{badge}"), owner.clone()));
        }
        if let Some(nick) = person.get("nick") {
            let (tenant, nick) = (person["tenant"].as_s().unwrap(), nick.as_s().unwrap());
            guards.push((
                format!("#people##nick$tenant#{nick}#{tenant}"),
                owner.clone(),
            ));
        }
    }
    guards.sort_by(|a, b| a.0.cmp(&b.0));
    guards
}

async fn now(db: &Client, person: &Person) -> Option<Item> {
    stored(db, "people", [("id", s(person.id))]).await
}

async fn handle(db: &Client, name: &str) -> Handle {
    Handles::new(db).create(new_handle(name)).await.unwrap()
}

/// Three tables and their guards.
async fn bed() -> Bed {
    Bed::with(PEOPLE).await
}
