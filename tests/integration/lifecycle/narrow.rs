//! Indexes that project less than everything know what is deleted, and which version it is.

use dynamite::model::Projection;
use dynamite_sample::models::{Chapters, NewChapter, note, tables};

use super::{DOCUMENTS, known};
use crate::support::Bed;

#[test]
fn the_time_of_deletion_and_the_version_are_projected_without_being_asked_for() {
    let projection = |name: &str| {
        let index = tables::NOTES
            .indexes
            .iter()
            .find(|index| index.name == name);
        index.unwrap().projection
    };
    assert_eq!(
        projection("by_author"),
        Projection::Include(&["title", "deleted_at", "version"])
    );
    assert_eq!(projection("by_title"), Projection::All);
    assert_eq!(
        projection("trash"),
        Projection::Include(&["title", "version"])
    );
}

#[tokio::test]
async fn a_row_can_be_written_with_the_version_it_has() {
    let (_bed, notes, note) = known().await;
    let row = notes.by_author("ada").first().await.unwrap().unwrap();
    let update = notes.update((&row, row.version)).add(note::likes(), 1);
    assert_eq!(update.await.unwrap().likes, 1);
    let update = notes.update((&row, row.version)).add(note::likes(), 1);
    assert!(update.await.unwrap_err().is_version_conflict());
    assert_eq!(notes.get(&note).await.unwrap().unwrap().version, 2);
}

#[tokio::test]
async fn an_index_by_the_time_of_deletion_holds_what_is_deleted() {
    let (_bed, notes, note) = known().await;
    assert_eq!(notes.trash("ada").all().await.unwrap(), []);
    let deleted = notes.delete(&note).return_new().await.unwrap().unwrap();
    let at = deleted.deleted_at.unwrap();

    let rows = notes.trash("ada").sort_le(at).all().await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].deleted_at, rows[0].version), (at, 2));
    assert_eq!(notes.trash("ada").only_deleted().all().await.unwrap(), rows);
    assert_eq!(notes.trash("ada").with_deleted().all().await.unwrap(), rows);
    assert_eq!(notes.by_author("ada").all().await.unwrap(), []);

    for row in rows {
        notes
            .purge((&row, row.version))
            .return_old()
            .await
            .unwrap()
            .unwrap();
    }
    assert_eq!(notes.trash("ada").all().await.unwrap(), []);
    assert_eq!(notes.scan().with_deleted().all().await.unwrap(), []);
}

#[tokio::test]
async fn a_local_index_hides_what_is_deleted() {
    let bed = Bed::with(DOCUMENTS).await;
    let chapters = Chapters::new(&bed.db);
    for number in 1..=3 {
        let new = NewChapter {
            book: "dunes".to_owned(),
            number,
            title: "Sand".to_owned(),
        };
        chapters.create(new.words(u64::from(number))).await.unwrap();
    }
    chapters.delete(("dunes", 2_u32)).await.unwrap();
    let rows = chapters.by_words("dunes").consistent().all().await.unwrap();
    assert_eq!(
        rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 3]
    );
    let rows = chapters.query("dunes").only_deleted().all().await.unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2]);
}
