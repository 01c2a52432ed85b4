//! A JSON null in an optional field is none, whatever writes it.

use dynamite::types::Document;
use dynamite_sample::models::{Specimen, Specimens, specimen};

use crate::support::{Bed, Item, s, stored};
use crate::types::{SPECIMENS, specimen as sample};

async fn now(bed: &Bed, of: &Specimen) -> Item {
    let key = [("id", s(of.id))];
    stored(&bed.db, "specimens", key).await.unwrap()
}

#[tokio::test]
async fn it_is_absent_after_every_write() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let some = || Some(Document::from("x"));
    let known = specimens.create(sample(|_| ())).await.unwrap();
    let null = Specimen {
        attachment: Some(Document::Null),
        ..known.clone()
    };
    let with_value = || {
        specimens
            .update(&known)
            .set_or_remove(specimen::attachment(), some())
    };
    let check = async |returned: Option<Specimen>| {
        let item = now(&bed, &known).await;
        assert!(!item.contains_key("attachment"), "{item:?}");
        let read = specimens.get(known.id).consistent().await.unwrap();
        assert_eq!(read.as_ref().map(|it| &it.attachment), Some(&None));
        if let Some(returned) = returned {
            assert_eq!(Some(returned), read);
        }
        with_value().await.unwrap();
        assert!(now(&bed, &known).await.contains_key("attachment"));
    };
    with_value().await.unwrap();
    check(Some(specimens.save(&null).await.unwrap())).await;
    check(Some(specimens.upsert(&null).await.unwrap())).await;
    check(Some(specimens.replace(&null).await.unwrap().item)).await;
    specimens.put_many([null.clone()]).await.unwrap();
    check(None).await;
    bed.db
        .transaction()
        .and(specimens.save(&null))
        .await
        .unwrap();
    check(None).await;
    let update = || specimens.update(&known);
    let set = update().set(specimen::attachment(), Document::Null);
    check(Some(set.await.unwrap())).await;
    let set = update().set_or_remove(specimen::attachment(), Some(Document::Null));
    check(Some(set.await.unwrap())).await;
    specimens.delete(&known).await.unwrap();
    check(Some(specimens.insert(&null).await.unwrap())).await;
    specimens.delete(&known).await.unwrap();
    specimens
        .bulk_create([sample(|_| ())])
        .and([null])
        .await
        .unwrap();
    check(None).await;
}

#[tokio::test]
async fn nothing_is_set_to_it_if_absent_and_a_condition_on_it_is_one_on_none() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let known = specimens.create(sample(|_| ())).await.unwrap();
    let null = || specimen::attachment().eq(Document::Null);
    let update = || specimens.update(&known);
    let set = update().set_if_absent(specimen::attachment(), Document::Null);
    set.only_if(null()).await.unwrap();
    assert!(!now(&bed, &known).await.contains_key("attachment"));
    let among = specimen::attachment().is_in([Document::from("x"), Document::Null]);
    update().only_if(among).await.unwrap();
    let other = update().only_if(specimen::attachment().ne(Document::Null));
    assert!(other.await.unwrap_err().is_condition_failed());

    // Inside of JSON it is a value like any other, and so it is in a required field.
    let set = update().set(specimen::raw(), Document::Null);
    assert_eq!(set.await.unwrap().raw, Document::Null);
    let set = update().set(specimen::readings().key("a"), Document::Null);
    let known = set
        .only_if(specimen::raw().eq(Document::Null))
        .await
        .unwrap();
    assert_eq!(known.readings["a"], Document::Null);
}
