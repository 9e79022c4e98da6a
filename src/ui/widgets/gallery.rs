//! Every widget on one page, for tests and for looking at a theme.
