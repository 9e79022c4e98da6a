//! Journeys through the real window tree, found by role and label.

mod support;
mod widgets;
