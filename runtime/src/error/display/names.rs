//! Attribute names in messages.

use std::fmt;

/// One of several names, or a single name.
pub(crate) struct OneOf<'a>(pub(crate) &'a [String]);

impl fmt::Display for OneOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > 1 {
            f.write_str("one of ")?;
        }
        Backticked(self.0).fmt(f)
    }
}

struct Backticked<'a>(&'a [String]);

impl fmt::Display for Backticked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, path) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            write!(f, "`{path}`")?;
        }
        Ok(())
    }
}
