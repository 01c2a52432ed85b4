//! `Debug` of entities, keys, drafts and requests.

use dynamite_sample::models::{AccountKey, Accounts, Address, account};

use super::account::{
    ACCOUNTS, PIN, assert_debug_is_discreet, assert_discreet, key, new_account, secret,
};
use crate::support::{Bed, stored_all};

#[tokio::test]
async fn entities_and_what_they_are_made_of_keep_their_secrets() {
    let bed = Bed::with(ACCOUNTS).await;
    let accounts = Accounts::new(&bed.db);
    assert_debug_is_discreet(&new_account());
    let account = accounts.create(new_account()).await.unwrap();
    assert_debug_is_discreet(&account);
    assert_debug_is_discreet(&account.method);
    assert_debug_is_discreet(&account.address);
    assert_debug_is_discreet(&AccountKey::from(key()));
    let text = format!("{account:?}");
    assert!(text.contains("acme") && text.contains("Bern"), "{text}");
    let replaced = accounts.replace(&account).await.unwrap();
    assert_debug_is_discreet(&replaced);
    assert_debug_is_discreet(&accounts.query("acme").page(None).await.unwrap());
    // They are secrets, and yet they are stored.
    let stored = stored_all(&bed.db, "accounts").await;
    let pin = aws_sdk_dynamodb::types::AttributeValue::N(PIN.to_string());
    assert_eq!(stored[0]["pin"], pin);
}

#[tokio::test]
async fn requests_keep_their_secrets() {
    let bed = Bed::empty().await;
    let accounts = Accounts::new(&bed.db);
    let condition = account::password().eq(secret("old"));
    assert_debug_is_discreet(&condition);
    assert_debug_is_discreet(&account::pin().is_in([PIN, 1]));
    let update = accounts
        .update(key())
        .set(account::password(), secret("new"))
        .set(account::answers().key(secret("question")), secret("answer"))
        .insert(account::recovery(), [secret("code")])
        .only_if(condition.clone());
    assert_debug_is_discreet(&update);
    assert_debug_is_discreet(&accounts.get(key()));
    assert_debug_is_discreet(&accounts.delete(key()).only_if(condition.clone()));
    let query = accounts.query("acme").sort_begins_with(secret("l"));
    assert_debug_is_discreet(&query.filter(condition));
    let street = secret("street");
    let address = Address {
        street,
        city: "Bern".to_owned(),
    };
    let update = accounts.update(key()).set(account::address(), address);
    assert_debug_is_discreet(&update);
}

#[tokio::test]
async fn a_sealed_cursor_keeps_the_sort_key() {
    let bed = Bed::with(ACCOUNTS).await;
    let db = bed.db.clone().with_cursor_key([3; 32]);
    let accounts = Accounts::new(&db);
    accounts.create(new_account()).await.unwrap();
    let page = accounts.query("acme").limit(1).page(None).await.unwrap();
    assert_debug_is_discreet(&page);
    assert_discreet(&page.cursor.unwrap());
}
