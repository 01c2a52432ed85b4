//! The command as its user meets it: arguments in; text, files and an exit code out.

mod check;
mod configuration;
mod explain;
mod failures;
mod generate;
mod init;
mod output;
mod sandbox;
