//! Data that is lost, comes back, or is there for everybody to see.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::model::TableDescriptor;
use dynamite::{AnyVersion as _, Client, Ulid};
use dynamite_sample::models::{
    Chapter, Chapters, Member, Members, NewChapter, NewMember, NewNote, NewReservation, Note,
    Notes, Reservations, User, Users, note, tables, user,
};
use futures_util::future::{LocalBoxFuture, join};
use tokio::sync::Barrier;

use crate::port;
use crate::support::{
    Bed, Item, USERS, ada, item, n, raw_delete, raw_put, s, stored, stored_all, user_key,
};

static CHAPTERS: &[&TableDescriptor] = &[&tables::CHAPTERS];
static MEMBERS: &[&TableDescriptor] = &[&tables::MEMBERS];
static NOTES: &[&TableDescriptor] = &[&tables::NOTES];
static RESERVATIONS: &[&TableDescriptor] = &[&tables::SHOP_RESERVATIONS];

const PASSPORT: &str = "C01X00T47";

/// The attributes that the port's model of a user has.
const KNOWN: &[&str] = &["id", "email", "name", "balance", "created_at", "updated_at"];

/// Two that increment a number at once.
async fn both_increments_count(increment: impl AsyncFn(&Client, &User, &Barrier)) -> bool {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let both_have_read = Barrier::new(2);
    let one = || increment(&bed.db, &ada, &both_have_read);
    join(one(), one()).await;
    let stored = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    stored["balance"] == n(2)
}

#[tokio::test]
async fn increments_at_the_same_time_all_count() {
    let ours = async |db: &Client, user: &User, _: &Barrier| {
        let add = Users::new(db).update(user).add(user::balance(), 1);
        add.await.unwrap();
    };
    let theirs = async |db: &Client, user: &User, both: &Barrier| {
        let both = async {
            both.wait().await;
        };
        port::incremented(db, "users", &s(user.id), "balance", both).await;
    };
    assert!(both_increments_count(ours).await);
    assert!(!both_increments_count(theirs).await);
}

/// An update during which somebody else does something with the item: what is stored then.
async fn after_a_rename(
    rename: impl AsyncFn(&Client, &User, LocalBoxFuture<'_, ()>),
    meanwhile: impl AsyncFn(&Client, &User),
) -> Option<Item> {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let between = meanwhile(&bed.db, &ada);
    rename(&bed.db, &ada, Box::pin(between)).await;
    stored(&bed.db, "users", user_key(&ada)).await
}

async fn our_rename(db: &Client, user: &User, between: LocalBoxFuture<'_, ()>) {
    between.await;
    let update = Users::new(db).update(user).set(user::name(), "Ada L.");
    // That the item is gone is an error, which a test of what is stored need not see.
    drop(update.await);
}

async fn their_rename(db: &Client, user: &User, between: LocalBoxFuture<'_, ()>) {
    let change = ("name", s("Ada L."));
    port::updated(db, "users", &s(user.id), KNOWN, change, between).await;
}

#[tokio::test]
async fn an_update_does_not_bring_back_what_was_deleted_meanwhile() {
    let delete = async |db: &Client, user: &User| raw_delete(db, "users", user_key(user)).await;
    assert_eq!(after_a_rename(our_rename, delete).await, None);
    assert_ne!(after_a_rename(their_rename, delete).await, None);
}

#[tokio::test]
async fn an_update_leaves_attributes_alone_that_the_model_does_not_know() {
    let add = async |db: &Client, user: &User| {
        let mut item = stored(db, "users", user_key(user)).await.unwrap();
        item.insert("legacy".to_owned(), s("kept"));
        raw_put(db, "users", item).await;
    };
    let item = after_a_rename(our_rename, add).await.unwrap();
    assert_eq!((&item["legacy"], &item["name"]), (&s("kept"), &s("Ada L.")));
    let item = after_a_rename(their_rename, add).await.unwrap();
    assert_eq!((item.get("legacy"), &item["name"]), (None, &s("Ada L.")));
}

/// Adding to an item that is not there, and deleting it: whether it is said that there is none,
/// and none is made.
async fn absence_is_told(write: impl AsyncFn(&Client, Ulid) -> usize) -> bool {
    let bed = Bed::with(USERS).await;
    let written = write(&bed.db, Ulid::from_parts(1, 1)).await;
    written == 0 && stored_all(&bed.db, "users").await.is_empty()
}

#[tokio::test]
async fn an_increment_of_what_is_not_there_makes_nothing() {
    let ours = async |db: &Client, id| {
        let add = Users::new(db).update(id).add(user::balance(), 1);
        usize::from(add.await.is_ok())
    };
    let theirs =
        async |db: &Client, id| port::incremented(db, "users", &s(id), "balance", async {}).await;
    assert!(absence_is_told(ours).await);
    assert!(!absence_is_told(theirs).await);
}

#[tokio::test]
async fn a_delete_of_what_is_not_there_says_so() {
    let ours = async |db: &Client, id| {
        let deleted = Users::new(db).delete(id).return_old().await.unwrap();
        usize::from(deleted.is_some())
    };
    let theirs = async |db: &Client, id| port::deleted(db, "users", &s(id)).await;
    assert!(absence_is_told(ours).await);
    assert!(!absence_is_told(theirs).await);
}

/// Thirty writes in one transaction, the last of which is refused: how many took place.
async fn written_of_thirty(
    transaction: impl AsyncFn(&Client, Vec<NewReservation>) -> bool,
) -> usize {
    let bed = Bed::with(RESERVATIONS).await;
    let new = |number| NewReservation {
        number,
        sku: "cup".to_owned(),
        expires_at: "2030-01-01T00:00:00Z".parse().unwrap(),
    };
    let reservations = Reservations::new(&bed.db);
    reservations.create(new(29)).await.unwrap();
    assert!(!transaction(&bed.db, (0..30).map(new).collect()).await);
    stored_all(&bed.db, "shop.reservations").await.len() - 1
}

#[tokio::test]
async fn a_transaction_takes_place_as_a_whole_or_not_at_all() {
    let ours = async |db: &Client, new: Vec<NewReservation>| {
        let reservations = Reservations::new(db);
        let creations = new.into_iter().map(|new| reservations.create(new));
        db.transaction().and_all(creations).commit().await.is_ok()
    };
    let theirs = async |db: &Client, new: Vec<NewReservation>| {
        let items = new
            .into_iter()
            .map(|new| item([("number", n(new.number)), ("sku", s(new.sku))]));
        port::transacted(db, "shop.reservations", "number", items.collect())
            .await
            .is_ok()
    };
    assert_eq!(written_of_thirty(ours).await, 0);
    assert_eq!(written_of_thirty(theirs).await, 25);
}

/// A note that has been deleted.
async fn with_a_deleted_note() -> (Bed, Note) {
    let bed = Bed::with(NOTES).await;
    let notes = Notes::new(&bed.db);
    let new = NewNote {
        author: "ada".to_owned(),
        title: "First".to_owned(),
    };
    let note = notes.create(new).await.unwrap();
    let note = notes.delete(&note).return_old().await.unwrap().unwrap();
    (bed, note)
}

/// A chapter that is deleted and then restored.
async fn restored(restore: impl AsyncFn(&Client, &Chapter)) -> Bed {
    let bed = Bed::with(CHAPTERS).await;
    let chapters = Chapters::new(&bed.db);
    let new = NewChapter {
        book: "Emma".to_owned(),
        number: 1,
        title: "I".to_owned(),
    };
    let chapter = chapters.create(new).await.unwrap();
    chapters.delete(&chapter).await.unwrap();
    assert_eq!(chapters.get(&chapter).await.unwrap(), None);
    restore(&bed.db, &chapter).await;
    bed
}

#[tokio::test]
async fn what_is_restored_is_found_again() {
    let ours = async |db: &Client, chapter: &Chapter| {
        Chapters::new(db).restore(chapter).await.unwrap();
    };
    let theirs = async |db: &Client, _: &Chapter| {
        let entity = stored_all(db, "chapters").await.remove(0);
        port::restored(db, "chapters", entity, "gone_s").await;
    };
    let bed = restored(ours).await;
    assert_eq!(
        Chapters::new(&bed.db)
            .query("Emma")
            .all()
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(stored_all(&bed.db, "chapters").await[0].get("gone_s"), None);
    let bed = restored(theirs).await;
    assert_eq!(port::found(&bed.db, "chapters", "gone_s").await.len(), 0);
}

#[tokio::test]
async fn an_update_by_key_does_not_touch_what_is_deleted() {
    let (bed, note) = with_a_deleted_note().await;
    let key = [("id", s(note.id))];
    let before = stored(&bed.db, "notes", key.clone()).await;
    let update = Notes::new(&bed.db).update(note.id.any_version());
    update.set(note::title(), "Second").await.unwrap_err();
    assert_eq!(stored(&bed.db, "notes", key.clone()).await, before);

    port::updated_by_key(&bed.db, "notes", &s(note.id), ("title", s("Second"))).await;
    assert_ne!(stored(&bed.db, "notes", key).await, before);
}

/// Reading an entity and saving it, unchanged: whether its passport is stored in plain text.
async fn leaks(save: impl AsyncFn(&Client, Member)) -> bool {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let new = NewMember {
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
    };
    let created = members.create(new.passport(PASSPORT)).await.unwrap();
    save(&bed.db, members.get(created.id).await.unwrap().unwrap()).await;
    let stored = stored(&bed.db, "members", [("id", s(created.id))])
        .await
        .unwrap();
    match &stored["passport"] {
        AttributeValue::B(bytes) => bytes.as_ref() == PASSPORT.as_bytes(),
        other => *other == s(PASSPORT),
    }
}

#[tokio::test]
async fn what_is_decrypted_on_reading_is_encrypted_when_it_is_saved() {
    let ours = async |db: &Client, member| drop(Members::new(db).save(&member).await.unwrap());
    let theirs = async |db: &Client, member: Member| {
        let (id, passport) = (s(member.id), s(member.passport.unwrap()));
        port::saved(db, "members", item([("id", id), ("passport", passport)])).await;
    };
    assert!(!leaks(ours).await);
    assert!(leaks(theirs).await);
}
