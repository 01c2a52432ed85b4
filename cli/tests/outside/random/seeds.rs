//! Which seeds a run has.

use std::ops::Range;

/// `DYNAMITE_SCHEMA_SEED=n` runs one, `DYNAMITE_SCHEMA_SEEDS=n` so many, in place of the fixed
/// ones.
pub(super) fn seeds(fixed: u64) -> Range<u64> {
    if let Some(seed) = number("DYNAMITE_SCHEMA_SEED") {
        return seed..seed + 1;
    }
    0..number("DYNAMITE_SCHEMA_SEEDS").unwrap_or(fixed)
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{variable}={text} is no number")))
}
