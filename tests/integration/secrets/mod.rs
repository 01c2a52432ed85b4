//! Values of sensitive fields are in no message: not in `Debug`, not in errors, not in traces.

mod account;
mod errors;
mod hooks;
mod traces;
mod values;
