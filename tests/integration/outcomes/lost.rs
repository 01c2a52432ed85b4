//! Applied, and then the answer is lost: the SDK asks again and meets its own work.

use dynamite::model::TableDescriptor;
use dynamite::ops::Update;
use dynamite::{AnyVersion as _, ErrorKind, Outcome};
use dynamite_sample::models::{Contracts, NewContract, User, Users, contract, tables, user};
use dynamite_testkit::{Fault, Operation};

use super::{known, losses, now, requests};
use crate::support::{Proxied, new_user, raw_put, s, stored_all};

#[tokio::test]
async fn a_save_is_repeated_and_succeeds() {
    for loss in losses() {
        let (bed, users, mut user) = known().await;
        user.name = "Ada L.".to_owned();
        bed.proxy.on(Operation::UpdateItem).fail(loss);
        let saved = users.save(&user).await.unwrap();
        assert_eq!(saved.name, "Ada L.");
        assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));
        assert_eq!(requests(&bed.proxy), 2);
    }
}

#[tokio::test]
async fn a_replacement_does_not_take_its_own_work_for_the_old_item() {
    let (bed, users, mut user) = known().await;
    let mut item = now(&bed, &user).await.unwrap();
    item.insert("legacy".to_owned(), s("gone"));
    raw_put(&bed.direct, "users", item).await;
    user.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::PutItem).fail(Fault::CutAfter);

    let replaced = users.replace(&user).await.unwrap();

    assert_eq!(replaced.old, None);
    assert_eq!(replaced.item.name, "Ada L.");
    assert!(!now(&bed, &user).await.unwrap().contains_key("legacy"));
}

#[tokio::test]
async fn a_replacement_that_was_not_applied_at_first_has_the_old_item() {
    let (bed, users, mut user) = known().await;
    user.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::PutItem).fail(Fault::CutBefore);
    let replaced = users.replace(&user).await.unwrap();
    assert_eq!(replaced.old.unwrap().attributes()["name"], s("ada"));
}

#[tokio::test]
async fn an_update_does_not_return_its_own_work_as_the_old_item() {
    let (bed, users, user) = known().await;
    let rename = || users.update(&user).set(user::name(), "Ada L.").return_old();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let error = rename().await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::NoAnswer { .. }),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Applied);
    assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));

    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let old = users.update(&user).set(user::name(), "Ada").return_old();
    assert_eq!(old.await.unwrap().name, "Ada L.");
}

#[tokio::test]
async fn a_delete_is_repeated_and_the_item_is_gone() {
    for loss in losses() {
        let (bed, users, user) = known().await;
        bed.proxy.on(Operation::DeleteItem).fail(loss);
        let deleted = users.delete(&user).return_old().await.unwrap();
        // What it was went with the lost answer.
        assert_eq!(deleted, None);
        assert_eq!(now(&bed, &user).await, None);
        assert_eq!(requests(&bed.proxy), 2);
    }
}

#[tokio::test]
async fn throttling_after_a_lost_answer_leaves_the_outcome_unknown() {
    let (bed, users, user) = known().await;
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    bed.proxy
        .on(Operation::UpdateItem)
        .nth(2)
        .always()
        .fail(Fault::Throttling);
    let rename = users.update(&user).set(user::name(), "Ada L.");
    let error = rename.await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Throttled { .. }),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(now(&bed, &user).await.unwrap()["name"], s("Ada L."));
}

#[tokio::test]
async fn a_create_is_repeated_and_there_is_one_item() {
    for loss in losses() {
        let (bed, users, _) = known().await;
        bed.proxy.on(Operation::PutItem).fail(loss);
        let created = users.create(new_user("eve")).await.unwrap();
        assert_eq!(requests(&bed.proxy), 2);
        assert_eq!(stored_all(&bed.direct, "users").await.len(), 2);
        assert_eq!(users.get(&created).await.unwrap(), Some(created));
    }
}

#[tokio::test]
async fn an_equal_item_of_someone_else_is_not_taken_for_our_own() {
    let (_bed, users, user) = known().await;
    let same = new_user("ada").id(user.id).created_at(user.created_at);
    let error = users.create(same.updated_at(user.updated_at)).await;
    let error = error.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(error.item().unwrap().decode(), Ok(user));
}

/// Changes of every kind that can be made twice.
fn repeatable(users: &Users, user: &User) -> [Update<User>; 4] {
    let update = || users.update(user);
    [
        update().insert(user::tags(), ["new"]),
        update().discard(user::tags(), ["old"]),
        update().set_if_absent(user::nickname(), "a"),
        update().set_to(user::nickname(), user::name()),
    ]
}

#[tokio::test]
async fn whatever_can_be_made_twice_is_repeated() {
    for number in 0..4 {
        let (bed, users, user) = known().await;
        let old = users.update(&user).insert(user::tags(), ["old"]);
        let old = old.await.unwrap();
        let change = || repeatable(&users, &user).into_iter().nth(number).unwrap();

        bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
        let updated = change().await.unwrap();
        assert_ne!((&updated.tags, &updated.nickname), (&old.tags, &None));

        users.save(&old).await.unwrap();
        bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
        let error = change().return_old().await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Applied, "{number}: {error}");
        let item = now(&bed, &user).await.unwrap();
        let stored = users.get(&user).await.unwrap().unwrap();
        assert_eq!(
            (stored.tags, stored.nickname),
            (updated.tags, updated.nickname)
        );
        assert_eq!(item["name"], s("ada"));
    }
}

#[tokio::test]
async fn a_refused_change_is_not_taken_for_one_that_was_made() {
    for number in 0..4 {
        let (bed, users, user) = known().await;
        let before = now(&bed, &user).await;
        bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
        let change = repeatable(&users, &user).into_iter().nth(number).unwrap();
        let error = change.only_if(user::name().eq("eve")).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert_eq!(now(&bed, &user).await, before);
    }
}

/// The version is counted besides, so a repetition would copy another one.
#[tokio::test]
async fn an_update_that_copies_the_version_is_not_repeated() {
    static CONTRACTS: &[&TableDescriptor] = &[&tables::CONTRACTS];
    let bed = Proxied::with(CONTRACTS).await;
    let contracts = Contracts::new(&bed.db);
    let name = "lease".to_owned();
    let new = contracts.create(NewContract { name }).await.unwrap();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);
    let sign = contracts.update((&new).any_version());
    let sign = sign.set_to(contract::signed(), contract::version());
    let error = sign.await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let stored = contracts.get("lease").await.unwrap().unwrap();
    assert_eq!((stored.signed, stored.version), (Some(1), 2));
    // On a known version it is: a repetition is refused if the first attempt was applied.
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let sign = contracts.update(&stored);
    let sign = sign.set_to(contract::signed(), contract::version());
    assert_eq!(sign.await.unwrap().signed, Some(2));
}
