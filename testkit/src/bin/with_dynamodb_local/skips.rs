//! Reports skipped tests at the end of the run.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// A file into which tests write a line when they are skipped; it is removed on drop.
pub(super) struct Collector(PathBuf);

impl Collector {
    pub(super) fn new(directory: &Path) -> io::Result<Self> {
        let file = directory.join(format!("skipped-{}", std::process::id()));
        std::fs::write(&file, "")?;
        Ok(Self(file))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Prints each line once.
    pub(super) fn print(&self) -> io::Result<()> {
        let lines = std::fs::read_to_string(&self.0)?;
        for line in lines.lines().collect::<BTreeSet<_>>() {
            println!("{line}");
        }
        Ok(())
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        // A file left behind is in the target directory, and is empty or old.
        let _ = std::fs::remove_file(&self.0);
    }
}
