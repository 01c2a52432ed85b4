//! Times, and how they are stored.

use dynamite::Timestamp;

use crate::value::{Value, n, s};

/// When every test begins, in milliseconds since 1970: not a whole second.
const BEGIN: i64 = 1_700_000_000_123;

/// A time of the model, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time(pub(crate) i64);

/// A stored form of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Iso,
    Seconds,
    Millis,
}

impl Time {
    /// The time of a step: later than that of the step before by more than a second.
    pub(crate) fn of_step(step: usize) -> Self {
        Self(BEGIN + 1_501 * i64::try_from(step).unwrap_or(i64::MAX / 4_000))
    }

    pub(crate) fn stored(self, form: Form) -> Value {
        match form {
            Form::Iso => s(format!("{:.3}", self.timestamp())),
            Form::Seconds => n(self.0.div_euclid(1_000)),
            Form::Millis => n(self.0),
        }
    }

    pub(crate) fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A time as a stored value.
pub(crate) fn stored(time: Timestamp, form: Form) -> Value {
    Time(time.as_millisecond()).stored(form)
}

/// The time of a stored value.
pub(crate) fn read(value: &Value, form: Form) -> Timestamp {
    let millis = match (form, value) {
        (Form::Iso, Value::S(text)) => {
            let time: Result<Timestamp, _> = text.parse();
            time.unwrap_or(Timestamp::UNIX_EPOCH).as_millisecond()
        }
        (Form::Seconds, _) => value.int::<i64>() * 1_000,
        _ => value.int(),
    };
    Time(millis).timestamp()
}
