//! The items that a plan looks at, unless it is to look at all.

use dynamite::engine_support::{ModelDescriptor, Segment};

use crate::error::{Error, Refusal};
use crate::migrator::Migrator;
use crate::run::Pass;
use crate::scan::{self, next_page};
use crate::survey::Survey;

/// Number of segments of which the first page is read.
const SEGMENTS: u16 = 8;

/// Number of items of a page.
const PAGE: usize = 50;

impl Migrator {
    /// Surveys the first items of some segments of a table. Says also if these were all items.
    pub(super) async fn sample(
        &self,
        model: &'static ModelDescriptor,
        passes: &[Pass],
    ) -> Result<(Survey, bool), Error> {
        let passes: Vec<_> = passes.iter().collect();
        let client = self.client();
        let (mut survey, mut is_complete) = (Survey::default(), true);
        for segment in Segment::all(SEGMENTS) {
            let mut read = scan::segment(client, model, segment, Some(PAGE));
            let page = next_page(client, &mut read).await;
            let page = page.map_err(|error| self.error(Refusal::Request(error)))?;
            if let Some(page) = page {
                page.items.iter().for_each(|item| survey.see(&passes, item));
                is_complete &= page.end.is_none();
            }
        }
        Ok((survey, is_complete))
    }
}
