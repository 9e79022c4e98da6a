//! The `tawsim` program.

fn main() -> std::process::ExitCode {
    tawsim::ui::run(
        Vec::new(),
        tawsim::ui::WindowOptions {
            screenshot: std::env::args().nth(1).map(Into::into),
            ..Default::default()
        },
    )
}
