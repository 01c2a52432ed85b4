//! Stored forms of collections.

mod list;
mod map;
mod set;

pub use list::List;
pub use map::Map;
pub use set::Set;
