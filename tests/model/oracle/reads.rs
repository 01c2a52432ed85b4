//! What reads return.

use super::{State, guards, holds};
use crate::answer::{Answer, Expected};
use crate::command::{Cond, Index, Lookup, Read, Visible};
use crate::spec::{Kind, Spec};
use crate::value::{Item, Value, n, s};

/// Whether a read that asks for this sees an item.
pub(crate) fn is_visible(spec: &Spec, item: &Item, visible: Visible) -> bool {
    match visible {
        Visible::All => true,
        Visible::Live => !spec.is_deleted(item),
        Visible::Deleted => spec.is_deleted(item),
    }
}

impl Index {
    /// The partition key and the sort key.
    pub(crate) fn keys(self, kind: Kind) -> (&'static str, Option<&'static str>) {
        let key = kind.spec().key;
        match self {
            Self::Primary => (key[0], key.get(1).copied()),
            Self::ByOwner => ("owner", Some("title")),
            Self::ByRank => ("owner", Some("rank")),
            Self::ByTitle => ("title", None),
            Self::ByCount => (key[0], Some("n")),
            Self::Bin => ("owner", Some("deleted_at")),
        }
    }

    /// What the test looks at in a row, beside the key of the item; `None` for all of it.
    pub(crate) fn shown(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Primary | Self::ByTitle | Self::Bin => None,
            Self::ByOwner => Some(&["owner", "title", "n"]),
            Self::ByRank => Some(&["owner", "rank"]),
            Self::ByCount => Some(&["n", "l"]),
        }
    }

    /// A row of the index, as far as the test looks at it.
    pub(crate) fn row(self, spec: &Spec, item: &Item) -> Item {
        let mut row = spec.read(item);
        if let Some(shown) = self.shown() {
            row.retain(|name, _| {
                shown.contains(&name.as_str()) || spec.key.contains(&name.as_str())
            });
        }
        row
    }
}

impl State {
    pub(super) fn read(&self, read: &Read) -> Expected {
        Expected::Ok(match read {
            Read::Get(kind, key, visible) => Answer::Maybe(self.visible(*kind, key, *visible)),
            Read::GetMany(kind, keys, visible) => {
                let items = keys.iter().map(|key| self.visible(*kind, key, *visible));
                Answer::Each(items.collect())
            }
            Read::TransactGet(kind, keys) => {
                let items = keys
                    .iter()
                    .map(|key| self.visible(*kind, key, Visible::Live));
                Answer::Each(items.collect())
            }
            Read::Find(kind, condition, visible) => self.find(*kind, condition, *visible),
            Read::Scan(kind, filter, visible) => {
                let filter = filter.as_ref().unwrap_or(&Cond::Every);
                Answer::Bag(self.matching(*kind, filter, *visible))
            }
            Read::Index {
                kind,
                index,
                partition,
                descending,
                filter,
                ..
            } => self.index(*kind, *index, partition, *descending, filter.as_ref()),
            Read::Lookup(kind, lookup, visible) => {
                Answer::Maybe(self.lookup(*kind, lookup, *visible))
            }
            Read::Include(vault) => Answer::Tree(self.tree(vault)),
        })
    }

    fn visible(&self, kind: Kind, key: &Item, visible: Visible) -> Option<Item> {
        let spec = kind.spec();
        let stored = self.get(kind, key)?;
        is_visible(spec, stored, visible).then(|| spec.read(stored))
    }

    fn matching(&self, kind: Kind, filter: &Cond, visible: Visible) -> Vec<Item> {
        let spec = kind.spec();
        let items = self.items(kind);
        items
            .filter(|item| is_visible(spec, item, visible) && holds(filter, item))
            .map(|item| spec.read(item))
            .collect()
    }

    fn find(&self, kind: Kind, condition: &Cond, visible: Visible) -> Answer {
        let items = self.matching(kind, condition, visible);
        let mut titles: Vec<_> = items.iter().map(|item| item["title"].text()).collect();
        titles.sort();
        Answer::Found {
            count: items.len() as u64,
            exists: !items.is_empty(),
            titles,
            items,
        }
    }

    fn index(
        &self,
        kind: Kind,
        index: Index,
        partition: &str,
        descending: bool,
        filter: Option<&Cond>,
    ) -> Answer {
        let spec = kind.spec();
        let (partition_key, sort_key) = index.keys(kind);
        let visible = if index == Index::Bin {
            Visible::Deleted
        } else {
            Visible::Live
        };
        let is_in = |item: &&Item| {
            item.get(partition_key) == Some(&s(partition))
                && sort_key.is_none_or(|key| item.get(key).is_some_and(|it| *it != Value::Null))
        };
        let items = self.items(kind).filter(is_in);
        let items = items.filter(|item| is_visible(spec, item, visible));
        let items = items.filter(|item| filter.is_none_or(|filter| holds(filter, item)));
        let mut items: Vec<_> = items.collect();
        if let Some(key) = sort_key {
            items.sort_by_key(|item| &item[key]);
        }
        if descending {
            items.reverse();
        }
        Answer::Ordered {
            by: sort_key,
            items: items.into_iter().map(|it| index.row(spec, it)).collect(),
        }
    }

    fn lookup(&self, kind: Kind, lookup: &Lookup, visible: Visible) -> Option<Item> {
        let spec = kind.spec();
        let probe = match lookup {
            Lookup::Email(email) => Item::from([("email".into(), s(email.trim().to_lowercase()))]),
            Lookup::Badge(badge) => Item::from([("badge".into(), n(*badge))]),
            Lookup::OwnerNick(owner, nick) => {
                Item::from([("owner".into(), s(owner)), ("nick".into(), s(nick))])
            }
        };
        let guard = guards::held(spec, &probe);
        let mut items = self.items(kind);
        let item = items.find(|item| guards::held(spec, item).contains(&guard[0]))?;
        is_visible(spec, item, visible).then(|| spec.read(item))
    }

    fn tree(&self, vault: &str) -> Option<(Item, [Vec<Item>; 3])> {
        let key = Item::from([("name".to_owned(), s(vault))]);
        let root = self.visible(Kind::Vault, &key, Visible::Live)?;
        let live = |kind| self.matching(kind, &Cond::Every, Visible::Live).into_iter();
        let leases = live(Kind::Lease).filter(|item| item["room"] == s(vault));
        let stamps = live(Kind::Stamp).filter(|item| item["owner"] == s(vault));
        let vouchers = self
            .items(Kind::Deposit)
            .filter(|it| it["vault"] == s(vault));
        let vouchers = vouchers.filter_map(|pair| {
            let key = Item::from([("id".to_owned(), pair["w"].clone())]);
            let mut voucher = self.visible(Kind::Voucher, &key, Visible::Live)?;
            voucher.insert("weight".to_owned(), pair["weight"].clone());
            Some(voucher)
        });
        let related = [leases.collect(), stamps.collect(), vouchers.collect()];
        Some((root, related))
    }
}
