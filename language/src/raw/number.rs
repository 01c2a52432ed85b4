//! The notation of numbers in schema files.

use crate::ir::Number;

/// Reads a number that DynamoDB stores exactly. Unlike stored numbers, those of a schema have no
/// `+`.
pub(crate) fn parse(text: &str) -> Option<Number> {
    let number = Number::parse(text.as_bytes()).ok();
    number.filter(|_| is_number(text))
}

/// Returns `true` if the text is in the notation of a number, even one that DynamoDB cannot store.
pub(crate) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_given = (!whole.is_empty() || !fraction.is_empty()) && !exponent.is_empty();
    is_given && [whole, fraction, exponent].into_iter().all(is_digits)
}

/// Returns `true` if a number in this notation is 0.
pub(crate) fn is_zero(text: &str) -> bool {
    let (mantissa, _) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    !mantissa.contains(|digit: char| ('1'..='9').contains(&digit))
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn the_notation_is_that_of_yaml() {
        for text in [
            "0", "-1.50", "1e5", "1E-5", "1e+5", "0012", "1e999", ".5", "5.", "5.e3",
        ] {
            assert!(is_number(text), "{text}");
        }
        for text in [
            "", "-", ".", "1_000", "0x10", "1e", "e5", ".e5", "inf", "+1",
        ] {
            assert!(!is_number(text), "{text}");
        }
    }
}
