//! Label sets that projects start from.

use std::path::Path;

use super::disk::Disk;
use super::error::StoreError;
use super::schema::v1::{self, LabelFile};
use crate::model::label::LabelSet;

/// Names of the templates.
pub const TEMPLATES: [&str; 2] = ["news", "core"];

/// Largest label set file, in bytes.
const LIMIT: u64 = 4 << 20;

/// The template of that name.
#[must_use]
pub fn template(name: &str) -> Option<LabelSet> {
    let text = match name {
        "news" => include_str!("../../assets/labels/news.ron"),
        "core" => include_str!("../../assets/labels/core.ron"),
        _ => return None,
    };
    let files: Vec<LabelFile> = ron::from_str(text).ok()?;
    v1::label_set(files).ok()
}

/// A label set from a file of the same shape.
///
/// # Errors
/// The file cannot be read or makes no sense; says where.
pub fn from_file(disk: &dyn Disk, path: &Path) -> Result<LabelSet, StoreError> {
    let bytes = disk
        .read(path, LIMIT)
        .map_err(|error| StoreError::io(error, path))?;
    let files: Vec<LabelFile> =
        ron::de::from_bytes(&bytes).map_err(|error| StoreError::damaged(error, path))?;
    v1::label_set(files).map_err(|what| StoreError::damaged(what, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_templates_are_label_sets() {
        assert_eq!(template("news").unwrap().len(), 18);
        assert_eq!(template("core").unwrap().len(), 4);
        for label in template("news").unwrap().iter() {
            assert!(!label.name.ar.is_empty() && !label.description.ar.is_empty());
            assert!(label.key.is_some(), "{} has a key", label.id);
        }
    }
}
