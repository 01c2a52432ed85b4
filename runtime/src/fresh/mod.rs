//! Generated values of new items (ids and times) and their sources.

mod clock;
mod generated_id;
mod ids;
mod values;

pub use clock::{Clock, SystemClock};
pub(crate) use generated_id::GeneratedId;
pub use ids::{IdSource, RandomIds};
pub use values::Fresh;
