//! What the checks say.

use dynamite::Error;
use dynamite_sample::models::{Member, Members, member};

use super::{MEMBERS, ada, broken};
use crate::support::Bed;

async fn refused(bed: &Bed, change: impl FnOnce(&mut Member)) -> Error {
    let mut member = ada(&bed.db).await;
    change(&mut member);
    Members::new(&bed.db).save(&member).await.unwrap_err()
}

fn messages(error: &Error) -> Vec<String> {
    error.violations().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_message_of_the_schema_takes_the_place_of_ours() {
    let bed = Bed::with(MEMBERS).await;
    let error = refused(&bed, |it| it.nickname = Some("ab".to_owned())).await;
    assert_eq!(messages(&error), ["`nickname` has to have three letters"]);
    let error = refused(&bed, |it| it.nickname = Some("Ada".to_owned())).await;
    assert_eq!(
        messages(&error),
        ["`nickname` must match `^[a-z][a-z0-9_]*$`"]
    );
}

#[tokio::test]
async fn a_function_says_what_is_wrong() {
    let bed = Bed::with(MEMBERS).await;
    let error = refused(&bed, |it| it.nickname = Some("root".to_owned())).await;
    assert_eq!(
        messages(&error),
        ["`nickname` cannot be root, which is taken"]
    );
    let twins = ["eve", "eve"].map(str::to_owned).to_vec();
    let error = refused(&bed, |it| it.team = twins).await;
    assert_eq!(messages(&error), ["`team` must not name anybody twice"]);
}

#[tokio::test]
async fn lengths_are_counted_in_characters() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut ada = ada(&bed.db).await;
    ada.name = "ä".repeat(40);
    members.save(&ada).await.unwrap();
    ada.name.push('ä');
    let error = members.save(&ada).await.unwrap_err();
    assert_eq!(messages(&error), ["`name` must be at most 40 long"]);
}

#[tokio::test]
async fn a_copy_into_a_field_with_rules_is_refused() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let copy = members
        .update(&ada)
        .set_to(member::nickname(), member::alias());
    let error = copy.await.unwrap_err();
    assert_eq!(broken(&error), [("nickname", "copy")]);
    assert_eq!(error.public_message(), "an internal error");
    let mut update = members.update(&ada).set(member::nickname(), "ada");
    update = update.set(member::alias(), "b");
    update.await.unwrap();
    let copy = members
        .update(&ada)
        .set_to(member::alias(), member::nickname());
    assert_eq!(copy.await.unwrap().alias.as_deref(), Some("ada"));
}

#[tokio::test]
async fn a_function_has_to_see_the_whole_of_what_it_checks() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let expected = [("team", "unchecked")];
    let append = members.update(&ada).append(member::team(), ["eve"]);
    assert_eq!(broken(&append.await.unwrap_err()), expected);
    let element = members.update(&ada).set(member::team().at(0), "eve");
    assert_eq!(broken(&element.await.unwrap_err()), expected);
    let element = members.update(&ada).remove_at(member::team(), 0);
    let error = element.await.unwrap_err();
    assert_eq!(broken(&error), expected);
    assert!(
        error
            .to_string()
            .contains("`crate::club::has_no_twins`: a function has to see"),
        "{error}"
    );
    assert_eq!(error.http_status(), 500, "{error}");
    let whole = members.update(&ada).set(member::team(), ["eve", "bob"]);
    assert_eq!(whole.await.unwrap().team, ["eve", "bob"]);
}

#[tokio::test]
async fn a_function_has_to_see_what_is_deep_inside() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut ada = ada(&bed.db).await;
    ada.seats = vec![vec!["a".to_owned()], Vec::new()];
    let error = members.save(&ada).await.unwrap_err();
    let expected = ["`seats` must have as many seats in each row as it has rows"];
    assert_eq!(messages(&error), expected);
    ada.seats.truncate(1);
    members.save(&ada).await.unwrap();

    let expected = [("seats", "unchecked")];
    let inside = members.update(&ada).set(member::seats().at(0).at(0), "b");
    assert_eq!(broken(&inside.await.unwrap_err()), expected);
    let inside = members.update(&ada).append(member::seats().at(0), ["b"]);
    assert_eq!(broken(&inside.await.unwrap_err()), expected);
    assert_eq!(members.get(ada.id).await.unwrap(), Some(ada));
}
