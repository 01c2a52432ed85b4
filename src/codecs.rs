//! Codecs of built-in types, for items that other programs laid out.

use dynamite::codec::{Codec, CodecError};

/// A number that is stored as text, in digits.
pub struct NumberInText;

impl Codec for NumberInText {
    type Value = u64;
    type Stored = String;

    fn encode(value: &u64) -> Result<String, CodecError> {
        Ok(value.to_string())
    }

    fn decode(stored: String) -> Result<u64, CodecError> {
        let number = stored.parse();
        number.map_err(|_| CodecError::new(format!("{stored:?} is no number")))
    }
}

/// A truth value that is stored as `Y` or `N`.
pub struct YesOrNo;

impl Codec for YesOrNo {
    type Value = bool;
    type Stored = String;

    fn encode(value: &bool) -> Result<String, CodecError> {
        Ok(if *value { "Y" } else { "N" }.to_owned())
    }

    fn decode(stored: String) -> Result<bool, CodecError> {
        match stored.as_str() {
            "Y" => Ok(true),
            "N" => Ok(false),
            other => Err(CodecError::new(format!("{other:?} is neither Y nor N"))),
        }
    }
}

/// Text that is stored backwards, so that the ends of many texts are spread over partitions.
pub struct Reversed;

impl Codec for Reversed {
    type Value = String;
    type Stored = String;

    fn encode(value: &String) -> Result<String, CodecError> {
        Ok(value.chars().rev().collect())
    }

    fn decode(stored: String) -> Result<String, CodecError> {
        Ok(stored.chars().rev().collect())
    }
}
