//! The four ways in which commands are run, each with what has to hold then.

mod candidates;
mod concurrent;
mod dropped;
mod faults;
mod sequential;
mod session;
