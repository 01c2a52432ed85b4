//! The expiry time.

use super::Context;
use crate::diagnostics::{Problems, catalogue};
use crate::ir::Default;

pub(super) fn the_expiry_time_is_free_to_be_set(context: &Context<'_>, problems: &mut Problems) {
    for subject in context.models() {
        let (Some(id), Some(ttl)) = (subject.model.ttl, &subject.raw.ttl) else {
            continue;
        };
        let field = subject.model.field(id);
        let (reason, help) = if subject.is_key(id) {
            (
                "it is part of the key, which never changes",
                "use a field of its own",
            )
        } else if field.auto.is_some() {
            (
                "it is kept by Dynamite, so items would expire at once",
                "remove `auto:`",
            )
        } else if field.default == Some(Default::Now) {
            (
                "its default is `now`, so items would expire at once",
                "remove the default",
            )
        } else {
            continue;
        };
        problems.push(catalogue::bad_ttl(ttl, ttl.span, reason, help));
    }
}
