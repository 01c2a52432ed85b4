//! Batches, and new items in transactions.

use dynamite::Client;
use dynamite_sample::models::{Lease, Stamp, Stamps, Vault, Voucher};

use super::{Result, of_kind};
use crate::answer::Answer;
use crate::command::{Batch, Draft};
use crate::spec::Kind;
use crate::subject::Subject;
use crate::value::Item;

pub(super) async fn batch(client: &Client, batch: &Batch) -> Result<Answer> {
    let stamps = Stamps::new(client);
    match batch {
        Batch::Put(items) => {
            let items: Vec<_> = items.iter().map(Stamp::from_item).collect();
            Ok(Answer::Count(stamps.put_many(items).await? as u64))
        }
        Batch::Delete(keys) => {
            let keys: Vec<_> = keys.iter().map(Stamp::key_from).collect();
            Ok(Answer::Count(stamps.delete_many(keys).await? as u64))
        }
        Batch::Create(kind, entities) => of_kind!(*kind, create(client, entities)),
        Batch::Build(kind, draft) => of_kind!(*kind, build(client, draft)),
    }
}

async fn create<M: Subject>(client: &Client, entities: &[Item]) -> Result<Answer> {
    let entities = entities.iter().map(M::from_item);
    let repo = M::repo(client);
    let none: [M::Draft; 0] = [];
    let created = repo
        .bulk_create(none)
        .and(entities.collect::<Vec<_>>())
        .await?;
    Ok(Answer::Items(created.iter().map(M::to_item).collect()))
}

async fn build<M: Subject>(client: &Client, draft: &Draft) -> Result<Answer> {
    Ok(Answer::Item(
        M::repo(client).build(M::draft(draft)).to_item(),
    ))
}
