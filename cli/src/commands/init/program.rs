//! The program of the project before anything is written.

use super::project::Project;

/// The file of a package's program.
pub(super) const MAIN: &str = "src/main.rs";

/// What `cargo new` and `cargo init` write to it. On Windows, Git may end its lines in CRLF.
const STUB: &str = "fn main() {\n    println!(\"Hello, world!\");\n}\n";

/// The program of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// There is none, and no library.
    None,
    /// `src/main.rs` as `cargo new` has written it: nothing is lost with it.
    Stub,
    /// A program or library of the user's own.
    Own {
        /// `true` if it includes the models already.
        uses_models: bool,
    },
}

impl Program {
    pub(super) fn of(project: &Project) -> Self {
        let Some(main) = project.text(MAIN) else {
            let has_library = project.text("src/lib.rs").is_some();
            return if has_library || project.manifest.declares_targets() {
                Self::Own { uses_models: false }
            } else {
                Self::None
            };
        };
        if is_stub(&main) && !project.folder.join(MAIN).is_symlink() {
            return Self::Stub;
        }
        let uses = ["include_models!", "mod models;"];
        Self::Own {
            uses_models: uses.iter().any(|line| main.contains(line)),
        }
    }
}

fn is_stub(text: &str) -> bool {
    text == STUB || text == STUB.replace('\n', "\r\n")
}

#[cfg(test)]
mod tests {
    use super::{STUB, is_stub};

    #[test]
    fn only_the_untouched_stub_is_one() {
        assert!(is_stub(STUB));
        assert!(is_stub(&STUB.replace('\n', "\r\n")));
        for touched in [
            STUB.trim_end().to_owned(),
            STUB.replace("world", "World"),
            format!("{STUB}\n"),
            format!("// mine\n{STUB}"),
            String::new(),
        ] {
            assert!(!is_stub(&touched), "{touched}");
        }
    }
}
