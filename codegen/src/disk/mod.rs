//! Atomic writes of files, and reads of regular files only.

mod locked;
mod regular;

use std::path::Path;
use std::{fs, io};

pub(crate) use locked::LockedFolder;
pub(crate) use regular::read;
use regular::{holds, metadata};

/// Writes a file, and the folders above it, unless it already holds this text; then it is not
/// touched, so that nothing is rebuilt without need. Returns true if it was written.
///
/// The write is atomic: the text goes to a temporary file beside it that is then renamed, so that
/// readers find, and interrupted writers leave, the old text or the new one. Temporary files of
/// interrupted writers are removed by the next. Permissions stay, a symbolic link stays one, and a
/// write-protected file, a device or a pipe is refused.
pub fn write_if_changed(path: &Path, text: &str) -> io::Result<bool> {
    let target = match metadata(path)? {
        Some(found) if holds(path, &found, text)? => return Ok(false),
        Some(_) => fs::canonicalize(path)?,
        None => path.to_owned(),
    };
    let name = target.file_name().unwrap_or_default();
    let folder = LockedFolder::open(parent(&target))?;
    folder.sweep(|of| name == of);
    folder.write(name, text)?;
    Ok(true)
}

/// The folder of a file.
fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_leaves_no_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/b/c.rs");
        assert!(write_if_changed(&file, "one").unwrap());
        assert!(!write_if_changed(&file, "one").unwrap());
        assert!(write_if_changed(&file, "two").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_write_protected_file_is_refused_and_a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.rs");
        fs::write(&file, "mine").unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        let error = write_if_changed(&file, "other").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        assert!(write_if_changed(folder.path(), "other").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("link"));
        fs::write(&file, "one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_if_changed(&link, "two").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        let dangling = folder.path().join("dangling");
        std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
        assert!(write_if_changed(&dangling, "two").is_err());
        assert!(dangling.is_symlink());
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_neither_read_nor_written() {
        for path in ["/dev/zero", "/dev/full"].map(Path::new) {
            assert!(write_if_changed(path, "text").is_err());
            assert!(read(path).is_err());
        }
    }
}
