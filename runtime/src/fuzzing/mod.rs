//! What is fuzzed, and replayed by the tests. Not part of the interface.

mod cursor;
mod item;

pub use cursor::cursor;
pub use item::item;

#[cfg(test)]
#[path = "../../../fuzz/inputs.rs"]
mod inputs;

#[cfg(test)]
mod replay {
    use super::inputs::inputs;

    /// Runs a target on every input that fuzzing found worth keeping.
    fn replay(target: &str, run: fn(&[u8])) {
        for (_, bytes) in inputs(target) {
            run(&bytes);
        }
    }

    #[test]
    fn the_cursor_holds_what_fuzzing_found() {
        replay("cursor", super::cursor);
    }

    #[test]
    fn the_codec_holds_what_fuzzing_found() {
        replay("codec", super::item);
    }
}
