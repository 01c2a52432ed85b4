//! Names that live as long as the program.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

static NAMES: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);

/// A stored name that is kept for as long as the program runs, each once. For names of a schema, of
/// which there are few: not for values or keys of maps.
pub fn name(name: &str) -> &'static str {
    // Nothing can panic while a name is added.
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.into());
    names.insert(kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_kept_once() {
        let (one, other) = (name("engine_support_name"), name("engine_support_name"));
        assert!(std::ptr::eq(one, other));
        assert_ne!(one, name("engine_support_other"));
    }
}
