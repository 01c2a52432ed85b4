//! Items through both transports.

mod errors;
mod golden;
mod limits;
mod model;
mod numbers;
mod order;
mod round_trips;
mod stored_forms;
mod transports;
mod wire_text;
