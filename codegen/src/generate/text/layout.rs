//! The place of generated files.

/// The place of generated files, and with it their form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// In the source tree, as a module folder: `mod.rs` declares `pub mod user;`. Each file keeps
    /// rustfmt away from itself.
    CheckedIn,
    /// In `OUT_DIR/dynamite`: `mod.rs` is included, and includes the others. Laid out by the
    /// templates, not by the formatter.
    BuildScript,
}
