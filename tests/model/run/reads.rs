//! Reads.

use dynamite::{Client, ErrorKind};
use dynamite_sample::models::{Lease, Stamp, Vault, Vaults, Voucher, vault as field};

use super::{Result, of_kind};
use crate::answer::Answer;
use crate::command::{Cond, Read, Visible};
use crate::spec::Kind;
use crate::subject::{IndexQuery, Subject};
use crate::value::{Item, n};

pub(super) async fn read(client: &Client, read: &Read) -> Result<Answer> {
    match read {
        Read::Include(vault) => include(client, vault).await,
        Read::Get(kind, ..)
        | Read::GetMany(kind, ..)
        | Read::TransactGet(kind, _)
        | Read::Find(kind, ..)
        | Read::Scan(kind, ..)
        | Read::Index { kind, .. }
        | Read::Lookup(kind, ..) => of_kind!(*kind, of_one_model(client, read)),
    }
}

async fn of_one_model<M: Subject>(client: &Client, read: &Read) -> Result<Answer> {
    let repo = M::repo(client);
    match read {
        Read::Get(_, key, visible) => {
            let get = M::see_one(repo.get(M::key_from(key)), *visible);
            let item = get.consistent().await?;
            Ok(Answer::Maybe(item.map(|item| item.to_item())))
        }
        Read::GetMany(_, keys, visible) => {
            let get = repo.get_many(keys.iter().map(M::key_from));
            let items = M::see_many(get, *visible).consistent().await?;
            Ok(each(&items))
        }
        Read::TransactGet(_, keys) => {
            let gets: Vec<_> = keys.iter().map(|key| repo.get(M::key_from(key))).collect();
            Ok(each(&client.transact_get(gets).await?))
        }
        Read::Find(_, condition, visible) => find::<M>(&repo, condition, *visible).await,
        Read::Scan(_, filter, visible) => scan::<M>(&repo, filter.as_ref(), *visible).await,
        Read::Index {
            index,
            partition,
            descending,
            page,
            filter,
            ..
        } => {
            let query = IndexQuery {
                index: *index,
                partition,
                descending: *descending,
                page: *page,
                filter: filter.as_ref(),
            };
            let items = M::index(&repo, &query).await?;
            Ok(query.answer(M::KIND, items))
        }
        Read::Lookup(_, lookup, visible) => match M::lookup(&repo, lookup, *visible) {
            Some(lookup) => Ok(Answer::Maybe(lookup.await?.map(|item| item.to_item()))),
            None => unreachable!("{:?} has no unique fields", M::KIND),
        },
        Read::Include(_) => unreachable!("an include is of vaults"),
    }
}

fn each<M: Subject>(items: &[Option<M>]) -> Answer {
    let items = items.iter().map(|item| item.as_ref().map(M::to_item));
    Answer::Each(items.collect())
}

async fn scan<M: Subject>(
    repo: &M::Repo,
    filter: Option<&Cond>,
    visible: Visible,
) -> Result<Answer> {
    let scan = M::see_all(repo.scan(), visible);
    let scan = match filter {
        Some(condition) => scan.filter(M::condition(condition)),
        None => scan,
    };
    let items = scan.all().await?;
    Ok(Answer::Bag(items.iter().map(M::to_item).collect()))
}

/// What a condition finds, in each of the ways to ask for it; by a scan, if no other access path
/// answers it.
async fn find<M: Subject>(repo: &M::Repo, condition: &Cond, visible: Visible) -> Result<Answer> {
    let find = || M::see_found(repo.find(M::condition(condition)), visible);
    let error = match found(find).await {
        Err(error) if needs_scan(&error) => error,
        other => return other,
    };
    let refused = [
        find().count().await.is_err(),
        find().exists().await.is_err(),
        M::titles(find()).await.is_err(),
    ];
    assert_eq!(refused, [true; 3], "`all()` is refused: {error}");
    match found(|| find().scan()).await {
        Err(error) if needs_scan(&error) => {
            let items = M::see_all(repo.scan(), visible).filter(M::condition(condition));
            let items: Vec<_> = items.all().await?.iter().map(M::to_item).collect();
            Ok(Answer::Found {
                count: items.len() as u64,
                exists: !items.is_empty(),
                titles: items.iter().map(|item| item["title"].text()).collect(),
                items,
            })
        }
        other => other,
    }
}

async fn found<M: Subject>(find: impl Fn() -> dynamite::ops::Find<M>) -> Result<Answer> {
    let items = find().all().await?;
    Ok(Answer::Found {
        items: items.iter().map(M::to_item).collect(),
        count: find().count().await?,
        exists: find().exists().await?,
        titles: M::titles(find()).await?,
    })
}

fn needs_scan(error: &dynamite::Error) -> bool {
    let kind = error.kind();
    matches!(kind, ErrorKind::WouldScan { .. } | ErrorKind::AccessPath(_))
}

async fn include(client: &Client, vault: &str) -> Result<Answer> {
    let read = Vaults::new(client)
        .get(vault)
        .consistent()
        .include(field::leases())
        .include(field::stamps())
        .include(field::vouchers().with_join())
        .await?;
    Ok(Answer::Tree(read.map(
        |(vault, leases, stamps, vouchers)| {
            let vouchers = vouchers.iter().map(|(voucher, deposit)| {
                let mut item: Item = voucher.to_item();
                item.insert("weight".to_owned(), n(deposit.weight));
                item
            });
            let related = [
                leases.iter().map(Subject::to_item).collect(),
                stamps.iter().map(Subject::to_item).collect(),
                vouchers.collect(),
            ];
            (vault.to_item(), related)
        },
    )))
}
