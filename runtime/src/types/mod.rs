//! Scalar types of models, re-exported or our own, and the stored forms that are not types.
