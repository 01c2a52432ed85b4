//! Random entities over random items.

use proptest::prelude::*;

use super::items::items;
use super::oracle::check;
use super::{MODEL, Overwrite, rendered, written};

proptest! {
    #[test]
    fn what_is_known_is_written_and_what_is_unknown_is_kept(
        ours in items(false),
        stored in items(true),
    ) {
        let assumed = Overwrite::of(&MODEL, &ours, None).unwrap();
        let exact = Overwrite::of(&MODEL, &ours, Some(&stored)).unwrap();
        prop_assert!(!exact.premises.are_contradicted_by(&stored));
        check(&ours, &stored, &written(&exact, &stored))?;
        if !assumed.premises.are_contradicted_by(&stored) {
            prop_assert_eq!(written(&assumed, &stored), written(&exact, &stored));
        }
    }

    #[test]
    fn an_item_written_before_takes_no_second_attempt(
        ours in items(false),
        stored in items(true),
    ) {
        let first = Overwrite::of(&MODEL, &ours, Some(&stored)).unwrap();
        let after = written(&first, &stored);
        let again = Overwrite::of(&MODEL, &ours, None).unwrap();
        prop_assert!(!again.premises.are_contradicted_by(&after));
        prop_assert_eq!(written(&again, &after), after);
    }

    #[test]
    fn what_was_worked_out_from_another_item_is_contradicted_or_as_good(
        ours in items(false),
        read in items(true),
        stored in items(true),
    ) {
        let overwrite = Overwrite::of(&MODEL, &ours, Some(&read)).unwrap();
        if !overwrite.premises.are_contradicted_by(&stored) {
            check(&ours, &stored, &written(&overwrite, &stored))?;
        }
    }

    #[test]
    fn all_that_is_sent_can_be_sent_together(ours in items(false), stored in items(true)) {
        for stored in [None, Some(&stored)] {
            let overwrite = Overwrite::of(&MODEL, &ours, stored).unwrap();
            prop_assert!(rendered(&overwrite).is_ok());
        }
    }
}
