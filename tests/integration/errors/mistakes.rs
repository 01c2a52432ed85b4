//! Mistakes of the program, and of the values that it was given.

use dynamite::expr::Condition;
use dynamite::{Category, dec};
use dynamite_sample::models::{Buckets, Guests, NewBucket, User, Users, bucket, user};

use super::assert_means;
use crate::support::{Bed, USERS, new_user};

/// What no other value would help is a mistake of the program, and its text is for whoever wrote it.
#[tokio::test]
async fn what_the_program_must_not_send_is_an_internal_error() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let ada = users.create(new_user("ada")).await.unwrap();
    let scan = |condition| users.scan().filter(condition).all().into_future();
    let nothing = scan(Condition::all(Vec::<Condition<User>>::new())).await;
    let no_values = scan(user::name().is_in(Vec::<String>::new())).await;
    let many = (0..400).map(|number| user::name().ne(number.to_string()));
    let many = scan(Condition::all(many)).await;
    let long = scan(user::name().is_in((0..3_000).map(|number| number.to_string()))).await;
    let buckets = Buckets::new(&bed.db);
    let other = buckets.update("a").set(bucket::tokens(), 1);
    let other = other.or_insert(NewBucket { name: "b".into() }).await;
    for error in [
        nothing.unwrap_err(),
        no_values.unwrap_err(),
        many.unwrap_err(),
        long.unwrap_err(),
        other.unwrap_err(),
    ] {
        assert_means(&error, Category::Bug, 500, "an internal error");
    }
    let bio = users.update(&ada).set(user::profile().bio(), "x");
    let state = format!(
        "User id = \"{}\" is not in a state that allows this",
        ada.id
    );
    assert_means(&bio.await.unwrap_err(), Category::Conflict, 409, &state);
}

/// The text for a caller says what is wrong with the value, in words that are not of this library.
#[tokio::test]
async fn what_a_value_lacks_is_told_without_advice_for_the_program() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let page = users.scan().limit(0).page(None).await.unwrap_err();
    let text = "the limit must be at least 1";
    assert_means(&page, Category::Invalid, 400, text);
    let range = user::balance().between(dec!(2), dec!(1));
    let range = users.scan().filter(range).all().await.unwrap_err();
    let text = "the range of `balance` has its lower bound above the upper one";
    assert_means(&range, Category::Invalid, 400, text);
    let empty = Guests::new(&bed.db).get("").await.unwrap_err();
    let text = "Guest: `id` must not be empty";
    assert_means(&empty, Category::Invalid, 400, text);
    let long = "x".repeat(3_000);
    let long = Buckets::new(&bed.db).get(long).await.unwrap_err();
    let text = "Bucket: `name` must not be longer than 2048 bytes";
    assert_means(&long, Category::Invalid, 400, text);
}
