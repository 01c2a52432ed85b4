//! Random sequences of every operation, compared with a model of what they should do.
//!
//! The model (`oracle/`) is written from the guide and from `docs/storage-format.md`. Commands
//! (`command/`) are made by `generate/` and carried out by `run/`; `modes/` has the ways in which
//! that is done: one after the other, with faults, at the same time, and dropped on the way.
//!
//! The seeds are fixed. `DYNAMITE_MODEL_SEEDS=100` runs more, `DYNAMITE_MODEL_SEED=7` this one.
#![allow(missing_docs, reason = "the names of tests say what they are about")]

#[cfg(test)]
mod answer;
#[cfg(test)]
mod bed;
#[cfg(test)]
mod command;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod generate;
#[cfg(test)]
mod modes;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod path;
#[cfg(test)]
mod report;
#[cfg(test)]
mod run;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod stored;
#[cfg(test)]
mod subject;
#[cfg(test)]
mod time;
#[cfg(test)]
mod value;
