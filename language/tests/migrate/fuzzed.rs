//! Every input that fuzzing found worth keeping is answered.

use crate::answer::assert_answered;
use crate::inputs::inputs;

#[test]
fn migrations_that_fuzzing_found_are_accepted_or_explained() {
    for (name, bytes) in inputs("migration") {
        // The target is given what is text, up to the first byte that is not.
        let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let answered = std::panic::catch_unwind(|| assert_answered(text));
        assert!(answered.is_ok(), "{name} is not answered");
    }
}
