//! Doing the commands.

mod batches;
mod failure;
mod filtered;
mod paging;
mod pairs;
mod reads;
mod transaction;
mod whole;
mod writes;

use dynamite::Client;

use crate::answer::{Answer, Observed};
use crate::bed::Bed;
use crate::command::Command;

pub(crate) use paging::pages;

type Result<T> = std::result::Result<T, dynamite::Error>;

/// Calls a function of the model of a kind.
macro_rules! of_kind {
    ($kind:expr, $function:ident ( $($argument:expr),* )) => {
        match $kind {
            Kind::Stamp => $function::<Stamp>($($argument),*).await,
            Kind::Voucher => $function::<Voucher>($($argument),*).await,
            Kind::Lease => $function::<Lease>($($argument),*).await,
            Kind::Vault => $function::<Vault>($($argument),*).await,
            Kind::Deposit => unreachable!("pairs have commands of their own"),
        }
    };
}

/// The same of a model with soft delete.
macro_rules! of_soft_kind {
    ($kind:expr, $function:ident ( $($argument:expr),* )) => {
        match $kind {
            Kind::Lease => $function::<Lease>($($argument),*).await,
            Kind::Vault => $function::<Vault>($($argument),*).await,
            other => unreachable!("{other:?} has no soft delete"),
        }
    };
}

use {of_kind, of_soft_kind};

/// Does a command through a client.
pub(crate) async fn run(client: &Client, bed: &Bed, command: &Command) -> Observed {
    match perform(client, bed, command).await {
        Ok(answer) => Observed::Ok(answer),
        Err(error) => Observed::Failed(failure::of(error)),
    }
}

async fn perform(client: &Client, bed: &Bed, command: &Command) -> Result<Answer> {
    match command {
        Command::Write(write) => writes::write(client, write).await,
        Command::Transaction { writes, token } => {
            transaction::commit(client, writes, token.as_deref()).await
        }
        Command::Batch(batch) => batches::batch(client, batch).await,
        Command::Filtered(filtered) => filtered::filtered(client, filtered).await,
        Command::Pair(pair) => pairs::pair(client, pair).await,
        Command::Read(read) => reads::read(client, read).await,
        Command::Foreign(foreign) => {
            bed.foreign(foreign).await;
            Ok(Answer::Nothing)
        }
    }
}
