//! A real process that annotates at speed is killed at random moments; every decision it had been
//! told was saved is there afterwards. A quick slice of `tests/campaign`.

#[path = "../campaign/killing.rs"]
mod killing;

/// In a process that the test below starts, this annotates until it is killed; by itself it shows
/// that annotating works.
#[test]
fn annotating_at_speed_saves_each_decision() {
    if let Some(dir) = std::env::var_os(killing::FOLDER) {
        return killing::annotate_and_tell(dir.as_ref());
    }
    let dir = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    killing::annotate(dir.path(), 25, |decision, _| told.push(decision));
    let places: Vec<usize> = told.iter().map(|decision| decision.place).collect();
    // Seven in each article, from its first word on.
    assert_eq!(places, (0..25).map(|at| at % 7).collect::<Vec<_>>());
    assert_eq!(killing::lost(dir.path(), &told), []);
}

#[test]
fn a_killed_process_loses_no_decision_that_was_saved() {
    let child = [
        "kill::annotating_at_speed_saves_each_decision",
        "--exact",
        "--nocapture",
        "--test-threads=1",
    ];
    let figures = killing::campaign(&child, 20, 1);
    assert_eq!(figures.lost, 0);
    assert!(
        figures.confirmed >= 20,
        "the processes got to work: {figures:?}"
    );
}
