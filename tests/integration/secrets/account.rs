//! An account full of secrets, and what has been said about it.

use std::error::Error;
use std::fmt::Debug;

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{AccountDraft, Address, NewAccount, PaymentMethod, tables};

pub(super) static ACCOUNTS: &[&TableDescriptor] = &[&tables::ACCOUNTS];

/// A part of every text among the sensitive values.
pub(super) const SECRET: &str = "hunter2";
pub(super) const PIN: u32 = 918_273_645;

pub(super) fn secret(name: &str) -> String {
    format!("{SECRET}-{name}")
}

pub(super) fn new_account() -> AccountDraft {
    let new = NewAccount {
        tenant: "acme".to_owned(),
        login: secret("login"),
        password: secret("password"),
        pin: PIN,
        method: PaymentMethod::Card {
            number: secret("card"),
            expires: "12/30".to_owned(),
        },
    };
    let address = Address {
        street: secret("street"),
        city: "Bern".to_owned(),
    };
    new.recovery([secret("recovery")].into())
        .answers([(secret("question"), secret("answer"))].into())
        .address(address)
}

/// The key of the account.
pub(super) fn key() -> (String, String) {
    ("acme".to_owned(), secret("login"))
}

/// Fails if a text holds a secret, or is empty.
pub(super) fn assert_discreet(text: &str) {
    assert!(!text.is_empty());
    for secret in [SECRET, &PIN.to_string()] {
        assert!(!text.contains(secret), "{secret} is in: {text}");
    }
}

pub(super) fn assert_debug_is_discreet(value: &impl Debug) {
    assert_discreet(&format!("{value:?}"));
    assert_discreet(&format!("{value:#?}"));
}

/// An error says everything it has to say, down to its last cause.
pub(super) fn assert_error_is_discreet(error: &(impl Error + 'static)) {
    assert_debug_is_discreet(error);
    let mut cause: Option<&dyn Error> = Some(error);
    while let Some(error) = cause {
        assert_discreet(&error.to_string());
        assert_discreet(&format!("{error:#?}"));
        cause = error.source();
    }
}
