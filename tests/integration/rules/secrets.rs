//! What breaks a rule is not repeated where it is secret.

use dynamite_sample::models::{Members, member};

use super::{MEMBERS, ada, broken};
use crate::support::Bed;

#[tokio::test]
async fn a_sensitive_value_is_in_no_message_whatever_a_function_says() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut ada = ada(&bed.db).await;
    for (pin, rule) in [("1984", "crate::club::is_no_year"), ("98765", "pattern")] {
        ada.pin = Some(pin.to_owned());
        let saved = members.save(&ada).await.unwrap_err();
        let updated = members
            .update(&ada)
            .set(member::pin(), pin)
            .await
            .unwrap_err();
        for error in [saved, updated] {
            assert_eq!(broken(&error), [("pin", rule)]);
            let text = format!("{error} {error:#?}");
            assert!(!text.contains(pin), "{text}");
        }
    }
}

#[tokio::test]
async fn keys_of_maps_are_in_no_message() {
    let bed = Bed::with(MEMBERS).await;
    let ada = ada(&bed.db).await;
    let keys = [("house", "1"), ("garage", "2"), ("safe 4711", "3")];
    let update = Members::new(&bed.db).update(&ada).set(member::keys(), keys);
    let error = update.await.unwrap_err();
    assert_eq!(broken(&error), [("keys", "max_length")]);
    assert!(!error.to_string().contains("4711"), "{error}");
}
