//! Items that were rejected, or have something left to do, as objects.

use dynamite_migrate::Reject;
use serde_json::{Value, json};

/// The object of an item, of this kind.
pub(super) fn object(kind: &str, reject: &Reject) -> Value {
    json!({
        "kind": kind, "key": reject.key, "step": reject.step, "reason": reject.reason,
    })
}
