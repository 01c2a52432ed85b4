//! Typed handles, conditions and updates, and the expressions they become.

mod path;

pub use path::{Handle, KeyField, Optional, Path, Removable, Required, Settable};
