//! The words for what a check finds.

use crate::app::headless::check::Fault;
use crate::i18n::check::FaultText;

/// What is wrong with a file of a project.
#[must_use]
pub fn fault(fault: &Fault) -> FaultText {
    match fault {
        Fault::Flipped(count, path) => FaultText::Flipped(*count, path.display().to_string()),
        Fault::Gap(count, path) => FaultText::Gap(*count, path.display().to_string()),
        Fault::Torn(path) => FaultText::Torn(path.display().to_string()),
        Fault::Missing(count, path) => FaultText::Missing(*count, path.display().to_string()),
        Fault::Doubled(count, path) => FaultText::Doubled(*count, path.display().to_string()),
        Fault::LeftOver(path) => FaultText::LeftOver(path.display().to_string()),
        Fault::ConflictCopy(path) => FaultText::ConflictCopy(path.display().to_string()),
        Fault::NotListed(path) => FaultText::NotListed(path.display().to_string()),
        Fault::Orphan(path) => FaultText::Orphan(path.display().to_string()),
        Fault::Sheet(what, name, id) => {
            FaultText::Sheet(what.clone(), name.to_string(), id.to_string())
        }
        Fault::Article(what, path) => FaultText::Article(what.clone(), path.display().to_string()),
        Fault::Altered(path) => FaultText::Altered(path.display().to_string()),
    }
}
