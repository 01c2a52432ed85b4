//! A type of a service, stored as serde serializes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a member prefers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// Hours at which messages are sent.
    pub quiet_hours: Option<(u8, u8)>,
    /// Channels, by their importance.
    pub channels: Vec<Channel>,
    /// Colors by the names of labels.
    pub labels: BTreeMap<String, u32>,
    /// The zoom of the map.
    pub zoom: f64,
}

/// A way to reach a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A page in the application.
    Inbox,
    /// A phone.
    Phone {
        /// Its number.
        number: String,
        /// The greatest number of messages in a day.
        limit: u64,
    },
    /// An address.
    Mail(String),
}
