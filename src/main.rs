//! The `tawsim` program.

fn main() -> std::process::ExitCode {
    let mut args = std::env::args().skip(1);
    let screenshot = args.next().map(Into::into);
    let language = args.next();
    let theme = args.next();
    tawsim::ui::run(
        Vec::new(),
        tawsim::ui::WindowOptions {
            screenshot,
            language,
            theme,
            size: None,
        },
    )
}
