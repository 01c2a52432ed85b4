//! The rows of verifications: complete scans that found nothing left to do, or something.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Timestamp;

use super::row::{Row, number, text};
use super::rows::{Control, at, is};
use super::run::RunRow;
use crate::clients::ClientPhase;
use crate::error::Error;
use crate::verify::Verification;

const PREFIX: &str = "verification#";

/// The attribute of the run that counts them.
const COUNT: &str = "verifications";

/// A recorded verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The time at which its scan began, by the clock of the process that made it.
    pub(crate) began_at: Timestamp,
    /// The phase that every program had at least, if its operator said one.
    pub(crate) oldest: Option<ClientPhase>,
    /// `true` if it found nothing left to do.
    pub(crate) is_clean: bool,
    /// `true` if it looked for all that a run does, and not only for what programs of the phase `switch` and
    /// later could have left.
    pub(crate) is_complete: bool,
    /// The later migrations that were in force: what they have removed was not looked for.
    pub(crate) later: Vec<String>,
}

impl Verified {
    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            began_at: row.parsed("began_at")?,
            oldest: row.text("oldest_client")?.parse().ok(),
            is_clean: row.is_set("clean"),
            is_complete: row.is_set("complete"),
            later: row.strings("later")?,
        })
    }
}

impl Control {
    /// Records a verification of what the run has done.
    pub(crate) async fn add_verification(
        &self,
        run: &RunRow,
        verified: &Verified,
        found: &Verification,
    ) -> Result<(), Error> {
        let place = self.next_verification(run.generation).await?;
        let row = format!("{PREFIX}{:010}#{place:010}", run.counted_generation);
        let oldest = verified
            .oldest
            .map_or_else(String::new, |it| it.to_string());
        let attributes = [
            ("began_at", text(verified.began_at.to_string())),
            ("ended_at", text(self.client().now().to_string())),
            ("oldest_client", text(oldest)),
            ("clean", AttributeValue::Bool(verified.is_clean)),
            ("complete", AttributeValue::Bool(verified.is_complete)),
            ("read", number(found.read)),
            ("remaining", number(found.remaining)),
            ("rejected", number(found.rejected)),
        ];
        // A set is never empty.
        let later = (!verified.later.is_empty())
            .then(|| ("later", AttributeValue::Ss(verified.later.clone())));
        let attributes = attributes.into_iter().chain(later);
        self.create(self.run().as_str(), &row, attributes).await?;
        Ok(())
    }

    /// Returns a number that no verification has, and that is greater than those of earlier ones: clocks of
    /// two machines do not tell which of them came first.
    async fn next_verification(&self, generation: u64) -> Result<u64, Error> {
        let changes = at(COUNT).added(number(1_u64));
        let is_same = is("generation", number(generation));
        self.change_run(changes, is_same).await?.parsed(COUNT)
    }

    /// Returns the verifications of what the run has done, the earliest first.
    pub(crate) async fn verifications(&self, run: &RunRow) -> Result<Vec<Verified>, Error> {
        let rows = self
            .read_all(&format!("{PREFIX}{:010}#", run.counted_generation))
            .await?;
        rows.iter().map(Verified::of).collect()
    }
}
