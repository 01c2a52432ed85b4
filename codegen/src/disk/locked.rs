//! A folder that no other run of Dynamite writes to meanwhile.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, process, thread};

use super::regular::{holds, metadata};

/// The longest wait for another run. No run takes that long, but a caller that locks the folder
/// itself around this program, as `flock` does, would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// The pause between two attempts to lock.
const POLL: Duration = Duration::from_millis(10);

/// The age at which a temporary file counts as abandoned where folders cannot be locked.
const STALE: Duration = Duration::from_secs(60 * 60);

/// The number of files that this process has written, which tells temporary files apart: where
/// folders cannot be locked, two threads may write the same file.
static WRITTEN: AtomicU32 = AtomicU32::new(0);

/// A folder, locked until this is dropped.
///
/// The lock is on the folder itself: the system releases it when the process ends, however it ends,
/// and no lock file is left behind. Windows and some network file systems have no such lock. There,
/// writes are atomic as well, but runs at the same time may have to be repeated.
pub(crate) struct LockedFolder {
    path: PathBuf,
    lock: Option<File>,
}

impl LockedFolder {
    /// Creates the folder if it is missing, and waits for other runs. Fails if it stays locked.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Self::open_within(path, PATIENCE)
    }

    fn open_within(path: &Path, patience: Duration) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        let lock = match File::open(path) {
            Ok(folder) => lock(&folder, patience)?.then_some(folder),
            Err(_) => None,
        };
        Ok(Self {
            path: path.to_owned(),
            lock,
        })
    }

    /// Writes a file of the folder, unless it already holds this text.
    ///
    /// The write is atomic. Permissions stay, a write-protected file is refused, and a symbolic
    /// link stays one.
    pub(crate) fn write(&self, name: impl AsRef<Path>, text: &str) -> io::Result<()> {
        let path = self.path.join(name);
        let Some(found) = metadata(&path)? else {
            return replace(&path, text, None);
        };
        if holds(&path, &found, text)? {
            return Ok(());
        }
        let permissions = found.permissions();
        if permissions.readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        replace(&fs::canonicalize(path)?, text, Some(permissions))
    }

    /// Writes a file of the folder, or removes it where there is no text.
    pub(crate) fn put(&self, name: &str, text: Option<&str>) -> io::Result<()> {
        match text {
            Some(text) => self.write(name, text),
            None => self.remove(name),
        }
    }

    /// Removes a file of the folder, unless it is gone already.
    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the temporary files that interrupted runs have left of files with these names. Those
    /// that cannot be removed stay, and do no harm.
    pub(crate) fn sweep(&self, is_ours: impl Fn(&str) -> bool) {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let Some(of) = name.to_str().and_then(target_of) else {
                continue;
            };
            if is_ours(of) && self.is_abandoned(&entry) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Returns true if nobody is writing the file: its writer does not hold the lock any more.
    fn is_abandoned(&self, entry: &fs::DirEntry) -> bool {
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        entry.file_type().is_ok_and(|kind| kind.is_file())
            && (self.lock.is_some() || age().is_some_and(|age| age > STALE))
    }
}

/// Locks a folder. Returns false where the file system cannot lock folders.
fn lock(folder: &File, patience: Duration) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(_)) => return Ok(false),
            Err(TryLockError::WouldBlock) if start.elapsed() < patience => thread::sleep(POLL),
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!(
                        "another process has kept the folder locked for {} s",
                        patience.as_secs()
                    ),
                ));
            }
        }
    }
}

/// Writes the text to a temporary file beside the file, and renames it.
fn replace(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}-{number}.tmp", process::id()));
    let temporary = path.with_file_name(name);
    let written = fs::write(&temporary, text)
        .and_then(|()| permissions.map_or(Ok(()), |same| fs::set_permissions(&temporary, same)))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// The name of the file that a temporary file was to become.
fn target_of(name: &str) -> Option<&str> {
    let (of, writer) = name
        .strip_prefix('.')?
        .strip_suffix(".tmp")?
        .rsplit_once('.')?;
    let is_number = |text: &str| text.parse::<u32>().is_ok();
    let (process, number) = writer.split_once('-')?;
    (is_number(process) && is_number(number)).then_some(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn only_temporary_files_of_these_files_are_swept() {
        let temporary = tempfile::tempdir().unwrap();
        let stays = [
            ".a.rs.7.tmp",
            ".a.rs.tmp",
            ".a.rs.x-1.tmp",
            ".b.rs.7-0.tmp",
            "a.rs",
            "a.rs.7-0.tmp",
        ];
        for name in stays.iter().chain(&[".a.rs.7-0.tmp", ".a.rs.4711-12.tmp"]) {
            fs::write(temporary.path().join(name), "").unwrap();
        }
        fs::create_dir(temporary.path().join(".a.rs.8-0.tmp")).unwrap();
        let folder = LockedFolder::open(temporary.path()).unwrap();
        folder.sweep(|name| name == "a.rs");
        let left = names(temporary.path());
        assert_eq!(left[1], ".a.rs.8-0.tmp", "a folder");
        assert_eq!([&left[..1], &left[2..]].concat(), stays);
    }

    #[test]
    fn without_a_lock_only_what_is_old_is_swept() {
        let temporary = tempfile::tempdir().unwrap();
        let file = |name: &str, age: Duration| {
            let file = File::create(temporary.path().join(name)).unwrap();
            file.set_modified(std::time::SystemTime::now() - age)
                .unwrap();
        };
        file(".a.rs.7-0.tmp", Duration::ZERO);
        file(".a.rs.8-0.tmp", Duration::from_secs(59 * 60));
        file(".a.rs.9-0.tmp", Duration::from_secs(61 * 60));
        let mut folder = LockedFolder::open(temporary.path()).unwrap();
        folder.lock = None;
        folder.sweep(|name| name == "a.rs");
        assert_eq!(
            names(temporary.path()),
            [".a.rs.7-0.tmp", ".a.rs.8-0.tmp"],
            "somebody may be writing"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_second_run_waits_for_the_first() {
        let temporary = tempfile::tempdir().unwrap();
        let first = LockedFolder::open(temporary.path()).unwrap();
        let file = File::open(temporary.path()).unwrap();
        assert!(file.try_lock().is_err());
        let second = LockedFolder::open_within(temporary.path(), Duration::from_millis(1));
        let error = second.err().map(|error| error.kind());
        assert_eq!(error, Some(io::ErrorKind::TimedOut));
        drop(first);
        assert!(file.try_lock().is_ok());
    }
}
