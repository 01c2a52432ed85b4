//! Files on disk: whole, or as they were.

use std::ffi::OsString;
use std::path::Path;
use std::{fs, io, process};

/// Writes a file, and the folders above it, unless it already holds this text; then it is not
/// touched, so that nothing is rebuilt without need. Returns whether it was written.
///
/// The text goes to a neighbouring file that then takes the name: whoever reads the file, or
/// interrupts the writer, finds the old text or the new one. Permissions stay, a write-protected
/// file is refused, and a symbolic link stays one.
pub fn write_if_changed(path: &Path, text: &str) -> io::Result<bool> {
    let permissions = match fs::read(path) {
        Ok(bytes) if bytes == text.as_bytes() => return Ok(false),
        Ok(_) => Some(fs::metadata(path)?.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let Some(permissions) = permissions else {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        replace(path, text, None)?;
        return Ok(true);
    };
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    replace(&fs::canonicalize(path)?, text, Some(permissions))?;
    Ok(true)
}

fn replace(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", process::id()));
    let neighbour = path.with_file_name(name);
    let written = fs::write(&neighbour, text)
        .and_then(|()| permissions.map_or(Ok(()), |same| fs::set_permissions(&neighbour, same)))
        .and_then(|()| fs::rename(&neighbour, path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&neighbour);
    }
    written
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
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
