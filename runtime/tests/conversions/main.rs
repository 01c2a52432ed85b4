//! Conversions to and from the types of other libraries.
#![allow(missing_docs, reason = "the names of tests say what they are about")]

#[cfg(test)]
mod decimals;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod times;
