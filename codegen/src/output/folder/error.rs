//! Errors of model folders.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::output::manifest::MANIFEST;

/// An error while a folder of models is compared or written.
#[derive(Debug)]
pub struct FolderError {
    /// The file or folder.
    pub path: PathBuf,
    /// The reason.
    pub reason: Reason,
}

/// The reason why a file or folder is refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The file was not generated from this schema: writing it would destroy somebody's work.
    Foreign,
    /// The folder is not one of generated models: it holds something else, and no list of generated
    /// files.
    NotOurs {
        /// The name of something in it.
        found: String,
    },
    /// The folder has no list of generated files yet, and this file was generated from another
    /// schema or from an earlier version of this one, which cannot be told apart.
    Leftover,
    /// The folder holds the models of another schema.
    OtherSchema {
        /// The folder of that schema.
        other: PathBuf,
        /// The folder of this one.
        this: PathBuf,
    },
    /// The list of generated files is invalid.
    Manifest {
        /// The number of the invalid line.
        line: usize,
    },
    /// It cannot be read.
    Read(io::Error),
    /// It cannot be written or removed.
    Write(io::Error),
}

impl FolderError {
    pub(super) fn new(path: impl Into<PathBuf>, reason: Reason) -> Self {
        Self {
            path: path.into(),
            reason,
        }
    }

    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::new(path, Reason::Read(error))
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::new(path, Reason::Write(error))
    }

    /// The advice: the second half of the message.
    pub fn remedy(&self) -> String {
        match &self.reason {
            Reason::Foreign => "move it out of the way, or name another folder".to_owned(),
            Reason::NotOurs { .. } => "name a folder that is empty or not there yet".to_owned(),
            Reason::Leftover => "remove it if nothing needs it, or name another folder".to_owned(),
            Reason::OtherSchema { other, this } => format!(
                "give each schema a folder of its own; if {} takes the place of {}, remove the \
                 models first",
                this.display(),
                other.display()
            ),
            Reason::Manifest { .. } => {
                "restore it from version control, or move it away to have it made again".to_owned()
            }
            Reason::Read(_) => "name a folder that you may read".to_owned(),
            Reason::Write(_) => {
                "what is written already is whole; run it again when this is solved".to_owned()
            }
        }
    }

    /// The description: the first half of the message, without the advice.
    pub fn what(&self) -> String {
        let path = self.path.display();
        match &self.reason {
            Reason::Foreign => format!(
                "{path} is in the way: it was not generated here from this schema, and is left alone"
            ),
            Reason::NotOurs { found } => format!(
                "{path} is not a folder of generated models: it holds {found}, and no {MANIFEST}"
            ),
            Reason::Leftover => format!(
                "{path} was not generated from this schema as it is now, and there is no {MANIFEST} \
                 beside it that says from which"
            ),
            Reason::OtherSchema { other, this } => format!(
                "{path} holds the models of {}, and those of {} would take their place",
                other.display(),
                this.display()
            ),
            Reason::Manifest { line } => {
                format!("{path} is not a list of generated files: line {line} is none of it")
            }
            Reason::Read(error) => format!("cannot read {path}: {error}"),
            Reason::Write(error) => format!("cannot write {path}: {error}"),
        }
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what(), self.remedy())
    }
}

impl std::error::Error for FolderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Read(error) | Reason::Write(error) => Some(error),
            _ => None,
        }
    }
}
