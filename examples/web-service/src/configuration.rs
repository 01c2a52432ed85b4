//! What the environment says.

use std::env;
use std::error::Error;

use dynamite::Client;

use crate::models;

/// Where the service listens.
pub(crate) fn address() -> String {
    env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned())
}

/// A client for AWS or for the database in `DYNAMITE_DATABASE`, with the names of tables that
/// `DYNAMITE_TABLE_…` gives. Its cursors can be handed out: they are sealed with `CURSOR_KEY`.
pub(crate) async fn client() -> Result<Client, Box<dyn Error>> {
    let key = env::var("CURSOR_KEY").ok().and_then(|text| key(&text));
    let key = key.ok_or("CURSOR_KEY has to be set to 64 hexadecimal digits")?;
    let client = Client::from_env().await?;
    let client = client.with_table_names_from_env(models::TABLES)?;
    Ok(client.with_cursor_key(key))
}

/// The 32 bytes of a key in hexadecimal digits.
fn key(text: &str) -> Option<[u8; 32]> {
    let is_key = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    let (high, low) = text.split_at_checked(32).filter(|_| is_key)?;
    let high = u128::from_str_radix(high, 16).ok()?.to_be_bytes();
    let low = u128::from_str_radix(low, 16).ok()?.to_be_bytes();
    [high, low].concat().try_into().ok()
}
