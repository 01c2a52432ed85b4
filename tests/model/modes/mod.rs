//! The four ways in which commands are run, each with what has to hold then.

mod sequential;
