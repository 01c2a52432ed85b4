//! The models of each phase, which are those of the programs that run side by side.
#![allow(
    unused_imports,
    dead_code,
    reason = "each set of models is whole, and no test needs all of it"
)]

include!(concat!(env!("OUT_DIR"), "/phases.rs"));
