//! Every type of field: what is stored, and what comes back.

mod absent;
mod absent_random;
mod by_serde;
mod keys;
mod round_trip;
mod sets;
mod specimen;
mod stored_forms;
mod texts;

pub(crate) use specimen::{SPECIMENS, specimen};
