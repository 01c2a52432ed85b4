//! Vouchers that lie in vaults.

use std::collections::BTreeSet;

use super::State;
use crate::answer::{Answer, Expected};
use crate::command::PairWrite;
use crate::spec::Kind;
use crate::value::{Item, n, s};

/// The key of a pair.
pub(crate) fn pair_key(vault: &str, voucher: &str) -> Item {
    Item::from([("vault".to_owned(), s(vault)), ("w".to_owned(), s(voucher))])
}

impl State {
    pub(super) fn pair(&mut self, pair: &PairWrite) -> Expected {
        match pair {
            PairWrite::Attach(vault, voucher) => self.attach(vault, voucher, 1),
            PairWrite::AttachWith(vault, voucher, weight) => self.attach(vault, voucher, *weight),
            PairWrite::Detach(vault, voucher) => {
                let key = pair_key(vault, voucher);
                let stored = self.get(Kind::Deposit, &key).cloned();
                self.put(Kind::Deposit, key, None);
                Expected::Ok(Answer::Maybe(stored))
            }
            PairWrite::Sync {
                vault, vouchers, ..
            } => self.sync(vault, vouchers),
        }
    }

    /// A pair that is there already stays as it is.
    fn attach(&mut self, vault: &str, voucher: &str, weight: u32) -> Expected {
        let key = pair_key(vault, voucher);
        let stored = self.get(Kind::Deposit, &key).cloned();
        let pair = stored.unwrap_or_else(|| {
            let mut pair = key.clone();
            pair.insert("weight".to_owned(), n(weight));
            pair
        });
        self.put(Kind::Deposit, key, Some(pair.clone()));
        Expected::Ok(Answer::Item(pair))
    }

    fn sync(&mut self, vault: &str, vouchers: &[String]) -> Expected {
        let wanted: BTreeSet<_> = vouchers.iter().map(|it| pair_key(vault, it)).collect();
        let spec = Kind::Deposit.spec();
        let there = self
            .items(Kind::Deposit)
            .filter(|item| item["vault"] == s(vault));
        let there: BTreeSet<_> = there.map(|item| spec.key_of(item)).collect();
        let attached: BTreeSet<_> = wanted.difference(&there).cloned().collect();
        let detached: BTreeSet<_> = there.difference(&wanted).cloned().collect();
        for key in &attached {
            let mut pair = key.clone();
            pair.insert("weight".to_owned(), n(1));
            self.put(Kind::Deposit, key.clone(), Some(pair));
        }
        for key in &detached {
            self.put(Kind::Deposit, key.clone(), None);
        }
        Expected::Ok(Answer::Synced { attached, detached })
    }
}
