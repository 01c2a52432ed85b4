//! Time zones by name.

use std::sync::OnceLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::FunctionError;
use crate::time::Offset;

/// Returns the time zone with this name, such as `Europe/Berlin`, or with this offset, such as
/// `+02:00`.
///
/// The rules of zones are those of the time library's own database: the one of the machine may be
/// older or newer, and two machines would compute differently.
///
/// # Errors
/// If there is none.
pub fn zone(name: &str) -> Result<TimeZone, FunctionError> {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    if name == "UTC" {
        return Ok(TimeZone::UTC);
    }
    if let Some(offset) = Offset::parse(name) {
        let offset = jiff::tz::Offset::from_seconds(i32::from(offset.minutes()) * 60);
        return offset
            .map(TimeZone::fixed)
            .map_err(|_| FunctionError::UnknownZone);
    }
    let database = DATABASE.get_or_init(TimeZoneDatabase::bundled);
    database.get(name).map_err(|_| FunctionError::UnknownZone)
}
