//! Two stores over tables that exist, and that other programs keep reading and writing:
//! [`StateStore`] and [`SessionStore`]. The schemas say how those programs store their items;
//! README.md says what is shown where.
#![forbid(unsafe_code)]

mod sessions;
mod state;

dynamite::include_models!();

pub use sessions::SessionStore;
pub use state::{StateStore, Write};
