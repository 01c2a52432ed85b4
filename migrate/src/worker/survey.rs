//! The survey of all items before the first of them is changed.

use super::{Halt, Worker};
use crate::control::{RunRow, Surveyed};
use crate::error::Refusal;
use crate::progress::Event;
use crate::rewrite::RejectedBefore;
use crate::run::Pass;
use crate::scan;
use crate::survey::Survey;

impl Worker<'_> {
    /// Asks the passes about all items. An interrupted survey is made again: nothing has been changed.
    ///
    /// # Errors
    /// If something is in the way that the options do not allow.
    pub(crate) async fn survey(&self, passes: &[Pass], run: &RunRow) -> Result<Surveyed, Halt> {
        // One of this generation that was not made known says nothing.
        let earlier = run.surveyed.filter(|it| it.generation < run.generation);
        let rejected = match &run.before {
            Some(before) => {
                self.control
                    .rejected_before(before.counted_generation)
                    .await?
            }
            None => RejectedBefore::default(),
        };
        let mut all = self.ask(passes, &rejected).await?;
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
        Ok(surveyed)
    }

    /// Asks the passes about all items. Without passes there are none.
    async fn ask(&self, passes: &[Pass], rejected: &RejectedBefore) -> Result<Survey, Halt> {
        let Some(first) = passes.first() else {
            return Ok(Survey::default());
        };
        let pass = &*first.name;
        (self.options.progress).event(&Event::SurveyStarted { pass });
        let between_pages = || self.go_on();
        let found = scan::ask(
            self.control,
            passes,
            self.options,
            between_pages,
            |survey: &mut Survey, passes, item| survey.see_again(passes, item, rejected),
        );
        let found: Result<Vec<Survey>, Halt> = found.await;
        let survey = found?.into_iter().fold(Survey::default(), Survey::and);
        let done = Event::SurveyDone {
            pass,
            survey: &survey,
        };
        self.options.progress.event(&done);
        Ok(survey)
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
        } else if survey.cleared.items > 0 && !options.may_refill {
            Refusal::Cleared {
                first: survey.cleared.first,
                items: survey.cleared.items,
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
