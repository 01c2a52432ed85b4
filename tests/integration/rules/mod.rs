//! Rules and codecs of fields.

mod bounds;
mod checks;
mod codecs;
mod elements;
mod everything;
mod normalization;
mod reading;
mod secrets;
mod transactions;

use dynamite::model::TableDescriptor;
use dynamite::{Client, Error, ErrorKind, Outcome};
use dynamite_sample::models::{Member, Members, NewMember, Visit, tables};

use crate::support::{Item, s, stored};

static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];

fn new_member() -> NewMember {
    NewMember {
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
    }
}

/// A member who has just been created.
async fn ada(db: &Client) -> Member {
    Members::new(db).create(new_member()).await.unwrap()
}

async fn stored_member(db: &Client, member: &Member) -> Item {
    let key = [("id", s(member.id))];
    stored(db, "members", key).await.unwrap()
}

fn visit(sku: &str, guests: u8) -> Visit {
    Visit {
        sku: sku.to_owned(),
        guests,
    }
}

/// What breaks rules, as path and rule, in the order it is reported.
fn broken(error: &Error) -> Vec<(&str, &str)> {
    assert!(matches!(error.kind(), ErrorKind::Invalid { .. }), "{error}");
    assert_eq!(error.outcome(), Outcome::NotApplied);
    let violations = error.violations().iter();
    violations.map(|it| (it.path.as_str(), it.rule)).collect()
}
