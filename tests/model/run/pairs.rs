//! Pairs of vaults and vouchers.

use dynamite::{Client, Ulid};
use dynamite_sample::models::{Deposit, DepositKey, NewDeposit, Vaults, vault as field};

use super::Result;
use crate::answer::Answer;
use crate::command::PairWrite;
use crate::subject::nested;
use crate::value::{Item, n, s};

pub(super) async fn pair(client: &Client, pair: &PairWrite) -> Result<Answer> {
    let vaults = Vaults::new(client);
    match pair {
        PairWrite::Attach(vault, voucher) => {
            let pair = vaults
                .attach(field::vouchers(), vault.as_str(), id(voucher))
                .await?;
            Ok(Answer::Item(item(&pair)))
        }
        PairWrite::AttachWith(vault, voucher, weight) => {
            let pair = NewDeposit {
                vault: vault.clone(),
                voucher: id(voucher),
            };
            let pair = pair.weight(*weight);
            let pair = vaults.attach_with(field::vouchers(), pair).await?;
            Ok(Answer::Item(item(&pair)))
        }
        PairWrite::Detach(vault, voucher) => {
            let pair = vaults
                .detach(field::vouchers(), vault.as_str(), id(voucher))
                .return_old()
                .await?;
            Ok(Answer::Maybe(pair.as_ref().map(item)))
        }
        PairWrite::Sync {
            vault,
            vouchers,
            in_chunks,
        } => {
            let vouchers: Vec<_> = vouchers.iter().map(|it| id(it)).collect();
            let sync = vaults.sync(field::vouchers(), vault.as_str(), vouchers);
            let synced = if *in_chunks {
                sync.in_chunks().await?
            } else {
                sync.await?
            };
            Ok(Answer::Synced {
                attached: synced.attached.iter().map(key).collect(),
                detached: synced.detached.iter().map(key).collect(),
            })
        }
    }
}

fn id(voucher: &str) -> Ulid {
    nested::ulid(&s(voucher))
}

fn key(key: &DepositKey) -> Item {
    Item::from([
        ("vault".to_owned(), s(&key.vault)),
        ("w".to_owned(), s(key.voucher.to_string())),
    ])
}

fn item(pair: &Deposit) -> Item {
    let mut item = key(&pair.into());
    item.insert("weight".to_owned(), n(pair.weight));
    item
}
