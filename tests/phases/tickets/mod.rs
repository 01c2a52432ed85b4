//! Fields that get another type or stored form: programs of neighbouring phases on one table, which they
//! all read and write as if there were one form.

mod copy;
mod faults;
mod migrated;
mod neighbours;
mod program;
mod requests;
mod ticket;
mod together;
