//! Clients: what they are made of, and what some calls need otherwise.

mod configuration;
mod limits;
mod meter;
mod settings;
mod signing;
mod table_names;
mod timeouts;
