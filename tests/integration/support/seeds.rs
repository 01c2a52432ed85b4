//! Which seeds the random tests of competing writers have.

use std::ops::Range;

/// As many as `DYNAMITE_WINNER_SEEDS` says, or a few.
pub(crate) fn winner_seeds() -> Range<u64> {
    const FIXED: u64 = 12;
    let Ok(text) = std::env::var("DYNAMITE_WINNER_SEEDS") else {
        return 0..FIXED;
    };
    let seeds = text.parse();
    0..seeds.unwrap_or_else(|_| panic!("DYNAMITE_WINNER_SEEDS={text} is no number"))
}
