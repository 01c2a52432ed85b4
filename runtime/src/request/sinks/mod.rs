//! Where lifted items go.

mod batch;
mod many;
mod one;
mod split;

pub(crate) use batch::Batch;
pub(crate) use many::{Many, Quota};
pub(crate) use one::One;
