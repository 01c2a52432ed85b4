//! What cannot be stored or asked is refused before any request.

mod expressions;
mod sizes;
mod values;
