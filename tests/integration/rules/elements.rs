//! Lists and maps stay within the bounds of their field, whichever way they grow and shrink.

use dynamite_sample::models::{Members, Visit, member};

use super::{MEMBERS, ada, broken, new_member, stored_member, visit};
use crate::support::Bed;

fn visits<const N: usize>(skus: [&str; N]) -> Vec<Visit> {
    skus.map(|sku| visit(sku, 1)).to_vec()
}

const LONG: [(&str, &str); 1] = [("visits", "max_length")];
const SHORT: [(&str, &str); 1] = [("rooms", "min_length")];

#[tokio::test]
async fn a_list_is_appended_to_up_to_its_bound() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let append = |skus: Vec<Visit>| members.update(&ada).append(member::visits(), skus);
    append(visits(["A", "B"])).await.unwrap();
    assert_eq!(broken(&append(visits(["C", "D"])).await.unwrap_err()), LONG);
    append(visits(["C"])).await.unwrap();
    assert_eq!(broken(&append(visits(["D"])).await.unwrap_err()), LONG);
    let prepend = members
        .update(&ada)
        .prepend(member::visits(), visits(["D"]));
    assert_eq!(broken(&prepend.await.unwrap_err()), LONG);
    let read = members.get(ada.id).await.unwrap().unwrap();
    assert_eq!(read.visits, visits(["A", "B", "C"]));
}

#[tokio::test]
async fn an_element_behind_the_end_of_a_full_list_is_refused() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let new = new_member().visits(visits(["A", "B"]));
    let ada = members.create(new).await.unwrap();
    let set = |at: usize, sku| {
        let update = members.update(&ada);
        update.set(member::visits().at(at), visit(sku, 1))
    };
    // Both would be appended, and the list has room for one.
    let two = set(8, "C").set(member::visits().at(9), visit("D", 1));
    assert_eq!(broken(&two.await.unwrap_err()), LONG);
    set(9, "C").await.unwrap();
    assert_eq!(broken(&set(9, "D").await.unwrap_err()), LONG);
    let both = set(0, "E").set(member::visits().at(2), visit("F", 1));
    assert_eq!(both.await.unwrap().visits, visits(["E", "B", "F"]));
    let inner = members.update(&ada).set(member::visits().at(1).sku(), "g");
    assert_eq!(inner.await.unwrap().visits, visits(["E", "G", "F"]));
}

#[tokio::test]
async fn of_several_elements_those_behind_the_end_need_room() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let new = new_member().visits(visits(["A", "B"]));
    let ada = members.create(new).await.unwrap();
    let set = |at: [usize; 3]| {
        at.into_iter().fold(members.update(&ada), |update, at| {
            update.set(member::visits().at(at), visit("C", 1))
        })
    };
    assert_eq!(broken(&set([1, 3, 7]).await.unwrap_err()), LONG);
    let set = set([0, 1, 7]).await.unwrap();
    assert_eq!(set.visits.len(), 3);
}

#[tokio::test]
async fn a_list_keeps_its_least_length() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let rooms = ["a", "b", "c"].map(str::to_owned).to_vec();
    let ada = members.create(new_member().rooms(rooms)).await.unwrap();
    let remove = |at| members.update(&ada).remove_at(member::rooms(), at);
    let all = remove(0)
        .remove_at(member::rooms(), 1)
        .remove_at(member::rooms(), 2);
    assert_eq!(broken(&all.await.unwrap_err()), SHORT);
    let two = remove(0).remove_at(member::rooms(), 1).await.unwrap();
    assert_eq!(two.rooms, Some(vec!["c".to_owned()]));
    assert_eq!(broken(&remove(0).await.unwrap_err()), SHORT);
    // There is nothing to remove.
    remove(5).await.unwrap();
    let empty = members
        .update(&ada)
        .set(member::rooms(), Vec::<String>::new());
    assert_eq!(broken(&empty.await.unwrap_err()), SHORT);
}

#[tokio::test]
async fn a_map_takes_no_more_entries_than_its_bound() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let set = |key: &str, to| members.update(&ada).set(member::keys().key(key), to);
    let three = set("a", "1").set(member::keys().key("b"), "1");
    let three = three.set(member::keys().key("c"), "1");
    assert_eq!(broken(&three.await.unwrap_err()), [("keys", "max_length")]);
    let two = set("a", "1").set(member::keys().key("b"), "1");
    two.await.unwrap();
    let third = set("c", "1").await.unwrap_err();
    assert_eq!(broken(&third), [("keys", "max_length")]);
    let one_more = set("a", "1").set(member::keys().key("c"), "1");
    assert_eq!(
        broken(&one_more.await.unwrap_err()),
        [("keys", "max_length")]
    );
    set("a", "2").await.unwrap();
    let swap = members.update(&ada).remove(member::keys().key("b"));
    swap.await.unwrap();
    // There is room for one, and one of the two is there.
    set("c", "3")
        .set(member::keys().key("a"), "3")
        .await
        .unwrap();
    let stored = stored_member(&bed.db, &ada).await;
    assert_eq!(stored["keys"].as_m().unwrap().len(), 2);
}
