//! Measures of agreement between annotations.
