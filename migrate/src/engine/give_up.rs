//! A generation that was begun, is not known to others, and cannot go on.

use super::Engine;
use super::known::Ours;
use crate::error::{Error, Refusal};
use crate::lease::Lease;

impl Engine {
    /// Gives up what was begun after the run was recorded and has changed nothing, because `why`: the run is as it
    /// was before. Returns `false` if there is nothing of that kind.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held) if a worker is alive, and those of the requests.
    pub(crate) async fn give_up_unknown(&self, why: &str) -> Result<bool, Error> {
        let Some(row) = self.control.recorded(&self.run).await? else {
            return Ok(false);
        };
        let is_under_way = row.status != row.direction.done();
        if !is_under_way || row.before.is_none() || self.control.is_known(&row).await? {
            return Ok(false);
        }
        let owner = self.options.owner.renewed();
        let (options, stop) = (&self.options, &self.stop);
        let acquired = Lease::acquire(&self.control, &row, &owner, options, stop).await?;
        let Some(lease) = acquired else {
            return Ok(false);
        };
        let given_up = self.give_up_held(&lease, row.generation, why).await;
        let released = lease.release(false, options.longest_request).await;
        let is_given_up = given_up?;
        released?;
        Ok(is_given_up)
    }

    async fn give_up_held(&self, lease: &Lease, generation: u64, why: &str) -> Result<bool, Error> {
        self.control.outdate_history().await?;
        let begun = self.control.run_row().await?;
        // Whoever had the lease may have gone on.
        if begun.generation != generation || self.control.is_known(&begun).await? {
            return Ok(false);
        }
        let ours = Ours {
            begun: &begun,
            lease,
            tables: Vec::new(),
        };
        match self.give_up(&ours, why).await {
            Err(error) if matches!(error.refusal(), Refusal::Superseded { .. }) => Ok(false),
            given_up => given_up.map(|()| true),
        }
    }
}
