//! Sizes of stored items, as DynamoDB counts them for its limit of 400 KB and for units.
//!
//! The rules are those of the developer guide ("DynamoDB item sizes and formats"). It gives the size of
//! numbers as approximate.

use aws_sdk_dynamodb::types::AttributeValue;

use super::Attributes;

/// What a list or a map takes besides its elements.
const CONTAINER: usize = 3;

/// What an element of a list or map takes besides its value and name.
const ELEMENT: usize = 1;

/// Returns the size of attributes in bytes: their names and values.
pub(crate) fn of_attributes(attributes: &Attributes) -> usize {
    let sizes = attributes
        .iter()
        .map(|(name, value)| name.len() + of_value(value));
    sizes.sum()
}

/// Returns the size of a value in bytes.
pub fn of_value(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => of_number(number),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Ss(members) => members.iter().map(String::len).sum(),
        AttributeValue::Ns(members) => members.iter().map(|member| of_number(member)).sum(),
        AttributeValue::Bs(members) => members.iter().map(|member| member.as_ref().len()).sum(),
        AttributeValue::L(elements) => {
            let elements = elements.iter().map(|element| ELEMENT + of_value(element));
            CONTAINER + elements.sum::<usize>()
        }
        AttributeValue::M(entries) => CONTAINER + ELEMENT * entries.len() + of_attributes(entries),
        _ => 1,
    }
}

/// A byte for two significant digits, one more, and one for the sign of a negative number.
fn of_number(number: &str) -> usize {
    let mantissa = number.split(['e', 'E']).next().unwrap_or(number);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_matches('0').len();
    let sign = usize::from(mantissa.starts_with('-'));
    significant.div_ceil(2) + 1 + sign
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_sdk_dynamodb::primitives::Blob;
    use aws_sdk_dynamodb::types::AttributeValue as V;

    use super::{of_attributes, of_value};

    #[test]
    fn values_have_the_sizes_of_the_developer_guide() {
        let n = |number: &str| V::N(number.to_owned());
        let s = |text: &str| V::S(text.to_owned());
        for (value, size) in [
            (s("héllo"), 6),
            (n("0"), 1),
            (n("-12.50"), 4),
            (n("1200"), 2),
            (n("1e100"), 2),
            (n("12345678901234567890123456789012345678"), 20),
            (V::Bool(true), 1),
            (V::Null(true), 1),
            (V::B(Blob::new([0; 7])), 7),
            (V::Ss(vec!["a".into(), "bc".into()]), 3),
            (V::Ns(vec!["1".into(), "-1".into()]), 5),
            (V::L(vec![s("ab"), V::Bool(true)]), 3 + 1 + 2 + 1 + 1),
            (V::M(HashMap::new()), 3),
            (
                V::M(HashMap::from([("name".to_owned(), s("a"))])),
                3 + 1 + 4 + 1,
            ),
        ] {
            assert_eq!(of_value(&value), size, "{value:?}");
        }
        let item = HashMap::from([("id".to_owned(), s("a")), ("n".to_owned(), n("1"))]);
        assert_eq!(of_attributes(&item), 2 + 1 + 1 + 2);
    }
}
