//! Relative paths between folders.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The path from one folder to another, with `/` on every system. Links are not resolved, so that
/// it is the same on every machine. Absolute if there is no relative path, as between drives.
pub(crate) fn relative(from: &Path, to: &Path) -> io::Result<String> {
    let (from, to) = (plain(from)?, plain(to)?);
    let both = from.components().zip(to.components());
    let common = both.take_while(|(one, other)| one == other).count();
    let path = if common == 0 {
        to
    } else {
        let up = from.components().skip(common).map(|_| OsStr::new(".."));
        let down = to.components().skip(common).map(Component::as_os_str);
        up.chain(down).collect()
    };
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    let text = match parts.split_first() {
        Some((root, rest)) if path.has_root() => format!("{root}{}", rest.join("/")),
        Some(_) => parts.join("/"),
        None => ".".to_owned(),
    };
    // It has to fit into a line.
    Ok(text.replace(char::is_control, "\u{fffd}"))
}

/// An absolute path without `.` and `..`.
fn plain(path: &Path) -> io::Result<PathBuf> {
    let mut plain = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_goes_up_and_down() {
        for (from, to, path) in [
            ("src/models", "schemas", "../../schemas"),
            ("./src/../src/models", "./schemas/", "../../schemas"),
            ("models", "models/schemas", "schemas"),
            ("models", ".", ".."),
            ("a", "a", "."),
            ("a", "b\nc", "../b\u{fffd}c"),
        ] {
            assert_eq!(
                relative(Path::new(from), Path::new(to)).unwrap(),
                path,
                "{from} {to}"
            );
        }
    }
}
