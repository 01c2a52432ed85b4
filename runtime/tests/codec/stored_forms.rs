//! Forms that other programs write: how they look, and what of them a key takes.

use std::collections::HashMap;
use std::fmt::Debug;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::codec::{
    Attribute, Codec, CodecError, Coded, DecodeError, EncodeProblem, ItemReader, KeyPart, Reader,
    Secret, decode_value, encode_value, read_fields,
};
use dynamite::dec;
use dynamite::types::{
    Bytes, Date, Decimal, EpochMillis, EpochMillisText, EpochSeconds, EpochSecondsOrNever,
    EpochSecondsText, IsoAtOffset, IsoLocal, IsoMicros, IsoOffset, IsoSeconds, NEVER, Timestamp,
    Ulid, UlidLower, Uuid, UuidBytes, UuidUpper,
};
use proptest::prelude::*;

use crate::round_trips::{decimal, timestamp};
use crate::transports::{from_wire, read_one, round_trip, to_wire, write_one};

const GOLDEN: &str = include_str!("../../../docs/golden/stored_forms.json");

/// The attribute `a` of an item, as part of its primary key.
fn read_key<'de, A: Attribute, R: Reader<'de>>(reader: &mut R) -> Result<A::Value, DecodeError> {
    let (value,) = read_fields::<(KeyPart<A>,), R>(reader, &["a"])?;
    Ok(value)
}

fn item(value: AttributeValue) -> HashMap<String, AttributeValue> {
    HashMap::from([("a".to_owned(), value)])
}

fn wire(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!(r#"{{"a":{{"S":{text:?}}}}}"#),
        AttributeValue::N(text) => format!(r#"{{"a":{{"N":"{text}"}}}}"#),
        AttributeValue::B(blob) => {
            to_wire(|writer| write_one::<Bytes, _>(&blob.as_ref().to_vec(), writer)).expect("bytes")
        }
        other => unreachable!("no key: {other:?}"),
    }
}

/// What a stored value is as a key, which is the same on both transports.
fn key<A: Attribute<Value: PartialEq + Debug>>(
    stored: &AttributeValue,
) -> Result<A::Value, DecodeError> {
    let of_map = read_key::<A, _>(&mut ItemReader::new(&item(stored.clone())));
    let of_wire = from_wire(&wire(stored), read_key::<A, _>);
    assert_eq!(of_map, of_wire);
    of_map
}

/// What a stored value is outside of keys.
fn field<A: Attribute>(stored: &AttributeValue) -> Result<A::Value, DecodeError> {
    from_wire(&wire(stored), read_one::<A, _>)
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

/// Checks that a form reads these outside of keys, all as the first, and in keys the first alone.
fn only_first_in_keys<A: Attribute<Value: PartialEq + Debug>>(stored: &[AttributeValue]) {
    let (first, others) = stored.split_first().expect("values");
    let value = key::<A>(first).expect("the form that is written");
    assert_eq!(encode_value::<A>(&value).as_ref(), Ok(first));
    for other in others {
        assert_eq!(field::<A>(other).as_ref(), Ok(&value), "{other:?}");
        let error = key::<A>(other).expect_err("another form");
        assert_eq!(error.attribute(), "a");
        assert!(error.expected().contains("`as:`"), "{error}");
        assert!(error.found().contains("which is written as"), "{error}");
    }
}

#[test]
fn a_key_is_read_in_the_form_in_which_it_is_written_and_in_no_other() {
    let text = |texts: &[&str]| texts.iter().map(|text| s(text)).collect::<Vec<_>>();
    let moment = [
        "2024-02-29T12:34:56.000Z",
        "2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56.000000Z",
        "2024-02-29T12:34:56.0Z",
        "2024-02-29T12:34:56+00:00",
        "2024-02-29T14:34:56+02:00",
        "2024-02-29 12:34:56.000Z",
        "2024-02-29t12:34:56.000z",
        "2024-02-29T12:34:56.000000000000Z",
        "2024-02-29T13:34:56.000000000999999999999+01:00",
        "2024-02-29T12:34:56.000000001Z",
    ];
    let written_first = |first: usize| {
        let mut texts = moment[..10].to_vec();
        texts.swap(0, first);
        text(&texts)
    };
    only_first_in_keys::<Timestamp>(&written_first(0));
    only_first_in_keys::<IsoSeconds>(&written_first(1));
    only_first_in_keys::<IsoMicros>(&written_first(2));
    only_first_in_keys::<IsoAtOffset<0>>(&written_first(4));
    only_first_in_keys::<IsoAtOffset<120>>(&written_first(5));
    let mut local = written_first(0);
    local.insert(0, s("2024-02-29T12:34:56"));
    local.push(s("2024-02-29T12:34:56.000"));
    local.push(s("2024-02-29T12:34:56.000000000000"));
    only_first_in_keys::<IsoLocal>(&local);
    assert!(key::<Timestamp>(&s(moment[10])).is_err());

    let both_cases = |id: &str| text(&[&id.to_lowercase(), &id.to_uppercase()]);
    let mut cases = both_cases("0191abcd-6789-7abc-8def-0123456789ab");
    only_first_in_keys::<Uuid>(&cases);
    cases.reverse();
    only_first_in_keys::<UuidUpper>(&cases);
    let mut cases = both_cases("01HF7YAT3V000000000000001A");
    only_first_in_keys::<UlidLower>(&cases);
    cases.reverse();
    only_first_in_keys::<Ulid>(&cases);

    only_first_in_keys::<EpochSecondsText>(&text(&["1709210096", "1709210096.0", "01709210096"]));
    only_first_in_keys::<EpochMillisText>(&text(&["-1", "-0001", "-1.0"]));
    only_first_in_keys::<EpochSeconds>(&[n("1709210096"), n("1709210096.5")]);
    only_first_in_keys::<EpochMillis>(&[n("1709210096789"), n("1709210096789.25")]);
}

#[test]
fn numbers_in_keys_are_told_apart_by_their_values() {
    for same in ["100", "1e2", "100.0", "0100", "1E+2"] {
        assert_eq!(key::<i64>(&n(same)), Ok(100), "{same}");
        assert_eq!(key::<u8>(&n(same)), Ok(100), "{same}");
        assert_eq!(key::<Decimal>(&n(same)), Ok(dec!(100)), "{same}");
        assert_eq!(
            key::<EpochSeconds>(&n(same)),
            Ok(time("1970-01-01T00:01:40Z"))
        );
    }
    assert_eq!(key::<Decimal>(&n("1.10")), Ok(dec!(1.1)));
}

#[test]
fn keys_that_have_one_form_are_read_as_they_are() {
    assert_eq!(key::<String>(&s(" É ")).as_deref(), Ok(" É "));
    assert_eq!(
        key::<Bytes>(&AttributeValue::B(Blob::new([0, 255]))),
        Ok(vec![0, 255])
    );
    let uuid = AttributeValue::B(Blob::new([7; 16]));
    assert_eq!(key::<UuidBytes>(&uuid), Ok(Uuid::from_bytes([7; 16])));
    assert!(key::<UuidBytes>(&AttributeValue::B(Blob::new([7; 15]))).is_err());
    assert!(key::<UuidBytes>(&s(&Uuid::nil().to_string())).is_err());
    assert_eq!(
        key::<Date>(&s("2024-02-29")),
        Ok(Date::constant(2024, 2, 29))
    );
    assert!(key::<Date>(&s("2024-W09-4")).is_err());
}

/// Text in small letters, which reads other text too.
struct Lowercase;

impl Codec for Lowercase {
    type Value = String;
    type Stored = String;

    fn encode(value: &String) -> Result<String, CodecError> {
        Ok(value.to_lowercase())
    }

    fn decode(stored: String) -> Result<String, CodecError> {
        Ok(stored.to_lowercase())
    }
}

#[test]
fn a_key_with_a_codec_is_what_the_codec_makes_of_its_value() {
    only_first_in_keys::<Coded<Lowercase>>(&[s("abc"), s("Abc"), s("ABC")]);
}

#[test]
fn an_error_of_a_sensitive_key_shows_neither_form() {
    let stored = item(s("01HF7YAT3V000000000000001a"));
    let read = read_fields::<(Secret<KeyPart<Ulid>>,), _>(&mut ItemReader::new(&stored), &["a"]);
    let error = read.expect_err("another form").to_string();
    assert!(!error.to_uppercase().contains("01HF7"), "{error}");
    assert!(error.contains("attribute `a`"), "{error}");
}

#[test]
fn text_without_an_offset_is_a_time_in_utc_and_a_date_alone_is_none() {
    let local = |text: &str| field::<IsoLocal>(&s(text));
    assert_eq!(
        local("2024-02-29T12:34:56.5"),
        Ok(time("2024-02-29T12:34:56.5Z"))
    );
    assert_eq!(
        local("2024-02-29T12:34:56.5+01:00"),
        Ok(time("2024-02-29T11:34:56.5Z"))
    );
    let zoned = "2024-02-29T12:34:56[Europe/Paris]";
    let after_the_last = "9999-12-30T21:30:00-02:00";
    for not_local in ["2024-02-29", zoned, after_the_last] {
        assert!(local(not_local).is_err(), "{not_local}");
    }
    for other in ["2024-02-29T12:34:56", "2024-02-29"] {
        assert!(field::<IsoOffset>(&s(other)).is_err(), "{other}");
        assert!(field::<IsoMicros>(&s(other)).is_err(), "{other}");
    }
}

#[test]
fn years_that_do_not_sort_are_refused_where_they_are_written() {
    // In the time of the offset it is still the year before.
    let first = time("0000-01-01T00:00:00Z");
    assert!(encode_value::<IsoMicros>(&first).is_ok());
    assert!(encode_value::<IsoAtOffset<120>>(&first).is_ok());
    let error = encode_value::<IsoAtOffset<-330>>(&first).expect_err("the year -1");
    assert_eq!(error.problem(), &EncodeProblem::YearOutOfRange);
    let last = encode_value::<IsoAtOffset<1439>>(&Timestamp::MAX);
    assert_eq!(last, Ok(s("9999-12-31T21:59:00.999999+23:59")));
}

#[test]
fn golden_forms_are_written_byte_for_byte_and_read() {
    macro_rules! check {
        ($($name:literal $form:ty, $value:literal;)*) => {{
            let text = to_wire(|writer| {
                $(
                    dynamite::codec::Writer::attribute(writer, $name);
                    <$form>::write(&$value.parse().expect("a value"), writer)?;
                )*
                Ok(())
            });
            assert_eq!(text.as_deref(), Ok(GOLDEN.trim_end()));
            $({
                let names = &[$name];
                let read = |reader: &mut _| read_fields::<(KeyPart<$form>,), _>(reader, names);
                let value = from_wire(GOLDEN, read).map(|(value,)| Some(value));
                assert_eq!(value, Ok($value.parse().ok()), $name);
            })*
        }};
    }
    check! {
        "iso_s" IsoSeconds, "2024-02-29T12:34:56Z";
        "iso_us" IsoMicros, "2024-02-29T12:34:56.789Z";
        "iso_local" IsoLocal, "2024-02-29T12:34:56.789Z";
        "iso_local_whole" IsoLocal, "2024-02-29T12:34:56Z";
        "iso_offset" IsoOffset, "2024-02-29T12:34:56.789Z";
        "iso_offset_whole" IsoOffset, "2024-02-29T12:34:56Z";
        "iso_offset_east" IsoAtOffset<120>, "2024-02-29T12:34:56.789012Z";
        "iso_offset_west" IsoAtOffset<-330>, "2024-02-29T12:34:56Z";
        "epoch_s_text" EpochSecondsText, "2024-02-29T12:34:56Z";
        "epoch_ms_text" EpochMillisText, "2024-02-29T12:34:56.789Z";
        "epoch_s_or_never" EpochSecondsOrNever<253_402_300_799>, "2024-02-29T12:34:56Z";
        "uuid_upper" UuidUpper, "01912345-6789-7abc-8def-0123456789ab";
        "uuid_bytes" UuidBytes, "01912345-6789-7abc-8def-0123456789ab";
        "ulid_lower" UlidLower, "01HF7YAT3V000000000000001A";
    }
}

/// Numbers that no time has are read as the last one, and written as declared.
#[test]
fn never_has_a_number() {
    type Forever = EpochSecondsOrNever<{ i64::MAX }>;
    type LastSecond = EpochSecondsOrNever<253_402_300_799>;
    let last = Timestamp::MAX.as_second();
    for number in [last, last + 1, 253_402_300_799, i64::MAX] {
        let stored = n(&number.to_string());
        assert_eq!(decode_value::<Forever>(&stored), Ok(NEVER), "{number}");
        assert_eq!(decode_value::<LastSecond>(&stored), Ok(NEVER), "{number}");
    }
    for number in [
        "9223372036854775808",
        "18446744073709551615",
        "1e40",
        "9.9E+125",
    ] {
        assert_eq!(decode_value::<Forever>(&n(number)), Ok(NEVER), "{number}");
    }
    let before = Timestamp::from_second(last - 1).unwrap();
    let stored = n(&(last - 1).to_string());
    assert_eq!(decode_value::<Forever>(&stored), Ok(before));
    assert_eq!(encode_value::<Forever>(&before), Ok(stored));
    for never in [NEVER, Timestamp::MAX] {
        assert_eq!(
            encode_value::<Forever>(&never),
            Ok(n("9223372036854775807"))
        );
        assert_eq!(encode_value::<LastSecond>(&never), Ok(n("253402300799")));
    }
    for other in [s("253402300799"), n("-1e40"), n("-99999999999999")] {
        let error = decode_value::<Forever>(&other).unwrap_err();
        assert!(error.to_string().contains("never"), "{error}");
    }
    // A key is one of the two.
    assert!(key::<Forever>(&n("253402300799")).is_err());
    assert_eq!(key::<Forever>(&n("9223372036854775807")), Ok(NEVER));
}

/// Checks that a value survives all ways, and as a key.
fn survives<A: Attribute<Value: PartialEq + Debug>>(value: &A::Value) -> Result<(), TestCaseError> {
    let settled = Ok(A::settle(value.clone()));
    let trip = round_trip::<A>(value).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&trip.wire_to_wire, &settled);
    prop_assert_eq!(&trip.map_to_map, &settled);
    prop_assert_eq!(&trip.wire_to_map, &settled);
    prop_assert_eq!(&trip.map_to_wire, &settled);
    let stored = encode_value::<A>(value).map_err(|it| TestCaseError::fail(it.to_string()))?;
    prop_assert_eq!(key::<A>(&stored), settled);
    Ok(())
}

/// Checks that a text is refused, or is what the form writes of it.
fn is_canonical<A: Attribute<Value: PartialEq + Debug>>(text: &str) -> Result<(), TestCaseError> {
    let stored = s(text);
    if let Ok(value) = key::<A>(&stored) {
        prop_assert_eq!(encode_value::<A>(&value), Ok(stored));
    }
    Ok(())
}

proptest! {
    #[test]
    fn times_survive_in_every_form(time in timestamp()) {
        survives::<Timestamp>(&time)?;
        survives::<IsoSeconds>(&time)?;
        survives::<IsoMicros>(&time)?;
        survives::<IsoLocal>(&time)?;
        survives::<IsoOffset>(&time)?;
        survives::<IsoAtOffset<120>>(&time)?;
        survives::<EpochSecondsText>(&time)?;
        survives::<EpochMillisText>(&time)?;
        survives::<EpochSeconds>(&time)?;
        survives::<EpochMillis>(&time)?;
        survives::<EpochSecondsOrNever<{ i64::MAX }>>(&time)?;
    }

    #[test]
    fn times_west_of_utc_survive(time in timestamp().prop_filter("year", |it| it.as_second() > -62_167_000_000)) {
        survives::<IsoAtOffset<-330>>(&time)?;
        survives::<IsoAtOffset<-1>>(&time)?;
    }

    #[test]
    fn ids_survive_in_every_form(id: u128) {
        survives::<Uuid>(&Uuid::from_u128(id))?;
        survives::<UuidUpper>(&Uuid::from_u128(id))?;
        survives::<UuidBytes>(&Uuid::from_u128(id))?;
        survives::<Ulid>(&Ulid(id))?;
        survives::<UlidLower>(&Ulid(id))?;
    }

    #[test]
    fn decimals_survive_as_keys(number in decimal()) {
        survives::<Decimal>(&number)?;
    }

    #[test]
    fn two_texts_are_never_one_key(
        time in "[0-9]{4}-0[1-9]-[012][0-9][Tt ][01][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?([Zz]|[+-][01][0-9](:?[0-5][0-9])?)?",
        digits in "-?0?[1-9][0-9]{0,11}(\\.[0-9]{1,2})?(e1)?",
        uuid in "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        ulid in "[0-7][0-9a-zA-Z]{25}",
    ) {
        is_canonical::<Timestamp>(&time)?;
        is_canonical::<IsoSeconds>(&time)?;
        is_canonical::<IsoMicros>(&time)?;
        is_canonical::<IsoLocal>(&time)?;
        is_canonical::<IsoAtOffset<120>>(&time)?;
        is_canonical::<EpochSecondsText>(&digits)?;
        is_canonical::<EpochMillisText>(&digits)?;
        is_canonical::<Uuid>(&uuid)?;
        is_canonical::<UuidUpper>(&uuid)?;
        is_canonical::<Ulid>(&ulid)?;
        is_canonical::<UlidLower>(&ulid)?;
    }
}
