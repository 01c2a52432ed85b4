//! Fields that get another type or stored form.

mod conversions;
mod phases;
mod places;
