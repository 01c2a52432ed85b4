//! The rows of verifications: complete scans that found nothing left to do, or something.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;

use super::row::{Row, number, text};
use super::table::Control;
use crate::clients::ClientPhase;
use crate::error::Error;
use crate::verify::Verification;

const PREFIX: &str = "verification#";

/// A recorded verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The time at which its scan began, by the clock of the process that made it.
    pub(crate) began_at: Timestamp,
    /// The phase that every program had at least, as its operator said.
    pub(crate) oldest: ClientPhase,
    /// `true` if it found nothing left to do.
    pub(crate) is_clean: bool,
    /// `true` if it looked for all that a run does, and not only for what programs of the phase `switch` and
    /// later could have left.
    pub(crate) is_complete: bool,
}

impl Verified {
    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            began_at: row.parsed("began_at")?,
            oldest: row.parsed("oldest_client")?,
            is_clean: row.is_set("clean"),
            is_complete: row.is_set("complete"),
        })
    }
}

impl Control {
    /// Records a verification of a generation.
    pub(crate) async fn add_verification(
        &self,
        generation: u64,
        verified: &Verified,
        found: &Verification,
    ) -> Result<(), Error> {
        let began_at = verified.began_at;
        let unique = fastrand::u32(..);
        let row = format!(
            "{PREFIX}{generation:010}#{:014}#{unique:08x}",
            began_at.as_millisecond()
        );
        let attributes = [
            ("began_at", text(began_at.to_string())),
            ("ended_at", text(self.client().now().to_string())),
            ("oldest_client", text(verified.oldest.word())),
            ("clean", AttributeValue::Bool(verified.is_clean)),
            ("complete", AttributeValue::Bool(verified.is_complete)),
            ("read", number(found.read)),
            ("remaining", number(found.remaining)),
            ("rejected", number(found.rejected)),
        ];
        self.create(self.run().as_str(), &row, attributes).await?;
        Ok(())
    }

    /// Returns the verifications of a generation, the earliest first.
    pub(crate) async fn verifications(&self, generation: u64) -> Result<Vec<Verified>, Error> {
        let rows = self.read_all(&format!("{PREFIX}{generation:010}#")).await?;
        rows.iter().map(Verified::of).collect()
    }
}
