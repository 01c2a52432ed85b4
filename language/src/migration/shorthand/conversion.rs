//! The one conversion between two types, where there is one.

use crate::expr::Kind;

/// Returns the expression that converts a value, which is an expression as well, from one kind to another.
/// `None` if there is none, or several: seconds and milliseconds are both numbers of a time.
pub(super) fn between(old: &Kind, new: &Kind, value: &str) -> Option<String> {
    let function = match (old, new) {
        (_, Kind::Json) => return Some(value.to_owned()),
        (old, new) if old == new => return Some(value.to_owned()),
        (Kind::Bool | Kind::Number | Kind::Timestamp | Kind::Date | Kind::Json, Kind::String) => {
            "to_string"
        }
        (Kind::String | Kind::Json, Kind::Number) => "to_number",
        (Kind::String | Kind::Json, Kind::Bool) => "to_bool",
        (Kind::String, Kind::Timestamp) => "parse_time",
        (Kind::String, Kind::Date) => "parse_date",
        (Kind::Timestamp, Kind::Date) => "date_of",
        (Kind::Date, Kind::Timestamp) => "start_of_day",
        (Kind::Set(_), Kind::List(_)) => "to_list",
        (Kind::List(_), Kind::Set(_)) => "to_set",
        _ => return None,
    };
    Some(format!("{function}({value})"))
}
