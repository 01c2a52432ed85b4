//! Models of a web service: what goes out, what comes in.

mod adjacent;
mod drafts;
mod large_integers;
mod nulls;
mod output;
mod patches;
mod random;
mod ulids;
mod untagged;
mod values;

use dynamite::model::TableDescriptor;
use dynamite_sample::models::tables;
use serde_json::Value;

static INQUIRIES: &[&TableDescriptor] = &[&tables::INQUIRIES];
static DISPATCHES: &[&TableDescriptor] = &[&tables::DISPATCHES];

/// What is written of a value.
fn written(value: &impl serde_core::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The message of an error.
fn refused<T: serde_core::de::DeserializeOwned>(text: &str) -> String {
    match serde_json::from_str::<T>(text) {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => error.to_string(),
    }
}
