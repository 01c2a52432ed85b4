//! What tests share: a table of things, rewrites of them, and what they should make of it.

mod bed;
mod change;
mod planned;
mod rewrites;
mod task;
mod things;

pub(crate) use bed::{Bed, client, control_rows, options};
pub(crate) use change::{Change, impatient, patient};
pub(crate) use planned::{
    Planned, USERS_TABLES, assert_same, item, put_user, run_of, schema, sorted, stored_users,
    texts, users,
};
pub(crate) use rewrites::{Cents, Copy, Euros, pass, run};
pub(crate) use task::{Task, contracting, newest, oldest};
pub(crate) use things::{
    Item, TABLES as THINGS, THING, Things, all, all_of, at, control_table, differences,
    expected_cents, fill, fill_table, fill_with, n, originals, s, stored, thing,
};
