//! Conditions joined with and, or and not.

use dynamite::expr::Condition;
use dynamite_sample::models::{User, user};

use super::Subject;

fn yes() -> Condition<User> {
    user::name().eq("ada")
}

fn no() -> Condition<User> {
    user::name().eq("eve")
}

#[tokio::test]
async fn joined_conditions_bind_as_they_are_built() {
    let subject = Subject::known().await;
    subject
        .assert_meets([
            yes().and(yes()),
            yes().or(no()),
            no().or(yes()),
            !no(),
            !(yes().and(no())),
            !(no().or(no())),
            // `and` binds tighter than `or` in DynamoDB's text; here the calls decide.
            yes().or(no()).and(yes()),
            no().and(yes()).or(yes()),
            yes().or(no().and(no())),
            !(!yes()),
            Condition::all([yes(), !no(), yes().or(no())]),
            Condition::any([no(), no(), yes()]),
        ])
        .await;
    subject
        .assert_fails([
            yes().and(no()),
            no().or(no()),
            yes().or(yes()).and(no()),
            no().and(yes().or(yes())),
            !yes().or(no()),
            Condition::all([yes(), no()]),
            Condition::any([no(), no()]),
        ])
        .await;
}

#[tokio::test]
async fn as_many_operators_as_dynamodb_takes_are_accepted() {
    let subject = Subject::known().await;
    // 149 comparisons and 148 times `or`; an update adds that the item exists, and `and`.
    let many = Condition::any((0..149).map(|number| user::balance().eq(number)));
    assert!(subject.meets(many).await);
}
