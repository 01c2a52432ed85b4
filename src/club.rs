//! What the schema of the club leaves to Rust.

use std::collections::BTreeSet;

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

/// A check of lists in a list.
pub fn is_square(seats: &[Vec<String>]) -> Result<(), &'static str> {
    let rows = seats.len();
    if seats.iter().any(|row| row.len() != rows) {
        return Err("must have as many seats in each row as it has rows");
    }
    Ok(())
}

/// A check of something secret, which says too much.
pub fn is_no_year(pin: &str) -> Result<(), String> {
    if pin.starts_with("19") || pin.starts_with("20") {
        return Err(format!("{pin} is a year"));
    }
    Ok(())
}
