//! Sinks of lifted items.

mod batch;
mod many;
mod one;
mod responses;
mod returned;
mod split;

pub(crate) use batch::Batch;
pub(crate) use many::{Many, Quota};
pub(crate) use one::One;
pub(crate) use responses::{RawItem, Responses};
pub(crate) use returned::ReturnedItem;
