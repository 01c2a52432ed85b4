//! Functions that change nothing when they are called on their own results.

use std::collections::BTreeSet;

/// Groups of functions of a value, whose other arguments are constants. Whichever of a group are called one
/// inside the other, in whatever order, calling them again on the result changes nothing: none undoes
/// what another has done.
pub(in crate::expr) const IDEMPOTENT_GROUPS: [&[&str]; 3] = [
    &["lower", "trim"],
    &["upper", "trim"],
    &["floor", "ceiling", "abs", "round"],
];

/// Returns `true` if functions are of one group.
pub(in crate::expr) fn are_idempotent_together(functions: &BTreeSet<&str>) -> bool {
    let is_in = |group: &&[&str]| functions.iter().all(|name| group.contains(name));
    IDEMPOTENT_GROUPS.iter().any(is_in)
}
