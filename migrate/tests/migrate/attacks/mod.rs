//! What adversaries tried: each test is of a condition that nothing else was found to test, or of random commands.

mod dropped;
mod edited;
mod editing;
mod language;
mod late_control;
mod later;
mod mixed;
mod settling;
mod stated;
mod taken_over;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use dynamite::Client;
use dynamite_migrate::{
    ClientPhase as P, Clients, Ending, Migrator, Options, Refusal, WhenChanged,
};
use dynamite_testkit::{Fault, Operation, Pause};

use crate::conditions::hold_update;
use crate::support::{
    Bed, Change, Item, Task, contracting, impatient, n, newest, options, patient, put_user, s,
    schema, stored_users, texts, users,
};

fn text(fields: &str) -> String {
    format!("models:\n  User:\n    key: id\n    fields: {{ id: string, {fields} }}\n")
}

/// A migration with a name.
fn named(db: &Client, name: &str, fields: [&str; 2], steps: &str, options: Options) -> Migrator {
    let steps = format!("model: User\nsteps:\n{steps}");
    let [before, after] = fields.map(|it| schema(&text(it)));
    let planned = dynamite_migrate::Planned::of(&format!("{name}.yaml"), &steps, before, after);
    Migrator::new(db.clone(), planned.expect("a migration"), options).unwrap()
}
