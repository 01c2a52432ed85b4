//! The structure of every crate is what `ARCHITECTURE.md` says it is.

#[cfg(test)]
mod listed;
#[cfg(test)]
mod modules;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod rooms;
