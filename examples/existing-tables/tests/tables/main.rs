//! The stores of the example beside programs that use the same tables with the SDK alone, on the
//! selected engine.

#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod names;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod state;
#[cfg(test)]
mod support;
