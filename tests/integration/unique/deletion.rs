//! Soft delete: what a deleted item keeps, and what it gives up.

use dynamite::{AnyVersion as _, ErrorKind};
use dynamite_sample::models::{Handle, Handles, handle as field};

use super::{bed, guards, handle, new_handle, owned};

/// A handle with a phone number.
async fn with_phone(handles: &Handles, name: &str, phone: &str) -> Handle {
    let mut handle = handles.build(new_handle(name));
    handle.phone = Some(phone.to_owned());
    handles.insert(&handle).await.unwrap()
}

#[tokio::test]
async fn a_deleted_item_keeps_its_guards_except_among_the_living() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let ada = with_phone(&handles, "ada", "1").await;
    let deleted = handles.delete(&ada).return_new().await.unwrap().unwrap();
    assert!(deleted.deleted_at.is_some());
    assert_eq!(deleted.version, 2);
    let phone = ("#handles##phone#1", ada.id);
    assert_eq!(guards(&bed.db).await, owned([phone]));

    let restored = handles.restore(&deleted).await.unwrap();
    assert_eq!((restored.version, restored.deleted_at), (3, None));
    assert_eq!(
        guards(&bed.db).await,
        owned([("#handles##name#ada", ada.id), phone])
    );

    assert!(
        handles
            .purge(&restored)
            .return_old()
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(guards(&bed.db).await, []);
}

#[tokio::test]
async fn what_a_deleted_item_keeps_is_taken_and_says_so() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let ada = with_phone(&handles, "ada", "1").await;
    handles.delete(&ada).await.unwrap();
    let mut other = handles.build(new_handle("other"));
    other.phone = Some("1".to_owned());
    let error = handles.insert(&other).await.unwrap_err();
    let ErrorKind::UniqueConflict { deleted, owner, .. } = error.kind() else {
        panic!("{error}")
    };
    assert_eq!(
        (*deleted, owner.clone()),
        (true, format!("id = \"{}\"", ada.id))
    );
    assert!(error.to_string().contains("purge"), "{error}");
}

#[tokio::test]
async fn a_name_is_free_once_its_handle_is_deleted_and_restoring_may_then_conflict() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let first = handle(&bed.db, "ada").await;
    let gone = handles.delete(&first).return_new().await.unwrap().unwrap();
    let second = handle(&bed.db, "ada").await;
    let held = owned([("#handles##name#ada", second.id)]);
    assert_eq!(guards(&bed.db).await, held);

    let error = handles.restore(&gone).await.unwrap_err();
    assert!(error.is_unique_conflict(), "{error}");
    assert_eq!(guards(&bed.db).await, held);
    let first_now = handles.get(&first).with_deleted().await.unwrap().unwrap();
    assert!(first_now.deleted_at.is_some());

    // A second deletion does not take away what is another's.
    handles.purge(&gone).await.unwrap();
    assert_eq!(guards(&bed.db).await, held);
}

#[tokio::test]
async fn deleting_twice_and_deleting_nothing_are_no_errors() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let ada = handle(&bed.db, "ada").await;
    let gone = handles.delete(&ada).return_new().await.unwrap().unwrap();
    assert_eq!(handles.delete(&gone).return_new().await.unwrap(), None);
    handles.purge(&gone).await.unwrap();
    assert_eq!(handles.delete(&gone).return_new().await.unwrap(), None);
    assert_eq!(handles.purge(&gone).return_old().await.unwrap(), None);
    let error = handles.restore(&gone).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(guards(&bed.db).await, []);
}

#[tokio::test]
async fn versions_count_and_conflict_as_they_do_without_guards() {
    let bed = bed().await;
    let handles = Handles::new(&bed.db);
    let ada = handle(&bed.db, "ada").await;
    let update = handles.update(&ada).set(field::name(), "bee");
    let bee = update.await.unwrap();
    assert_eq!((bee.version, bee.name.as_str()), (2, "bee"));

    let error = handles
        .update(&ada)
        .set(field::name(), "cat")
        .await
        .unwrap_err();
    assert!(error.is_version_conflict(), "{error}");
    assert!(handles.save(&ada).await.unwrap_err().is_version_conflict());
    assert!(
        handles
            .delete(&ada)
            .await
            .unwrap_err()
            .is_version_conflict()
    );

    let any = handles.update(ada.id.any_version());
    let dog = any.set(field::name(), "dog").await.unwrap();
    assert_eq!((dog.version, dog.name.as_str()), (3, "dog"));
    assert_eq!(handles.get(ada.id).await.unwrap(), Some(dog.clone()));
    assert_eq!(handles.upsert(&dog).await.unwrap().version, 4);
    assert_eq!(
        guards(&bed.db).await,
        owned([("#handles##name#dog", ada.id)])
    );
}
