//! Every action has texts, and no text is left over.

use std::collections::BTreeSet;

use tawsim::app::action::Action;
use tawsim::i18n::{Lang, action};

#[test]
fn actions_and_their_texts_match_one_to_one() {
    let actions: BTreeSet<&str> = Action::all().map(Action::id).collect();
    let texts: BTreeSet<&str> = action::ids().collect();
    assert_eq!(actions, texts);
    for id in actions {
        assert!(!action::name(id, Lang::Ar).is_ascii() || id == "toggle-language");
        assert_ne!(action::help(id, Lang::Ar), action::help(id, Lang::En));
    }
}
