//! A real window on a virtual display shows the real article.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::raster::colours;

/// A virtual display that ends with the test.
struct Display(Child, String);

impl Display {
    /// Starts Xvfb on a number that nobody uses.
    fn start() -> Self {
        let mut child = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1400x900x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed (the test script installs it)");
        let mut number = String::new();
        let out = child.stdout.take().expect("piped");
        std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut number)
            .expect("a display number");
        Self(child, format!(":{}", number.trim()))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn tawsim(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tawsim"));
    command
        .env("TAWSIM_HOME", home)
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env_remove("DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Waits for a process, but not for ever.
fn finish(mut child: Child) -> std::process::Output {
    let deadline = Instant::now() + Duration::from_secs(120);
    while child.try_wait().expect("a child").is_none() {
        if Instant::now() > deadline {
            child.kill().expect("a child");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().expect("its output")
}

#[test]
fn a_real_window_shows_the_real_article() {
    let display = Display::start();
    let home = tempfile::tempdir().expect("a folder");
    let picture = home.path().join("window.png");
    let child = tawsim(home.path())
        .env("DISPLAY", &display.1)
        .args(["--screenshot".as_ref(), picture.as_os_str()])
        .args(["--size", "1200x800", "--lang", "ar", "--theme", "light"])
        .spawn()
        .expect("the program starts");
    let output = finish(child);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let image = image::open(&picture).expect("a picture").to_rgba8();
    assert_eq!(image.dimensions(), (1200, 800));
    assert!(colours(&image) > 300, "the window is blank");
    // Ink in the middle of the page, where the article stands.
    let page = image::imageops::crop_imm(&image, 400, 150, 500, 400).to_image();
    let dark = page
        .pixels()
        .filter(|pixel| pixel.0[..3].iter().all(|channel| *channel < 90))
        .count();
    assert!(dark > 2000, "{dark} dark pixels on the page");
}

#[test]
fn without_a_display_it_says_so_in_one_sentence_and_names_what_works() {
    let home = tempfile::tempdir().expect("a folder");
    let child = tawsim(home.path())
        .args(["--lang", "en"])
        .env("LANG", "C")
        .spawn()
        .expect("it starts");
    let output = finish(child);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(
        said.contains("no usable display") && said.contains("export"),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
}
