//! The four models.

use dynamite::expr::Condition;
use dynamite::ops::{
    Bulk, Delete, Find, Get, GetMany, Lookup as LookupBy, Purge, Scan, Update, Updating,
};
use dynamite::{AnyVersion, Client};
use dynamite_sample::models::{
    Lease, LeaseDraft, LeaseKey, Leases, NewLease, NewStamp, NewVault, NewVoucher, Stamp,
    StampDraft, StampKey, Stamps, Vault, VaultDraft, VaultKey, Vaults, Voucher, VoucherDraft,
    VoucherKey, Vouchers,
};

use super::change::{act, change, copy, optional};
use super::condition::{compared, condition, sized, test, text_test};
use super::fields::{drafted, entity, fields_to_item};
use super::parts::{key_condition, key_in, lookups, target, whole_row, with_id};
use super::visible::see;
use super::{IndexQuery, Result, Soft, Subject, nested};
use crate::command::{Act, At, Change, Cond, Draft, Index, Lookup, Test, Visible};
use crate::run::pages;
use crate::spec::Kind;
use crate::time;
use crate::value::{Item, Value, n, s};

macro_rules! subject {
    (
        $model:ident in $module:ident: $repo:ident, $new:ident, $draft:ident;
        key $key:ident { $($attribute:literal => $field:ident ($read:expr, $write:expr)),* };
        given { $($given:ident: $given_name:literal $given_read:expr),* };
        kept { $($kept_name:literal => $kept:ident ($kept_read:expr, $kept_write:expr)),* };
        $(deleted $deleted_name:literal => $deleted:ident ($deleted_read:expr, $deleted_write:expr);)?
        lock $lock:ident; see $see:ident;
        indexes { $($index:ident => $query:ident ($($shown:literal $row_field:ident $row_write:expr),*)),* };
        lookups $lookups:ident;
    ) => {
        impl Subject for $model {
            const KIND: Kind = Kind::$model;
            type Repo = $repo;

            fn repo(client: &Client) -> $repo {
                $repo::new(client)
            }
            fn key_from(item: &Item) -> $key {
                $key { $($field: $read(&item[$attribute])),* }
            }
            fn key_item(key: &$key) -> Item {
                Item::from([$(($attribute.to_owned(), $write(&key.$field))),*])
            }
            fn from_item(item: &Item) -> Self {
                entity!($model, item, Self::KIND.spec(),
                    $($field: $read(&item[$attribute]),)*
                    $($kept: $kept_read(&item[$kept_name]),)*
                    $($deleted: item.get($deleted_name).map($deleted_read),)?
                )
            }
            fn to_item(&self) -> Item {
                let mut item = fields_to_item!(self, Self::KIND.spec());
                item.extend([$(($attribute.to_owned(), $write(&self.$field))),*]);
                $(item.insert($kept_name.to_owned(), $kept_write(&self.$kept));)*
                $(if let Some(time) = &self.$deleted {
                    item.insert($deleted_name.to_owned(), $deleted_write(time));
                })?
                item
            }
            fn draft(draft: &Draft) -> $draft {
                let item = &draft.fields;
                let new = $draft::from($new {
                    $($given: $given_read(draft.key.get($given_name).unwrap_or_else(|| &item[$given_name])),)*
                    owner: item["owner"].text(),
                    title: item["title"].text(),
                    email: item["email"].text(),
                });
                with_id!($model, drafted!(new, item, Self::KIND.spec()), draft)
            }
            fn update(repo: &$repo, key: &Item, version: Option<i128>) -> Update<Self> {
                target!($lock, repo.update, Self::key_from(key), version)
            }
            fn delete(repo: &$repo, key: &Item, version: Option<i128>) -> Delete<Self> {
                target!($lock, repo.delete, Self::key_from(key), version)
            }
            fn change(update: Update<Self>, change: &Change) -> Update<Self> {
                change!(update, change, $module, Self::KIND.spec())
            }
            fn change_all(update: Bulk<Self, Updating<Self>>, change: &Change) -> Bulk<Self, Updating<Self>> {
                change!(update, change, $module, Self::KIND.spec())
            }
            fn condition(condition: &Cond) -> Condition<Self> {
                match condition {
                    Cond::Every => Condition::every_item(),
                    Cond::Key(key) => key_condition!($module, key, $($attribute => $field ($read, $write)),*)
                        .unwrap_or_else(Condition::every_item),
                    Cond::KeyIn(key, name, values) => {
                        let isin = key_in!($module, *name, values, $($attribute => $field ($read, $write)),*);
                        match key_condition!($module, key, $($attribute => $field ($read, $write)),*) {
                            Some(fixed) => fixed.and(isin),
                            None => isin,
                        }
                    }
                    Cond::Is(at, test) => condition!(at, test, $module, Self::KIND.spec()),
                    Cond::Both(one, other) => Self::condition(one).and(Self::condition(other)),
                    Cond::Either(one, other) => Self::condition(one).or(Self::condition(other)),
                    Cond::Not(inner) => !Self::condition(inner),
                }
            }
            async fn titles(find: Find<Self>) -> Result<Vec<String>> {
                let titles = find.select((dynamite_sample::models::$module::title(),)).all().await?;
                Ok(titles.into_iter().map(|(title,)| title).collect())
            }
            see!($see);
            async fn index(repo: &$repo, query: &IndexQuery<'_>) -> Result<Vec<Item>> {
                match query.index {
                    $(Index::$index => {
                        pages(repo.$query(query.partition), query, |row| {
                            let key = Self::key_item(&$key::from(row));
                            let shown = key.into_iter()
                                $(.chain($row_write(&row.$row_field).map(|it| ($shown.to_owned(), it))))*;
                            whole_row!($index, row, shown.collect::<Item>())
                        }).await
                    })*
                    other => unreachable!("{other:?} is no index of {:?}", Self::KIND),
                }
            }
            lookups!($lookups, $repo);
        }
    };
}

subject! {
    Stamp in stamp: Stamps, NewStamp, StampDraft;
    key StampKey {
        "album" => album (nested::text, nested::text_value),
        "place" => place (nested::int::<u32>, nested::int_value)
    };
    given { album: "album" nested::text, place: "place" nested::int::<u32> };
    kept {};
    lock unlocked; see hard;
    indexes {
        Primary => query (),
        ByOwner => by_owner ("owner" owner (|it| Some(s(it))), "title" title (|it| Some(s(it))), "n" count (|it: &i32| Some(n(*it)))),
        ByRank => by_rank ("owner" owner (|it| Some(s(it))), "rank" rank (|it: &u16| Some(n(*it)))),
        ByTitle => by_title (),
        ByCount => by_count ("n" count (|it: &i32| Some(n(*it))), "l" label (|it: &Option<String>| it.as_ref().map(s)))
    };
    lookups none;
}

subject! {
    Voucher in voucher: Vouchers, NewVoucher, VoucherDraft;
    key VoucherKey { "id" => id (nested::ulid, nested::ulid_value) };
    given {};
    kept {
        "updated_at" => updated_at (nested::iso, nested::iso_value),
        "version" => version (nested::int::<u64>, nested::int_value)
    };
    lock u64; see hard;
    indexes {
        ByOwner => by_owner ("owner" owner (|it| Some(s(it))), "title" title (|it| Some(s(it))), "n" count (|it: &i32| Some(n(*it)))),
        ByRank => by_rank ("owner" owner (|it| Some(s(it))), "rank" rank (|it: &u16| Some(n(*it)))),
        ByTitle => by_title ()
    };
    lookups hard;
}

subject! {
    Lease in lease: Leases, NewLease, LeaseDraft;
    key LeaseKey {
        "room" => room (nested::text, nested::text_value),
        "f" => from (nested::iso, nested::iso_value)
    };
    given { room: "room" nested::text, from: "f" nested::iso };
    kept {};
    deleted "deleted_at" => deleted_at (nested::millis, nested::millis_value);
    lock unlocked; see soft;
    indexes {
        Primary => query (),
        ByOwner => by_owner ("owner" owner (|it| Some(s(it))), "title" title (|it| Some(s(it))), "n" count (|it: &i32| Some(n(*it)))),
        ByRank => by_rank ("owner" owner (|it| Some(s(it))), "rank" rank (|it: &u16| Some(n(*it)))),
        ByTitle => by_title (),
        Bin => bin ()
    };
    lookups soft;
}

subject! {
    Vault in vault: Vaults, NewVault, VaultDraft;
    key VaultKey { "name" => name (nested::text, nested::text_value) };
    given { name: "name" nested::text };
    kept {
        "changed_at" => changed_at (nested::seconds, nested::seconds_value),
        "v" => revision (nested::int::<i32>, nested::int_value)
    };
    deleted "deleted_at" => deleted_at (nested::iso, nested::iso_value);
    lock i32; see soft;
    indexes {
        ByOwner => by_owner ("owner" owner (|it| Some(s(it))), "title" title (|it| Some(s(it))), "n" count (|it: &i32| Some(n(*it)))),
        ByRank => by_rank ("owner" owner (|it| Some(s(it))), "rank" rank (|it: &u16| Some(n(*it)))),
        ByTitle => by_title ()
    };
    lookups soft;
}

macro_rules! soft {
    ($model:ident, $repo:ident, $lock:ident) => {
        impl Soft for $model {
            fn purge(repo: &$repo, key: &Item, version: Option<i128>) -> Purge<Self> {
                target!($lock, repo.purge, Self::key_from(key), version)
            }
            fn restore(
                repo: &$repo,
                key: &Item,
                version: Option<i128>,
            ) -> dynamite::ops::Restore<Self> {
                target!($lock, repo.restore, Self::key_from(key), version)
            }
        }
    };
}

soft!(Lease, Leases, unlocked);
soft!(Vault, Vaults, i32);
