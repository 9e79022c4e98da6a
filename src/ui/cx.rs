//! What every view gets: the session to read, and a way to send commands.

use std::cell::RefCell;

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::session::Session;
use crate::i18n::Lang;
use crate::ui::words;

/// Collects commands while a frame is drawn; they are carried out before the next one.
#[derive(Debug, Default)]
pub struct Outbox(RefCell<Vec<Command>>);

impl Outbox {
    /// Asks for a command to be carried out before the next frame.
    pub fn send(&self, command: Command) {
        self.0.borrow_mut().push(command);
    }

    /// Takes what was sent.
    #[must_use]
    pub fn take(&self) -> Vec<Command> {
        self.0.take()
    }
}

/// What every view gets.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// Everything that is known; views only read it.
    pub session: &'a Session,
    /// The interface language.
    pub lang: Lang,
    outbox: &'a Outbox,
}

impl<'a> Cx<'a> {
    /// A context that sends to `outbox`.
    #[must_use]
    pub fn new(session: &'a Session, outbox: &'a Outbox) -> Self {
        let lang = words::lang(session.preferences().language);
        Self {
            session,
            lang,
            outbox,
        }
    }

    /// Sends a command.
    pub fn send(&self, command: Command) {
        self.outbox.send(command);
    }

    /// Sends an action.
    pub fn act(&self, action: Action) {
        self.send(Command::Act(action));
    }
}
