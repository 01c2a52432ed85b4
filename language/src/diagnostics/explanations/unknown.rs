//! Attributes that are not declared.

use super::{Explanation, entry};
use crate::diagnostics::code;

pub(super) const ALL: &[Explanation] = &[entry(
    code::UNKNOWN_IS_LOST,
    "While a new version of a program is rolled out, an older one reads and saves what the newer \
     has stored. What it does not know survives: `save` writes a nested type attribute by \
     attribute. The elements of a list and the entries of a map are written as a whole, so there \
     it does not, unless the values themselves hold it: `unknown: keep` gives the type a field \
     `rest`, which reads all attributes that the type does not declare and writes them back. \
     `unknown: drop` says that there are none, or that they may be lost. The schema is accepted \
     either way.",
    "types:\n  Order: { lines: list<Line> }\n  Line: { sku: string }\n",
    "types:\n  Order: { lines: list<Line> }\n  Line: { fields: { sku: string }, unknown: keep }\n",
)];
