//! Orders as a user of `serde_dynamo` declares them.

use std::collections::BTreeSet;

use dynamite::types::{Timestamp, Ulid};
use serde::Deserialize;

use crate::by_hand::Item;

/// An order. Scalars that do not implement serde's traits here are read through their text.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields of `models::Order`")]
pub struct Order {
    pub customer: String,
    #[serde(deserialize_with = "parsed")]
    pub id: Ulid,
    pub email: String,
    pub status: String,
    pub note: Option<String>,
    pub total: f64,
    pub quantity: u32,
    pub revision: u64,
    pub weight: f64,
    pub paid: bool,
    pub gift: bool,
    #[serde(deserialize_with = "parsed")]
    pub created_at: Timestamp,
    #[serde(deserialize_with = "parsed")]
    pub updated_at: Timestamp,
    #[serde(default)]
    pub tags: BTreeSet<String>,
    pub address: Address,
    #[serde(default)]
    pub scores: Vec<i64>,
    #[serde(deserialize_with = "bytes")]
    pub signature: Vec<u8>,
}

/// The address of an order.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the fields of `models::Address`")]
pub struct Address {
    pub street: String,
    pub city: String,
}

/// The order in an item.
///
/// # Errors
/// When a required attribute is absent, or any is of another type.
pub fn order(item: Item) -> Result<Order, serde_dynamo::Error> {
    serde_dynamo::from_item(item)
}

fn parsed<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
    D: serde::Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

fn bytes<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    struct Bytes;

    impl serde::de::Visitor<'_> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }

        fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
            Ok(bytes)
        }
    }

    deserializer.deserialize_byte_buf(Bytes)
}
