//! Errors of every kind, down to their causes.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::ErrorKind;
use dynamite_sample::models::{Account, Accounts, Address, PaymentMethod, account};
use dynamite_testkit::{Fault, Operation};

use super::account::{
    ACCOUNTS, PIN, assert_debug_is_discreet, assert_error_is_discreet, key, new_account, secret,
};
use crate::support::{Bed, Proxied, item, m, n, raw_put, s, stored_all};

#[tokio::test]
async fn refused_writes_keep_the_secrets_of_the_stored_item() {
    let bed = Bed::with(ACCOUNTS).await;
    let accounts = Accounts::new(&bed.db);
    let account = accounts.create(new_account()).await.unwrap();

    let exists = accounts.create(new_account()).await.unwrap_err();
    assert!(exists.is_already_exists());
    assert!(exists.to_string().contains("acme"), "{exists}");
    assert_error_is_discreet(&exists);

    let condition = account::password().eq(secret("other"));
    let update = accounts.update(&account).set(account::pin(), PIN);
    let failed = update.only_if(condition).await.unwrap_err();
    assert!(failed.is_condition_failed());
    assert_error_is_discreet(&failed);
    // Whoever asks for the item gets all of it.
    let there = failed.item().unwrap().decode::<Account>().unwrap();
    assert_eq!(there.password, secret("password"));

    let absent = accounts.update(("acme", secret("nobody")));
    let absent = absent.set(account::pin(), PIN).await.unwrap_err();
    assert!(absent.is_not_found());
    assert_error_is_discreet(&absent);
}

#[tokio::test]
async fn a_missing_parent_keeps_the_key_below_it() {
    let bed = Bed::with(ACCOUNTS).await;
    let accounts = Accounts::new(&bed.db);
    accounts.create(new_account()).await.unwrap();
    let mut stored = stored_all(&bed.db, "accounts").await.remove(0);
    stored.remove("answers");
    raw_put(&bed.db, "accounts", stored).await;
    let answer = account::answers().key(secret("question"));
    let update = accounts.update(key()).set(answer, secret("answer"));
    let error = update.await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::MissingParent { .. }),
        "{error}"
    );
    assert_error_is_discreet(&error);
}

/// A part of the type may be sensitive, and so may be what was stored before it.
#[tokio::test]
async fn what_is_stored_in_place_of_a_nested_type_is_not_shown() {
    let bed = Bed::with(ACCOUNTS).await;
    let accounts = Accounts::new(&bed.db);
    accounts.create(new_account()).await.unwrap();
    for name in ["method", "address"] {
        let mut stored = stored_all(&bed.db, "accounts").await.remove(0);
        stored.insert(name.to_owned(), s(secret("card")));
        raw_put(&bed.db, "accounts", stored).await;
        let error = accounts.get(key()).await.unwrap_err();
        assert!(error.to_string().contains("expected M, found S"), "{error}");
        assert_error_is_discreet(&error);
    }
}

#[tokio::test]
async fn values_that_cannot_be_stored_are_not_shown() {
    let bed = Bed::empty().await;
    let accounts = Accounts::new(&bed.db);
    let long = secret(&"x".repeat(2000));
    let error = accounts.get(("acme", &*long)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Encode { .. }), "{error}");
    assert_error_is_discreet(&error);

    let range = account::pin().between(PIN, 1);
    let error = accounts.delete(key()).only_if(range).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Expression(_)), "{error}");
    assert_error_is_discreet(&error);

    let one = account::answers().key(secret("question"));
    let update = accounts.update(key()).set(one.clone(), "a").set(one, "b");
    let error = update.await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Expression(_)), "{error}");
    assert_error_is_discreet(&error);

    let huge = new_account().answers([(secret("question"), "x".repeat(500_000))].into());
    let error = accounts.create(huge).await.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::ItemTooLarge { .. }),
        "{error}"
    );
    assert_error_is_discreet(&error);
}

#[tokio::test]
async fn items_that_cannot_be_read_are_not_shown() {
    let bed = Bed::with(ACCOUNTS).await;
    let accounts = Accounts::new(&bed.db);
    accounts.create(new_account()).await.unwrap();
    let good = stored_all(&bed.db, "accounts").await.remove(0);
    let secret = |name| s(secret(name));
    let answer_of_a_question = item([(&super::account::secret("question"), n(PIN))]);
    for (name, value) in [
        ("password", n(PIN)),
        ("pin", secret("pin")),
        ("pin", n(u64::from(PIN) * 1_000_000)),
        ("recovery", secret("recovery")),
        ("answers", AttributeValue::M(answer_of_a_question)),
        ("answers", secret("answers")),
        (
            "method",
            m([
                ("kind", s("card")),
                ("number", n(PIN)),
                ("expires", s("12/30")),
            ]),
        ),
        ("address", m([("street", n(PIN)), ("city", s("Bern"))])),
    ] {
        let mut bad = good.clone();
        bad.insert(name.to_owned(), value);
        raw_put(&bed.db, "accounts", bad).await;

        let error = accounts.get(key()).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
        assert!(error.to_string().contains(name), "{error}");
        assert_error_is_discreet(&error);
        let page = accounts.query("acme").page(None).await.unwrap();
        assert_error_is_discreet(&page.bad[0]);
        assert_debug_is_discreet(&page);
        assert_error_is_discreet(&accounts.scan().all().await.unwrap_err());
    }
}

#[tokio::test]
async fn a_service_that_fails_does_not_show_what_was_sent_or_came_back() {
    let bed = Proxied::with(ACCOUNTS).await;
    let created = Accounts::new(&bed.direct).create(new_account()).await;
    let mut account = created.unwrap();
    let accounts = Accounts::new(&bed.db);
    for fault in [
        Fault::TruncatedBody,
        Fault::GarbageBody,
        Fault::InternalServerError { applied: true },
        Fault::ServiceUnavailable,
        Fault::Throttling,
        Fault::CutAfter,
        Fault::RequestLimitExceeded,
    ] {
        for operation in [Operation::GetItem, Operation::Query, Operation::UpdateItem] {
            bed.proxy.on(operation).always().fail(fault.clone());
        }
        assert_error_is_discreet(&accounts.get(key()).await.unwrap_err());
        let query = accounts.query("acme").sort_begins_with(secret("l"));
        assert_error_is_discreet(&query.all().await.unwrap_err());
        account.method = PaymentMethod::Invoice;
        let street = secret("street");
        account.address = Some(Address {
            street,
            city: String::new(),
        });
        assert_error_is_discreet(&accounts.save(&account).await.unwrap_err());
        bed.proxy.clear();
    }
}
