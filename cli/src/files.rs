//! Reading and writing whole files.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::failure::Failure;

/// Maximum size of a file that is read whole: such files are written by hand, or by this command.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Stands for standard output where a file is named.
const STDOUT: &str = "-";

/// Returns `true` if a path stands for standard output.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path == Path::new(STDOUT)
}

/// Refuses standard output if a folder is required.
pub(crate) fn refuse_stdout(folder: &Path) -> Result<(), Failure> {
    if !is_stdout(folder) {
        return Ok(());
    }
    Err(
        Failure::new("`-` is standard output, and a folder is needed here")
            .remedy("name a folder; one that is called `-` is `./-`"),
    )
}

/// Refuses a path that is not a folder, and cannot become one.
pub(crate) fn may_be_folder(path: &Path) -> Result<(), Failure> {
    refuse_stdout(path)?;
    let shown = path.display();
    if path.is_symlink() && !path.exists() {
        return Err(
            Failure::new(format!("{shown} is a link to a folder that is not there"))
                .remedy("make that folder, or name another one with `--out`"),
        );
    }
    if path.exists() && !path.is_dir() {
        return Err(Failure::new(format!("{shown} is a file"))
            .remedy("the models need a folder: name one with `--out`"));
    }
    Ok(())
}

/// Returns the text of a file. Endless input is read only up to the maximum size.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_string(&mut text)?;
    if read as u64 > MAX_BYTES {
        return Err(io::Error::other("it is larger than 16 MiB"));
    }
    Ok(text)
}

/// Returns the text of a regular file; a pipe would keep the reader waiting for a writer.
pub(crate) fn read_regular(path: &Path) -> io::Result<String> {
    let kind = fs::metadata(path)?;
    if kind.is_file() {
        return read_text(path);
    }
    Err(if kind.is_dir() {
        io::ErrorKind::IsADirectory.into()
    } else {
        io::Error::other("it is a device or a pipe, not a file")
    })
}

/// Writes a file that does not exist, is empty, or was written by this command, which `is_ours`
/// decides by its text. Returns `true` if it was changed.
pub(crate) fn write_own(
    path: &Path,
    text: &str,
    what: &str,
    is_ours: impl Fn(&str) -> bool,
) -> Result<bool, Failure> {
    let failed = |verb: &str, error: &io::Error| {
        Failure::io(verb, path, error).remedy("name a place you may write to with `--out`")
    };
    match read_regular(path) {
        Ok(old) if old.trim().is_empty() || is_ours(&old) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Ok(_) => return Err(foreign(path, what)),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(foreign(path, what));
        }
        Err(error) => return Err(failed("write", &error)),
    }
    dynamite_codegen::write_if_changed(path, text).map_err(|error| failed("write", &error))
}

fn foreign(path: &Path, what: &str) -> Failure {
    Failure::new(format!(
        "{} is not {what} of Dynamite, and is left alone",
        path.display()
    ))
    .remedy("move it out of the way, or name another place with `--out`")
}
