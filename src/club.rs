//! What the schema of the club leaves to Rust.

use std::collections::BTreeSet;

use crate::models::{Contact, Home};

/// A normalization: `@ada` is `ada`.
pub fn without_at_sign(nickname: &str) -> String {
    nickname.trim_start_matches('@').to_owned()
}

/// A check with words of its own.
pub fn is_not_taken(nickname: &str) -> Result<(), String> {
    match nickname {
        "admin" | "root" => Err(format!("cannot be {nickname}, which is taken")),
        _ => Ok(()),
    }
}

/// A check of a whole list.
pub fn has_no_twins(team: &[String]) -> Result<(), &'static str> {
    let different: BTreeSet<_> = team.iter().collect();
    if different.len() < team.len() {
        return Err("must not name anybody twice");
    }
    Ok(())
}

/// A check of a nested type.
pub fn has_a_rating(office: &Home) -> Result<(), &'static str> {
    office.rating.map(drop).ok_or("must have a rating")
}

/// A check of something secret, which says too much.
pub fn is_no_year(pin: &str) -> Result<(), String> {
    if pin.starts_with("19") || pin.starts_with("20") {
        return Err(format!("{pin} is a year"));
    }
    Ok(())
}

/// A default.
pub fn nobody() -> Contact {
    Contact::Nobody
}
