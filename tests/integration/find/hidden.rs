//! What is soft-deleted is not found, unless it is asked for.

use dynamite::AnyVersion as _;
use dynamite_sample::models::{NewNote, Note, Notes, note};
use dynamite_testkit::Operation;

use super::DOCUMENTS;
use crate::support::Proxied;

/// Three notes of Ada, of which the second is deleted.
async fn notes() -> (Proxied, Notes, Vec<Note>) {
    let bed = Proxied::with(DOCUMENTS).await;
    let notes = Notes::new(&bed.db);
    let mut all = Vec::new();
    for likes in 0..3 {
        let new = NewNote {
            author: "ada".to_owned(),
            title: "plan".to_owned(),
        };
        all.push(notes.create(new.likes(likes)).await.unwrap());
    }
    let deleted = notes
        .delete(all[1].id.any_version())
        .return_new()
        .await
        .unwrap();
    all[1] = deleted.unwrap();
    (bed, notes, all)
}

fn index(bed: &Proxied) -> String {
    let log = bed.proxy.log();
    let query = log.iter().rev().find(|it| it.operation == Operation::Query);
    query.unwrap().body["IndexName"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn through_every_kind_of_way() {
    let (_bed, notes, all) = notes().await;
    let live = [all[0].clone(), all[2].clone()];
    // Through an index that holds less, by key, and by a scan.
    let of_ada = note::author().eq("ada");
    assert_eq!(notes.find(of_ada.clone()).all().await.unwrap(), live);
    let ids = note::id().is_in(all.iter().map(|note| note.id));
    assert_eq!(notes.find(ids.clone()).all().await.unwrap(), live);
    let deleted = notes.find(note::id().eq(all[1].id));
    assert_eq!(deleted.clone().first().await.unwrap(), None);
    let rows = notes.find(of_ada.clone()).rows::<note::ByAuthor>();
    assert_eq!(rows.count().await.unwrap(), 2);
    let scan = notes.find(note::likes().ge(0)).scan();
    assert_eq!(scan.count().await.unwrap(), 2);

    assert_eq!(
        notes.find(ids.clone()).with_deleted().all().await.unwrap(),
        all
    );
    let only = notes.find(ids).only_deleted().all().await.unwrap();
    assert_eq!(only, all[1..2]);
    let found = deleted.with_deleted().first().await.unwrap();
    assert_eq!(found.as_ref(), Some(&all[1]));
}

#[tokio::test]
async fn an_index_of_what_is_deleted_is_taken_for_nothing_else() {
    let (bed, notes, all) = notes().await;
    let of_ada = || notes.find(note::author().eq("ada"));
    assert_eq!(of_ada().all().await.unwrap().len(), 2);
    assert_eq!(index(&bed), "by_author");
    assert_eq!(of_ada().with_deleted().all().await.unwrap().len(), 3);
    assert_eq!(index(&bed), "by_author");
    let only = of_ada().only_deleted().all().await.unwrap();
    assert_eq!(only, all[1..2]);
    assert_eq!(index(&bed), "trash");
}
