//! Reading leaves out what is deleted, everywhere, and says what is asked for.

use dynamite::CursorProblem;
use dynamite::ErrorKind;
use dynamite_sample::models::{Note, Notes, note};
use futures_util::TryStreamExt as _;

use super::{DOCUMENTS, known, new_note, now};
use crate::support::{Bed, raw_put, s};

/// Notes called `0` to `5` by one author, of which the odd ones are deleted.
async fn notes() -> (Bed, Notes, Vec<Note>) {
    let bed = Bed::with(DOCUMENTS).await;
    let notes = Notes::new(&bed.db);
    let mut all = Vec::new();
    for number in 0..6 {
        let new = new_note(&number.to_string()).likes(number);
        let note = notes.create(new).await.unwrap();
        let deleted = match number % 2 {
            1 => notes.delete(&note).return_new().await.unwrap(),
            _ => None,
        };
        all.push(deleted.unwrap_or(note));
    }
    (bed, notes, all)
}

fn titles<'n>(notes: impl IntoIterator<Item = &'n Note>) -> Vec<&'n str> {
    let mut titles: Vec<_> = notes.into_iter().map(|note| note.title.as_str()).collect();
    titles.sort_unstable();
    titles
}

const LIVE: [&str; 3] = ["0", "2", "4"];
const DELETED: [&str; 3] = ["1", "3", "5"];
const ALL: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

#[tokio::test]
async fn get_shows_what_is_asked_for() {
    let (_bed, notes, all) = notes().await;
    for note in &all {
        let is_deleted = note.deleted_at.is_some();
        let live = notes.get(note).await.unwrap();
        assert_eq!(live.as_ref(), (!is_deleted).then_some(note));
        let deleted = notes.get(note).only_deleted().await.unwrap();
        assert_eq!(deleted.as_ref(), is_deleted.then_some(note));
        let any = notes.get(note).with_deleted().consistent().await.unwrap();
        assert_eq!(any.as_ref(), Some(note));
        match notes.get(note).required().await {
            Ok(required) => assert_eq!(required, *note),
            Err(error) => assert!(is_deleted && error.is_not_found(), "{error}"),
        }
        // Also where the time of deletion is not among what is selected.
        let title = notes.get(note).select((note::title(),)).await.unwrap();
        assert_eq!(title, (!is_deleted).then(|| (note.title.clone(),)));
        let time = notes.get(note).only_deleted().select((note::deleted_at(),));
        assert_eq!(
            time.await.unwrap(),
            is_deleted.then_some((note.deleted_at,))
        );
    }
}

#[tokio::test]
async fn get_many_has_none_where_an_item_is_not_shown() {
    let (_bed, notes, all) = notes().await;
    let there =
        |read: Vec<Option<Note>>| -> Vec<bool> { read.iter().map(Option::is_some).collect() };
    let read = notes.get_many(&all).await.unwrap();
    assert_eq!(there(read), [true, false, true, false, true, false]);
    let read = notes.get_many(&all).only_deleted().await.unwrap();
    assert_eq!(there(read), [false, true, false, true, false, true]);
    let read = notes.get_many(&all).with_deleted().await.unwrap();
    assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), all);
}

#[tokio::test]
async fn a_transactional_read_shows_what_its_gets_show() {
    let (bed, notes, all) = notes().await;
    let read = bed.db.transact_get((
        notes.get(&all[0]),
        notes.get(&all[1]),
        notes.get(&all[3]).with_deleted(),
        notes.get(&all[5]).select((note::title(),)),
        notes.get(&all[2]).only_deleted(),
    ));
    let (live, hidden, shown, selected, not_deleted) = read.await.unwrap();
    assert_eq!(live.as_ref(), Some(&all[0]));
    assert_eq!((hidden, selected, not_deleted), (None, None, None));
    assert_eq!(shown.as_ref(), Some(&all[3]));
}

#[tokio::test]
async fn query_and_scan_show_what_is_asked_for() {
    let (_bed, notes, all) = notes().await;
    let by_author = || notes.by_author("ada");
    let ids = async |query: dynamite::ops::Query<note::ByAuthor>| -> Vec<_> {
        let rows = query.all().await.unwrap();
        rows.into_iter().map(|row| row.title).collect()
    };
    assert_eq!(ids(by_author()).await, LIVE);
    assert_eq!(ids(by_author().only_deleted()).await, DELETED);
    assert_eq!(ids(by_author().with_deleted()).await, ALL);

    assert_eq!(titles(&notes.scan().all().await.unwrap()), LIVE);
    assert_eq!(
        titles(&notes.scan().only_deleted().all().await.unwrap()),
        DELETED
    );
    assert_eq!(
        titles(&notes.scan().with_deleted().all().await.unwrap()),
        ALL
    );
    let parallel = notes.scan().segments(3).all().await.unwrap();
    assert_eq!(titles(&parallel), LIVE);

    for note in &all {
        let found = notes.by_title(note.title.as_str()).all().await.unwrap();
        let is_live = note.deleted_at.is_none();
        assert_eq!(found.first(), is_live.then_some(note));
        let found = notes.by_title(note.title.as_str()).with_deleted().first();
        assert_eq!(found.await.unwrap().as_ref(), Some(note));
    }
}

#[tokio::test]
async fn a_filter_and_a_selection_of_the_user_stay_what_they_are() {
    let (_bed, notes, _) = notes().await;
    let either = note::likes().lt(2).or(note::likes().gt(3));
    let found = notes.scan().filter(either.clone()).all().await.unwrap();
    assert_eq!(titles(&found), ["0", "4"]);
    let found = notes
        .scan()
        .filter(either)
        .only_deleted()
        .all()
        .await
        .unwrap();
    assert_eq!(titles(&found), ["1", "5"]);
    let selected = notes.by_author("ada").select((note::title(),)).all().await;
    let selected: Vec<_> = selected
        .unwrap()
        .into_iter()
        .map(|(title,)| title)
        .collect();
    assert_eq!(selected, LIVE);
}

#[tokio::test]
async fn hidden_items_do_not_count_towards_a_limit() {
    let (_bed, notes, _) = notes().await;
    let mut found = Vec::new();
    let mut cursor: Option<dynamite::Cursor> = None;
    loop {
        let query = notes.by_author("ada").limit(1);
        let page = query.page(cursor.as_deref()).await.unwrap();
        assert!(page.items.len() <= 1);
        found.extend(page.items.into_iter().map(|row| row.title));
        cursor = page.cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(found, LIVE);
    let two: Vec<_> = notes
        .by_author("ada")
        .descending()
        .limit(2)
        .stream()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(
        two.iter().map(|row| &row.title).collect::<Vec<_>>(),
        ["4", "2"]
    );
}

#[tokio::test]
async fn a_cursor_goes_on_with_what_it_has_shown() {
    let (_bed, notes, _) = notes().await;
    let page = notes.by_author("ada").limit(1).page(None).await.unwrap();
    let cursor = page.cursor.unwrap();
    let other = notes.by_author("ada").with_deleted().page(Some(&cursor));
    let error = other.await.unwrap_err();
    let refused = matches!(error.kind(), ErrorKind::Cursor(CursorProblem::OtherQuery));
    assert!(refused, "{error}");
    let page = notes.by_author("ada").page(Some(&cursor)).await.unwrap();
    assert_eq!(page.items.len(), 2);
}

#[tokio::test]
async fn a_hidden_item_that_cannot_be_read_is_hidden() {
    let (bed, notes, note) = known().await;
    notes.delete(&note).await.unwrap();
    let mut item = now(&bed.db, &note).await.unwrap();
    item.insert("readers".to_owned(), s("many"));
    raw_put(&bed.db, "notes", item).await;
    assert_eq!(notes.get(&note).await.unwrap(), None);
    assert_eq!(notes.get_many([&note]).await.unwrap(), [None]);
    assert_eq!(notes.scan().all().await.unwrap(), []);
    notes.get(&note).with_deleted().await.unwrap_err();
}

#[tokio::test]
async fn what_is_restored_is_visible_everywhere_again() {
    let (bed, notes, all) = notes().await;
    let restored = notes.restore(&all[3]).await.unwrap();
    let seen = [
        notes.get(&restored).await.unwrap(),
        notes.get_many([&restored]).await.unwrap().pop().flatten(),
        bed.db
            .transact_get((notes.get(&restored),))
            .await
            .unwrap()
            .0,
        notes.by_title("3").first().await.unwrap(),
        notes
            .scan()
            .filter(note::title().eq("3"))
            .all()
            .await
            .unwrap()
            .pop(),
    ];
    for seen in seen {
        assert_eq!(seen.as_ref(), Some(&restored));
    }
    let rows = notes.by_author("ada").all().await.unwrap();
    let row = rows.iter().find(|row| row.id == restored.id).unwrap();
    assert_eq!((row.deleted_at, row.version), (None, restored.version));
    assert!(
        notes
            .trash("ada")
            .all()
            .await
            .unwrap()
            .iter()
            .all(|row| row.id != restored.id)
    );
    assert_eq!(notes.get(&restored).only_deleted().await.unwrap(), None);
}
