//! Transactions with a generated token, attempted until they are applied or refused.

use sha2::{Digest as _, Sha256};

use super::super::plan::Planned;
use super::attempt::{Attempted, attempt, expand};
use super::canceled::Canceled;
use super::expansion::ItemChange;
use super::known::Known;
use super::value::half_hex;
use crate::Client;
use crate::request::Backoff;

/// Attempts a transaction until it is applied, or refused for good.
pub(super) async fn until_done(
    client: &Client,
    planned: Vec<Planned>,
    token: String,
) -> Result<Vec<ItemChange>, Canceled> {
    let mut known = Known::default();
    let mut backoff = Backoff::of(client);
    loop {
        let expansion = expand(client, &planned, &known).await?;
        let token = token_of(&token, backoff.attempts());
        let sent = (token.clone(), token.as_str());
        match attempt(client, &planned, expansion, sent, &mut known).await? {
            Attempted::Done(changes) => return Ok(changes),
            Attempted::Refused { writes, error } => return Err(Canceled::Writes { writes, error }),
            Attempted::Conflicted { writes, error } => {
                if !backoff.pause().await {
                    return Err(Canceled::Writes { writes, error });
                }
            }
        }
    }
}

/// Returns the token of an attempt: DynamoDB refuses another request with the token of the first.
/// The same attempt in another process has the same token.
fn token_of(token: &str, attempt: u32) -> String {
    if attempt == 0 {
        return token.to_owned();
    }
    half_hex(&Sha256::digest(format!("{token}#{attempt}")))
}
