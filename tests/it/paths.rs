//! Files and folders that are not what is usual, as the real binary meets them.

#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;

use tempfile::TempDir;

const GOOD: &str = "{\"id\":\"a\",\"text\":\"زار محمّد\",\"entities\":[{\"start\":4,\"end\":9,\"label\":\"PER\"}]}\n";

fn command(dir: &Path, arguments: &[&OsStr]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tawsim"));
    command
        .args(arguments)
        .current_dir(dir)
        .env("LANG", "C.UTF-8");
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command
}

fn run(dir: &Path, line: &str) -> Output {
    let arguments: Vec<&OsStr> = line.split_whitespace().map(OsStr::new).collect();
    command(dir, &arguments).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
    dir
}

/// A name in the encoding of old Arabic systems.
fn old_name(ending: &str) -> OsString {
    let mut name = vec![0xE3, 0xE4];
    name.extend_from_slice(ending.as_bytes());
    OsString::from_vec(name)
}

#[test]
fn a_pipe_is_written_to_and_stays_one() {
    let dir = folder();
    let pipe = dir.path().join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let from = pipe.clone();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        File::open(from).unwrap().read_to_string(&mut text).unwrap();
        text
    });
    let written = run(dir.path(), "convert a.jsonl pipe --to iob2");
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    assert!(reader.join().unwrap().contains("محمّد\tB-PER"));
    assert!(!fs::metadata(&pipe).unwrap().is_file());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn a_link_stays_one_and_what_it_leads_to_is_replaced() {
    let dir = folder();
    let to = dir.path().join("to");
    fs::create_dir(&to).unwrap();
    fs::write(to.join("real.iob2"), "old").unwrap();
    symlink("to/real.iob2", dir.path().join("link.iob2")).unwrap();
    let written = run(dir.path(), "convert a.jsonl link.iob2");
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    assert!(dir.path().join("link.iob2").is_symlink());
    let real = fs::read_to_string(to.join("real.iob2")).unwrap();
    assert!(real.contains("B-PER"), "{real}");
    assert_eq!(fs::read_dir(&to).unwrap().count(), 1);
}

#[test]
fn output_that_cannot_be_written_is_not_called_input() {
    let dir = folder();
    if !Path::new("/dev/full").exists() {
        return;
    }
    let arguments = ["convert", "a.jsonl", "-", "--to", "iob2"].map(OsStr::new);
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = command(dir.path(), &arguments)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("standard output"), "{}", err(&output));
}

#[test]
fn a_name_that_is_not_unicode_is_told_of_or_read() {
    let dir = folder();
    let many = dir.path().join("many");
    fs::create_dir(&many).unwrap();
    fs::write(many.join("a.jsonl"), GOOD).unwrap();
    fs::write(many.join("B.JSONL"), GOOD.replace("\"a\"", "\"b\"")).unwrap();
    if fs::write(many.join(old_name(".jsonl")), GOOD).is_err() {
        // This file system has Unicode names only.
        return;
    }
    let read = run(dir.path(), "convert many out.jsonl --from jsonl");
    assert_eq!(read.status.code(), Some(1), "{}", err(&read));
    assert!(
        err(&read).contains("a file name in Unicode"),
        "{}",
        err(&read)
    );
    assert!(err(&read).contains("2 articles"), "{}", err(&read));
    let name = old_name(".jsonl");
    let named = Path::new("many").join(&name);
    let to = OsString::from("one.iob2");
    let alone = command(dir.path(), &[OsStr::new("convert"), named.as_os_str(), &to]);
    let alone = { alone }.output().unwrap();
    assert_eq!(alone.status.code(), Some(0), "{}", err(&alone));
    fs::write(many.join(old_name(".txt")), "نص آخر").unwrap();
    run(dir.path(), "new p");
    let imported = run(dir.path(), "import p many");
    assert!(
        err(&imported).contains("New: 2 articles"),
        "{}",
        err(&imported)
    );
}

#[test]
fn files_in_utf16_are_read_in_every_format() {
    let dir = folder();
    let files = [
        ("w.jsonl", GOOD.to_owned()),
        (
            "w.csv",
            "id,text,start,end,label\n1,زار محمّد,4,9,PER\n".to_owned(),
        ),
        ("w.iob2", "زار\tO\nمحمّد\tB-PER\n".to_owned()),
    ];
    for (name, text) in files {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
        let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        fs::write(dir.path().join(name), bytes).unwrap();
        let read = run(dir.path(), &format!("convert {name} - --to iob2"));
        let out = String::from_utf8_lossy(&read.stdout);
        assert!(out.contains("محمّد\tB-PER"), "{name}: {}", err(&read));
        assert_eq!(read.status.code(), Some(0), "{name}: {}", err(&read));
    }
}
