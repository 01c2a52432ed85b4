//! The packages of Dynamite that a project depends on.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A checkout of Dynamite. Until its packages are published, projects depend on it by path.
pub(super) struct Checkout(PathBuf);

impl Checkout {
    /// Returns the named checkout, or the one that this command was built from.
    pub(super) fn find(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(root) = named.or(Path::new(env!("CARGO_MANIFEST_DIR")).parent()) else {
            return Err(
                Failure::new("this command does not know where it was built")
                    .remedy("name a checkout of Dynamite with `--dynamite PATH`"),
            );
        };
        let found = ["runtime", "codegen"]
            .iter()
            .all(|package| root.join(package).join("Cargo.toml").is_file());
        match (found, std::path::absolute(root)) {
            (true, Ok(root)) => Ok(Self(root)),
            _ => Err(Failure::new(format!("{} is not a checkout of Dynamite", root.display()))
                .remedy(
                    "name one with `--dynamite PATH`: the project will depend on the packages in it",
                )),
        }
    }

    /// Returns the folder of a package.
    pub(super) fn package(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}
