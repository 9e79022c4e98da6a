//! Engines that suggest entities, and their combination.
