//! Files that a command reads whole or writes.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::failure::Failure;

/// No file that is read whole is larger: they are written by hand, or by this command.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Stands for standard output where a file is named.
const STDOUT: &str = "-";

/// Whether a path stands for standard output.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path == Path::new(STDOUT)
}

/// Refuses what stands for standard output where a folder is asked for.
pub(crate) fn refuse_stdout(folder: &Path) -> Result<(), Failure> {
    if !is_stdout(folder) {
        return Ok(());
    }
    Err(
        Failure::new("`-` is standard output, and a folder is needed here")
            .remedy("name a folder; one that is called `-` is `./-`"),
    )
}

/// Refuses what is no folder, and can become none.
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

/// The text of a file. What has no end is read no further than any text goes.
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

/// The text of a regular file: where a pipe would keep the reader waiting for a writer.
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

/// Writes a file that is not there, is empty, or was written by this command, which `is_ours`
/// tells by its text. Returns whether it was changed.
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
