//! The survey of all items before the first of them is changed.

use dynamite::engine_support::Segment;

use super::{Halt, Worker};
use crate::control::Surveyed;
use crate::error::Refusal;
use crate::progress::Event;
use crate::run::Pass;
use crate::scan::{self, next_page};
use crate::survey::Survey;

impl Worker<'_> {
    /// Asks the passes about all items, and records that the run may change them. An interrupted survey is
    /// made again: nothing has been changed.
    ///
    /// # Errors
    /// If something is in the way that the options do not allow.
    pub(crate) async fn survey(
        &self,
        passes: &[Pass],
        earlier: Option<Surveyed>,
    ) -> Result<(), Halt> {
        let mut all = Survey::default();
        for pass in passes {
            let name = &*pass.name;
            (self.options.progress).event(&Event::SurveyStarted { pass: name });
            let mut survey = Survey::default();
            for segment in Segment::all(self.segments) {
                self.survey_segment(pass, segment, &mut survey).await?;
            }
            (self.options.progress).event(&Event::SurveyDone {
                pass: name,
                survey: &survey,
            });
            all = all.and(survey);
        }
        if let Some(earlier) = earlier {
            // What the run itself has made says nothing of the way back.
            all.without_way_back.items = earlier.without_way_back;
        }
        let surveyed = Surveyed {
            generation: self.generation,
            overwritten: all.overwritten.items,
            without_way_back: all.without_way_back.items,
        };
        self.allow(all, earlier.is_none())?;
        self.lease.check().await?;
        self.control.record_survey(surveyed).await?;
        Ok(())
    }

    async fn survey_segment(
        &self,
        pass: &Pass,
        segment: Segment,
        survey: &mut Survey,
    ) -> Result<(), Halt> {
        let client = self.control.client();
        let mut read = scan::segment(client, pass.model, segment, self.options.page_size);
        loop {
            self.go_on().await?;
            let page = next_page(client, &mut read).await;
            let page = page.map_err(|error| self.control.failed(error))?;
            let Some(page) = page else {
                return Ok(());
            };
            page.items.iter().for_each(|item| survey.see(pass, item));
        }
    }

    /// Refuses what the options do not allow.
    fn allow(&self, survey: Survey, is_first: bool) -> Result<(), Halt> {
        let options = self.options;
        let refusal = if survey.rejected.items > options.max_rejects {
            Refusal::TooManyRejects {
                first: survey.rejected.first,
                rejected: survey.rejected.items,
                allowed: options.max_rejects,
            }
        } else if survey.overwritten.items > 0 && !options.may_overwrite {
            Refusal::Overwrites {
                first: survey.overwritten.first,
                items: survey.overwritten.items,
            }
        } else if is_first && survey.without_way_back.items > 0 && !options.without_rollback {
            Refusal::NoWayBack {
                first: survey.without_way_back.first,
                items: survey.without_way_back.items,
            }
        } else {
            return Ok(());
        };
        Err(Halt::Surveyed(self.control.error(refusal)))
    }
}
