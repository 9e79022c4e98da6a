//! The log, and reports of crashes. Neither holds text of articles: of what a panic says only
//! sentences of the program itself are kept, never those put together while it ran, which may quote
//! what was being worked on.

use std::backtrace::Backtrace;
use std::panic::PanicHookInfo;

use crate::app::clock;
use crate::store::settings::{self, Places};
use crate::store::state;

/// Begins to log, and to write a report when something panics.
pub fn watch() {
    if let Some(places) = settings::places() {
        state::start_log(&places);
        tracing::info!(
            version = env!("CARGO_PKG_VERSION"),
            os = std::env::consts::OS,
            "begins"
        );
        report_to(places);
    }
}

/// Writes a report into `places` whenever something panics.
fn report_to(places: Places) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let stamp = clock::system().0.to_string();
        // If the report cannot be written there is still what the system shows.
        drop(state::write_report(&places, &stamp, &report(info)));
        tracing::error!(place = %place(info), "panic");
        before(info);
    }));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    let place = info.location();
    place.map_or_else(String::new, |place| {
        format!("{}:{}", place.file(), place.line())
    })
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let literal = info.payload().downcast_ref::<&'static str>();
    let thread = std::thread::current();
    format!(
        "Tawsim {} on {} {}\nthread: {}\nplace: {}\nsaid: {}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        thread.name().unwrap_or("?"),
        place(info),
        literal.unwrap_or(&"(left out: it may quote an article)"),
        Backtrace::force_capture(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_where_and_quotes_no_article() {
        let home = tempfile::tempdir().unwrap();
        let places = settings::places_in(home.path());
        report_to(places.clone());
        let text = "تعاون أمني".to_owned();
        let cut = std::thread::spawn(move || text[..text.len() - 1].len()).join();
        drop(std::panic::take_hook());
        assert!(cut.is_err());
        let reports: Vec<_> = std::fs::read_dir(&places.state)
            .unwrap()
            .flatten()
            .collect();
        assert_eq!(reports.len(), 1);
        let report = std::fs::read_to_string(reports[0].path()).unwrap();
        assert!(report.contains("crash.rs:"), "{report}");
        assert!(!report.contains("تعاون"), "{report}");
    }
}
