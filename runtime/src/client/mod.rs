//! The client.

/// Ids and times for a new item, from the client's sources.
pub struct Fresh<'a>(std::marker::PhantomData<&'a ()>);
