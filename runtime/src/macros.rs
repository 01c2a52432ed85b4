//! Macros for users.

/// Declares `pub mod models` with what the build script generated.
///
/// The build script is one line: `fn main() { dynamite_codegen::build("schemas"); }`.
#[macro_export]
macro_rules! include_models {
    () => {
        /// The models of the schema files.
        pub mod models {
            include!(concat!(env!("OUT_DIR"), "/dynamite/mod.rs"));
        }
    };
}
