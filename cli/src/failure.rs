//! Failures that prevent a command from doing its work.

use std::path::Path;
use std::{fmt, io};

/// A failure, with a sentence about it and one about the remedy. The exit code is 2.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    remedy: Option<String>,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: None,
        }
    }

    /// Returns the failure to read, write or otherwise access a file or folder.
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(match error.kind() {
            io::ErrorKind::NotFound => format!("cannot {verb} {path}: no such file or folder"),
            io::ErrorKind::PermissionDenied => format!("cannot {verb} {path}: permission denied"),
            io::ErrorKind::AlreadyExists => format!("cannot {verb} {path}: it is a file"),
            io::ErrorKind::IsADirectory => format!("cannot {verb} {path}: it is a folder"),
            io::ErrorKind::NotADirectory => {
                format!("cannot {verb} {path}: a part of the path is not a folder")
            }
            io::ErrorKind::InvalidData => {
                format!("cannot {verb} {path}: it is no text in UTF-8")
            }
            _ => format!("cannot {verb} {path}: {error}"),
        })
    }

    /// Sets the remedy.
    pub(crate) fn remedy(self, remedy: impl Into<String>) -> Self {
        Self {
            remedy: Some(remedy.into()),
            ..self
        }
    }

    /// Adds what else there is to say of it.
    pub(crate) fn note(self, note: &str) -> Self {
        Self {
            what: format!("{} ({note})", self.what),
            ..self
        }
    }

    pub(crate) fn parts(&self) -> (&str, Option<&str>) {
        (&self.what, self.remedy.as_deref())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.remedy {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}
