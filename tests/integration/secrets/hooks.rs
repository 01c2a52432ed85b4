//! What hooks are given, and what is said of those that fail.

use dynamite::{Changes, Client, HookFailure, HookResult, Hooks};
use dynamite_sample::models::{Account, AccountKey, Accounts, account};

use super::account::{
    ACCOUNTS, PIN, assert_debug_is_discreet, assert_error_is_discreet, key, new_account, secret,
};
use crate::support::Bed;

/// Fails after every update, and before every one that sets a password.
#[derive(Clone)]
pub(super) struct Failing;

impl Hooks<Account> for Failing {
    async fn before_update(&self, _: &AccountKey, changes: &mut Changes<Account>) -> HookResult {
        assert_debug_is_discreet(changes);
        let paths: Vec<_> = changes.paths().map(ToString::to_string).collect();
        assert!(!paths.concat().contains("password-key"), "{paths:?}");
        if changes.touches(account::password()) {
            return Err("not this one".into());
        }
        Ok(())
    }

    async fn after_update(&self, _: &AccountKey, _: &Changes<Account>) -> HookResult {
        Err("not there".into())
    }
}

/// An update after which a hook fails.
pub(super) async fn update(db: &Client) {
    let accounts = Accounts::with_hooks(db, Failing);
    let answer = account::answers().key(secret("password-key"));
    let update = accounts.update(key()).set(account::pin(), PIN);
    update.set(answer, secret("answer")).await.unwrap();
}

/// Looks at its failures before they are logged.
#[derive(Clone)]
struct Looking;

impl Hooks<Account> for Looking {
    async fn after_create(&self, _: &Account) -> HookResult {
        Err("not there".into())
    }

    fn after_failed(&self, failure: &HookFailure) {
        assert_error_is_discreet(failure);
        assert_eq!(failure.key, "tenant = \"acme\", login = (sensitive)");
    }
}

#[tokio::test]
async fn failures_name_the_key_without_what_is_sensitive() {
    let bed = Bed::with(ACCOUNTS).await;
    let looking = Accounts::with_hooks(&bed.db, Looking);
    looking.create(new_account()).await.unwrap();
    let accounts = Accounts::with_hooks(&bed.db, Failing);
    let update = accounts.update(key()).set(account::password(), secret("p"));
    let error = update.await.unwrap_err();
    assert_error_is_discreet(&error);
    assert!(error.to_string().contains("not this one"), "{error}");
}
