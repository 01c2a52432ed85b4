//! Collections that read as empty when absent.

use super::attribute::{absent, of_type};
use super::{AttributeKind, Join, Node, node};
use crate::expr::field_capabilities::Emptiness;
use crate::path::DocumentPath;

/// Returns the condition that an absent field reads as an empty collection; `None` if it never
/// does.
pub(super) fn reads_as_empty(path: &DocumentPath, emptiness: Emptiness) -> Option<Node> {
    match emptiness {
        Emptiness::Never => None,
        Emptiness::Absent => Some(absent(path)),
        Emptiness::AbsentInside => {
            let is_there = of_type(&path.outer(), AttributeKind::Map);
            Some(node::joined(Join::And, is_there, absent(path)))
        }
    }
}
