//! Requests through the SDK.

mod ambiguity;
mod lift;

pub(crate) use ambiguity::{LostAnswers, NoBlindRepeat};
pub(crate) use lift::{Lift, Sink};
