//! What programs have written while the work was interrupted.

use dynamite::StoredItem;

use super::{Halt, Worker};
use crate::error::Refusal;
use crate::run::Pass;
use crate::scan;
use crate::verify::Verification;

impl Worker<'_> {
    /// Refuses to end if passes that are done have something left to do, in one complete and consistent scan: they
    /// were interrupted, and programs that were to be stopped have written items of pages that are not read again.
    pub(crate) async fn check_written_since(&self, passes: &[Pass]) -> Result<(), Halt> {
        let see = |found: &mut Verification, passes: &[&Pass], item: &StoredItem| {
            found.see(passes, item, false);
        };
        let go_on = || self.go_on();
        let found = scan::ask(self.control, passes, self.options, go_on, see);
        let found: Result<Vec<Verification>, Halt> = found.await;
        let found = found?.into_iter();
        let found = found.fold(Verification::default(), Verification::and);
        // Those that cannot be rewritten were counted when they were read.
        if found.remaining == 0 {
            return Ok(());
        }
        let refusal = Refusal::WrittenSince {
            items: found.remaining,
            first: found.first,
        };
        Err(Halt::Failed(self.control.error(refusal)))
    }
}
