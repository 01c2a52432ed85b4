//! Fields that get another type or stored form, beside programs that keep both forms.

mod conversions;
mod phases;
