//! Where generated files go.

pub mod folder;
