//! Regular files: reading them, and refusing anything else.

use std::path::Path;
use std::{fs, io};

/// The bytes of a regular file, if it is there. Nothing else is opened: a pipe would keep the
/// reader waiting, and a device may have no end.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match metadata(path)? {
        Some(_) => fs::read(path).map(Some),
        None => Ok(None),
    }
}

/// Returns true if an existing file holds this text.
pub(super) fn holds(path: &Path, found: &fs::Metadata, text: &str) -> io::Result<bool> {
    Ok(found.len() == text.len() as u64 && fs::read(path)? == text.as_bytes())
}

/// The metadata of a regular file; none if nothing is there. Fails for anything else, such as a
/// link to nothing, whose place would be taken.
pub(super) fn metadata(path: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(Some(found)),
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => Err(io::Error::other("it is a device or a pipe, not a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.is_symlink() {
                return Err(io::Error::other(
                    "it is a link to something that is not there",
                ));
            }
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
