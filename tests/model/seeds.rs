//! Which seeds a run has.

use std::ops::Range;

/// `DYNAMITE_MODEL_SEED=n` runs one, `DYNAMITE_MODEL_SEEDS=n` so many, in place of the fixed ones.
pub(crate) fn seeds(fixed: u64) -> Range<u64> {
    if let Some(seed) = number("DYNAMITE_MODEL_SEED") {
        return seed..seed + 1;
    }
    0..number("DYNAMITE_MODEL_SEEDS").unwrap_or(fixed)
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| unreachable!("{variable}={text} is no number")))
}
