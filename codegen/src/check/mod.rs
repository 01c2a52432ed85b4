//! What a schema must satisfy beyond names and shapes.

use crate::diagnostics::Problems;
use crate::raw::Declarations;
use crate::resolve::Resolved;

/// Runs every check.
pub(crate) fn check(_declarations: &Declarations, _resolved: &Resolved, _problems: &mut Problems) {}
