//! Several writes, applied all or none.

mod condition_check;
mod get;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub use condition_check::ConditionCheck;

pub use get::{TransactGet, TransactGets};

use dynamite_core::limits::{MAX_TRANSACTION_ACTIONS, MAX_TRANSACTION_BYTES};

use crate::error::ErrorKind;
use crate::write::plan::Planned;
use crate::write::unique::{self, Token};
use crate::write::{Part, Transact};
use crate::{Client, Error};

/// DynamoDB's limit of a `ClientRequestToken`.
const MAX_TOKEN_CHARS: usize = 36;

/// Several writes, over any models and tables of a region: one request, of which all writes are
/// applied or none. Made by [`Client::transaction`].
///
/// The repositories may be of different clients, as long as these were derived from one another:
/// with other table prefixes, clocks, timeouts or meters. Each write goes to the tables of its own
/// repository's client. Clients of another region, endpoint or configuration use another DynamoDB,
/// and are refused.
///
/// Ids, times and defaults are fixed when a write is added. A transaction costs twice the write
/// units of its writes.
///
/// Hooks are called in the order of the writes: those before a write when the transaction is
/// committed and before anything is sent, those after a write when it has been applied.
///
/// If the future is dropped while the request is under way, all writes have been applied or none.
///
/// ```no_run
/// # async fn example(db: dynamite::Client) -> Result<(), dynamite::Error> {
/// db.transaction().commit().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing happens until it is committed"]
pub struct Transaction {
    client: Client,
    parts: Vec<Part>,
    token: Token,
    /// The error of the first write that cannot be made.
    problem: Option<Error>,
}

impl Client {
    /// Starts a transaction without writes.
    pub fn transaction(&self) -> Transaction {
        Transaction {
            client: self.clone(),
            parts: Vec::new(),
            // Made once: a retry with the same token has to be the same request.
            token: Token::Own(self.fresh().uuid_v4().to_string()),
            problem: None,
        }
    }
}

impl Transaction {
    /// Adds a write: an operation of a repository that is not awaited.
    pub fn and(mut self, operation: impl Transact) -> Self {
        match operation.into_write() {
            Ok(part) => self.parts.push(part),
            Err(error) => {
                self.problem.get_or_insert(error);
            }
        }
        self
    }

    /// Adds several writes of one kind.
    pub fn and_all<T: Transact>(self, operations: impl IntoIterator<Item = T>) -> Self {
        operations.into_iter().fold(self, Self::and)
    }

    /// Sets the token by which DynamoDB recognizes a retry of this transaction, for ten minutes: 1
    /// to 36 characters. For callers that repeat it themselves after a lost response, perhaps in
    /// another process. The writes must be the same then, ids and times included.
    ///
    /// Nothing is sent under another token. So a transaction with
    /// [unique](crate::ErrorKind::UniqueConflict) fields that meets other writes is not attempted
    /// again, but refused as retryable: nothing was written then, and it can be sent again under a
    /// new token.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        let token = token.into();
        if !(1..=MAX_TOKEN_CHARS).contains(&token.chars().count()) {
            self.problem.get_or_insert(Error::configuration(
                "the token of a transaction has 1 to 36 characters, which is DynamoDB's limit of \
                 `ClientRequestToken`: a UUID has as many",
            ));
        }
        self.token = Token::Given(token);
        self
    }

    /// Returns the number of writes.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Returns `true` if it has no writes. Committing it then sends nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Applies all writes, or none.
    ///
    /// # Errors
    /// [`ErrorKind::TransactionCanceled`] with a reason for each write that was refused. Before any
    /// request: the error of a write that cannot be made, [`ErrorKind::TooManyWrites`] beyond 100
    /// writes, [`ErrorKind::TransactionTooLarge`] beyond 4 MB, [`ErrorKind::Configuration`] for a
    /// token that is empty or too long, [`ErrorKind::OtherClient`] for a repository that uses
    /// another DynamoDB, [`ErrorKind::Hook`] when a hook refuses one, and
    /// [`ErrorKind::DuplicateKey`] for two writes of one item.
    pub async fn commit(self) -> Result<(), Error> {
        let Self {
            client,
            parts,
            token,
            problem,
        } = self;
        if let Some(problem) = problem {
            return Err(problem);
        }
        check_count(parts.len())?;
        let (writes, after_all) = crate::write::part::write_all(parts).await?;
        check_clients(&client, &writes)?;
        check_items(&writes)?;
        check_bytes(&writes)?;
        if writes.is_empty() {
            return Ok(());
        }
        unique::commit(&client, writes, token).await?;
        for after in after_all {
            after.await;
        }
        Ok(())
    }
}

fn check_count(writes: usize) -> Result<(), Error> {
    if writes <= MAX_TRANSACTION_ACTIONS {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooManyWrites {
        operations: writes,
        writes,
        limit: MAX_TRANSACTION_ACTIONS,
    }))
}

/// Refuses items that exceed the limit together.
fn check_bytes(writes: &[Planned]) -> Result<(), Error> {
    let bytes = writes.iter().map(Planned::least_bytes).sum();
    if bytes <= MAX_TRANSACTION_BYTES {
        return Ok(());
    }
    let limit = MAX_TRANSACTION_BYTES;
    Err(Error::new(ErrorKind::TransactionTooLarge { bytes, limit }))
}

/// Refuses writes of repositories that use another DynamoDB than the client that commits.
fn check_clients(client: &Client, writes: &[Planned]) -> Result<(), Error> {
    let mut writes = writes.iter();
    writes.try_for_each(|write| check_client(write.client(), client, write.model(), write.table()))
}

/// Refuses a repository whose client uses another DynamoDB than the one that sends.
pub(super) fn check_client(
    own: &Client,
    sending: &Client,
    model: &'static str,
    table: &str,
) -> Result<(), Error> {
    if own.meets(sending) {
        return Ok(());
    }
    let table = table.to_owned();
    Err(Error::new(ErrorKind::OtherClient { model, table }))
}

/// Refuses two writes of one item.
pub(super) fn check_items<'w>(writes: impl IntoIterator<Item = &'w Planned>) -> Result<(), Error> {
    let mut writes: Vec<_> = writes.into_iter().collect();
    writes.sort_unstable_by_key(|write| write.item());
    let twice = writes
        .array_windows()
        .find(|[first, second]| first.item() == second.item());
    let Some([write, _]) = twice else {
        return Ok(());
    };
    let (model, key) = (write.model(), write.key_text());
    Err(Error::new(ErrorKind::DuplicateKey { model, key }))
}

impl IntoFuture for Transaction {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.commit())
    }
}

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction")
            .field("writes", &self.parts)
            .finish_non_exhaustive()
    }
}
