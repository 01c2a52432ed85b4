//! A folder that no other run of Dynamite writes to meanwhile.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, process, thread};

/// How long another run may take. None takes that long, but whoever locks the folder around a call
/// of this program, as `flock` does, would wait for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a lock is asked for.
const POLL: Duration = Duration::from_millis(10);

/// Where folders cannot be locked, what an interrupted run has left is told by its age.
const STALE: Duration = Duration::from_secs(60 * 60);

/// How many files this process has written: where folders cannot be locked, two of its threads may
/// write the same one.
static WRITTEN: AtomicU32 = AtomicU32::new(0);

/// A folder, locked until this is dropped.
///
/// The lock is on the folder itself: the system takes it back from a process that ends, however it
/// ends, and there is no file to be left behind. Windows and some network file systems know no such
/// lock. There, files are whole as well, and runs that meet may have to be repeated.
pub(crate) struct LockedFolder {
    path: PathBuf,
    lock: Option<File>,
}

impl LockedFolder {
    /// Makes the folder, if it is not there, and waits for other runs. Fails if something else
    /// keeps it locked.
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
    /// It is there as a whole, or as it was. Permissions stay, a write-protected file is refused,
    /// and a symbolic link stays one.
    pub(crate) fn write(&self, name: impl AsRef<Path>, text: &str) -> io::Result<()> {
        let path = self.path.join(name);
        let Some(found) = super::regular(&path)? else {
            return replace(&path, text, None);
        };
        if super::holds(&path, &found, text)? {
            return Ok(());
        }
        let permissions = found.permissions();
        if permissions.readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        replace(&fs::canonicalize(path)?, text, Some(permissions))
    }

    /// Removes a file of the folder, unless it is gone already.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes what interrupted runs have left of files with these names. What cannot be removed
    /// stays: it is in nobody's way.
    pub(crate) fn sweep(&self, is_ours: impl Fn(&str) -> bool) {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let Some(of) = name.to_str().and_then(neighbour_of) else {
                continue;
            };
            if is_ours(of) && self.is_abandoned(&entry) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Whether nobody is writing it. Whoever was has no lock any more.
    fn is_abandoned(&self, entry: &fs::DirEntry) -> bool {
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        entry.file_type().is_ok_and(|kind| kind.is_file())
            && (self.lock.is_some() || age().is_some_and(|age| age > STALE))
    }
}

/// Locks a folder. Returns whether it is locked: some file systems have no locks for folders.
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

/// The text goes to a neighbouring file, which then takes the name.
fn replace(path: &Path, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}-{number}.tmp", process::id()));
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

/// The name of the file that a neighbour was to become.
fn neighbour_of(name: &str) -> Option<&str> {
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
    fn only_neighbours_of_these_files_are_swept() {
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
