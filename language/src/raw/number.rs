//! The notation of numbers in schema files.

use crate::ir::Number;

/// Reads a number that DynamoDB stores exactly. Unlike stored numbers, those of a schema have a
/// digit on both sides of a point and no `+`, as in JSON.
pub(crate) fn parse(text: &str) -> Option<Number> {
    let number = Number::parse(text.as_bytes()).ok();
    number.filter(|_| is_number(text))
}

/// Returns `true` if the text is in the notation of a number, even one that DynamoDB cannot store.
pub(crate) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    [whole, fraction, exponent].into_iter().all(is_digits)
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn the_notation_is_that_of_json() {
        for text in ["0", "-1.50", "1e5", "1E-5", "1e+5", "0012", "1e999"] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", "1.", ".5", "1_000", "0x10", "1e", "e5", "inf", "+1",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
