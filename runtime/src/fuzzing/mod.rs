//! What is fuzzed, and replayed by the tests. Not part of the interface.

mod cursor;
mod item;

pub use cursor::cursor;
pub use item::item;

#[cfg(test)]
mod replay {
    use std::path::Path;

    /// Runs a target on every input that fuzzing found worth keeping.
    fn replay(target: &str, run: fn(&[u8])) {
        let mut inputs = 0;
        for folder in ["corpus", "regressions"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../fuzz")
                .join(folder)
                .join(target);
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                run(&std::fs::read(entry.unwrap().path()).unwrap());
                inputs += 1;
            }
        }
        assert!(inputs > 0, "no inputs for {target}");
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
