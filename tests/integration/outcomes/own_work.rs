//! After a lost response a write knows its own work by what nobody else can have written.

use std::future::IntoFuture;

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::{ErrorKind, Outcome, Ulid};
use dynamite_sample::models::{
    NewPackage, NewParcel, NewPermit, Packages, Parcels, Permits, Role, Users, package, parcel,
    permit, tables, user,
};
use dynamite_testkit::{Fault, Operation, Pause};

use super::{known, losses};
use crate::support::{Proxied, new_user, s, stored_all};

/// Permits have a natural key, parcels a generated id and a version, packages a generated id; all
/// have a token of their last write.
static TOKENS: &[&TableDescriptor] = &[
    &tables::PERMITS,
    &tables::PARCELS,
    &tables::PACKAGES,
    &UNIQUE_GUARDS,
];

fn new_permit() -> NewPermit {
    NewPermit {
        name: "door".to_owned(),
    }
}

#[tokio::test]
async fn every_write_of_a_model_with_write_id_knows_its_own_work() {
    for loss in losses() {
        let bed = Proxied::with(TOKENS).await;
        let permits = Permits::new(&bed.db);
        let lose = |operation| bed.proxy.on(operation).fail(loss.clone());

        lose(Operation::PutItem);
        let permit = permits.create(new_permit()).await.unwrap();
        lose(Operation::UpdateItem);
        let claim = permits.update(&permit).set(permit::holder(), "ada");
        let mut permit = claim.only_if(permit::holder().is_absent()).await.unwrap();
        assert_eq!(permit.holder.as_deref(), Some("ada"));

        lose(Operation::UpdateItem);
        permit.holder = Some("eve".to_owned());
        let save = permits.save(&permit).only_if(permit::holder().eq("ada"));
        let mut permit = save.await.unwrap();

        lose(Operation::PutItem);
        permit.holder = None;
        let replace = permits.replace(&permit).only_if(permit::holder().eq("eve"));
        let replaced = replace.await.unwrap();
        assert_eq!(permits.get("door").await.unwrap(), Some(replaced.item));
        assert_eq!(replaced.old, None);
    }
}

/// The token is another one then, and the id is still its own.
#[tokio::test]
async fn a_new_id_proves_a_create_that_others_have_changed_since() {
    let bed = Proxied::with(TOKENS).await;
    let packages = Packages::new(&bed.db);
    let pause = Pause::new();
    let held = bed.proxy.on(Operation::PutItem);
    held.fail(Fault::PauseAfter(pause.clone()));
    let place = "shelf".to_owned();
    let create = tokio::spawn(packages.create(NewPackage { place }).into_future());
    pause.reached().await;
    let stored = stored_all(&bed.direct, "packages").await.remove(0);
    let id = stored["id"].as_s().unwrap().parse::<Ulid>().unwrap();
    let theirs = Packages::new(&bed.direct);
    let moved = theirs.update(id).set(package::place(), "van");
    moved.await.unwrap();
    pause.cut();
    let created = create.await.unwrap().unwrap();
    assert_eq!(created.id, id);
}

#[tokio::test]
async fn versions_deletions_and_restores_too() {
    for loss in losses() {
        let bed = Proxied::with(TOKENS).await;
        let parcels = Parcels::new(&bed.db);
        let lose = || bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        let place = "shelf".to_owned();
        let parcel = parcels.create(NewParcel { place }).await.unwrap();

        lose();
        let update = parcels.update(&parcel).set(parcel::place(), "van");
        let parcel = update.await.unwrap();
        lose();
        let parcel = parcels.save(&parcel).await.unwrap();
        lose();
        let parcel = parcels.upsert(&parcel).await.unwrap();
        lose();
        let deleted = parcels.delete(&parcel).return_new().await.unwrap().unwrap();
        lose();
        let restored = parcels.restore(&deleted).await.unwrap();
        assert_eq!(restored.version, 6);
        lose();
        assert!(parcels.delete(&restored).await.unwrap());
    }
}

/// It took place, and the item as it was is gone with the response.
#[tokio::test]
async fn an_old_item_that_is_lost_is_not_said_to_be_none() {
    for loss in losses() {
        let bed = Proxied::with(TOKENS).await;
        let parcels = Parcels::new(&bed.db);
        let place = "shelf".to_owned();
        let parcel = parcels.create(NewParcel { place }).await.unwrap();
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let error = parcels.delete(&parcel).return_old().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Applied, "{error}");
        let deleted = parcels.get(parcel.id).only_deleted().await.unwrap();
        assert!(deleted.is_some());
    }
}

#[tokio::test]
async fn every_write_stores_a_token_of_its_own() {
    let bed = Proxied::with(TOKENS).await;
    let permits = Permits::new(&bed.direct);
    let mut tokens = Vec::new();
    let built = permits.build(new_permit());
    tokens.push(built.write_id.clone());
    let permit = permits.insert(&built).await.unwrap();
    tokens.push(permit.write_id.clone());
    let permit = permits.save(&permit).await.unwrap();
    tokens.push(permit.write_id.clone());
    let permit = permits.replace(&permit).await.unwrap().item;
    tokens.push(permit.write_id.clone());
    let permit = permits
        .update(&permit)
        .add(permit::uses(), 1)
        .await
        .unwrap();
    tokens.push(permit.write_id.clone());
    permits.put_many([permit]).await.unwrap();
    let permit = permits.get("door").await.unwrap().unwrap();
    tokens.push(permit.write_id.clone());
    permits.delete(&permit).await.unwrap();
    permits.bulk_create([new_permit()]).await.unwrap();
    tokens.push(permits.get("door").await.unwrap().unwrap().write_id);
    let writes = bed.direct.transaction();
    let writes = writes.and(permits.update("door").set(permit::holder(), "ada"));
    writes.commit().await.unwrap();
    tokens.push(permits.get("door").await.unwrap().unwrap().write_id);

    let mut different = tokens.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), tokens.len(), "{tokens:?}");
    assert!(tokens.iter().all(|token| token.len() == 22), "{tokens:?}");
}

/// What has the same token as before was not written since.
#[tokio::test]
async fn an_update_without_changes_leaves_the_token() {
    let bed = Proxied::with(TOKENS).await;
    let permits = Permits::new(&bed.direct);
    let permit = permits.create(new_permit()).await.unwrap();
    let same = permits.update(&permit).only_if(permit::uses().eq(0));
    assert_eq!(same.await.unwrap(), permit);
}

/// The item is exactly what the write wants, and somebody else has made it so.
#[tokio::test]
async fn an_equal_item_proves_nothing() {
    let (bed, users, mut user) = known().await;
    let theirs = Users::new(&bed.direct);

    // Lost on the way; meanwhile somebody else does the same.
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let claim = |users: &Users| {
        let claim = users.update(user.id).set(user::role(), Role::Admin);
        claim.only_if(user::role().eq(Role::Customer))
    };
    claim(&theirs).await.unwrap();
    let error = claim(&users).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.item().unwrap().attributes()["role"], s("admin"));

    let built = users.build(new_user("eve"));
    theirs.insert(&built).await.unwrap();
    bed.proxy.on(Operation::PutItem).fail(Fault::CutBefore);
    let error = users.insert(&built).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(error.item().is_some());

    user.role = Role::Admin;
    user.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let save = |users: &Users| users.save(&user).only_if(user::name().eq("ada"));
    save(&theirs).await.unwrap();
    let error = save(&users).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn a_conditional_deletion_of_what_is_gone_is_not_found() {
    let (bed, users, user) = known().await;
    for fault in [Fault::CutBefore, Fault::CutAfter] {
        Users::new(&bed.direct).upsert(&user).await.unwrap();
        bed.proxy.on(Operation::DeleteItem).fail(fault.clone());
        if matches!(fault, Fault::CutBefore) {
            Users::new(&bed.direct).delete(&user).await.unwrap();
        }
        let error = users.delete(&user).only_if(user::name().eq("ada"));
        let error = error.await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NotFound { deleted: false, .. }),
            "{error}"
        );
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(stored_all(&bed.direct, "users").await.is_empty());
    }
}

/// Adding leaves no trace, so the old item of a repetition may be the work of the first attempt.
#[tokio::test]
async fn an_old_item_that_may_be_ones_own_work_is_not_returned() {
    let (bed, users, ada) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let add = users.update(&ada).add(user::balance(), 5);
    let error = add.at_least_once().return_old().await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Applied, "{error}");
}
