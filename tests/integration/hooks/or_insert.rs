//! Hooks of updates that insert an item if there is none.

use dynamite::{AnyVersion, ErrorKind, Ulid};
use dynamite_sample::models::note;

use super::recorder::Recorder;
use super::{ALL, called, new_note, notes};
use crate::support::Bed;

/// What is done is what hooks see.
#[tokio::test]
async fn hooks_see_the_update_and_the_creation() {
    let bed = Bed::with(ALL).await;
    let recorder = Recorder::default();
    let notes = notes(&bed.db, &recorder);
    let like = |id: Ulid| {
        let update = notes.update(id.any_version()).add(note::likes(), 1);
        update.or_insert(new_note("plan").id(id))
    };
    let id = Ulid::generate();
    recorder.fail("before_create");
    let error = like(id).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Hook { .. }), "{error}");
    called(&recorder, ["before_update likes", "before_create Note"]);
    assert_eq!(notes.get(id).await.unwrap(), None);

    assert_eq!(like(id).await.unwrap().likes, 1);
    let created = [
        "before_update likes",
        "before_create Note",
        "after_create Note",
    ];
    called(&recorder, created);
    assert_eq!(like(id).await.unwrap().likes, 2);
    called(&recorder, ["before_update likes", "after_update likes"]);

    // There it is one write.
    let like = like(Ulid::generate());
    bed.db.transaction().and(like).commit().await.unwrap();
    called(&recorder, ["before_update likes", "after_update likes"]);
}
