//! Every input that fuzzing found worth keeping is answered.

use std::fs;
use std::path::Path;

use crate::answer::assert_answered;

#[test]
fn schemas_that_fuzzing_found_are_accepted_or_explained() {
    let mut inputs = 0;
    for folder in ["corpus", "regressions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../fuzz")
            .join(folder)
            .join("schema");
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            // The target takes text only.
            if let Ok(text) = str::from_utf8(&bytes) {
                assert_answered(text);
                inputs += 1;
            }
        }
    }
    assert!(inputs > 0, "no inputs");
}
