//! Who works on a run.

use std::fmt;

/// The files in which Linux has the name of the machine.
const HOST_FILES: [&str; 2] = ["/proc/sys/kernel/hostname", "/etc/hostname"];

/// The worker of a run: what an operator needs to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Another one for each call. Two that run one after another in a process differ too.
    pub(crate) id: String,
    /// The name of its machine.
    pub host: String,
    /// Its process.
    pub pid: u32,
}

impl Owner {
    /// Makes the owner for an engine in this process, with the machine's name.
    pub fn this_process() -> Self {
        Self::on_host(host())
    }

    /// Makes the owner for an engine in this process, with a name that operators know the machine
    /// by.
    pub fn on_host(host: impl Into<String>) -> Self {
        Self {
            id: format!("{:032x}", fastrand::u128(..)),
            host: host.into(),
            pid: std::process::id(),
        }
    }

    /// The same place, and an id that no other engine has.
    pub(crate) fn renewed(&self) -> Self {
        Self {
            pid: self.pid,
            ..Self::on_host(&*self.host)
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} on {}", self.pid, self.host)
    }
}

fn host() -> String {
    let variables = ["HOSTNAME", "COMPUTERNAME"].into_iter();
    let variables = variables.filter_map(|name| std::env::var(name).ok());
    let files = HOST_FILES.into_iter();
    let files = files.filter_map(|file| std::fs::read_to_string(file).ok());
    let mut names = variables
        .chain(files)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    names.next().unwrap_or_else(|| "an unknown host".to_owned())
}
