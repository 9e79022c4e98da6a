//! The fuzz targets of `fuzz/` over sound files and their mutations, and over what was found.

use proptest::prelude::*;

use crate::readers::{self, ENDINGS, READERS, TEXT};

const RECORD: &str = "(seq:1,step:\"do\",deed:\"annotate\",at:1,edits:[])";

/// A sound file for each reader.
fn sound() -> Vec<(u8, Vec<u8>)> {
    let article = "(title:\"x\",sha256:\"\")";
    let sheet = "(format:1,journal:0,annotations:[(id:1,start:0,end:6,label:\"PER\",origin:Manual,at:1)],decisions:[])";
    let project = "(format:1,name:\"x\",labels:[(id:\"PER\",name:(ar:\"علم\",en:\"Person\"),colour:\"#112233\")])";
    let names = "بغداد\tGPE\n";
    let files = [
        project,
        article,
        TEXT,
        sheet,
        "",
        RECORD,
        "[]",
        "[]",
        names,
        "[]",
        "(theme:\"dark\")",
    ];
    assert_eq!(files.len(), READERS.len());
    let numbered = files.iter().enumerate();
    numbered
        .map(|(at, file)| (u8::try_from(at).unwrap(), file.as_bytes().to_vec()))
        .collect()
}

/// A sound file for each ending.
fn extractable() -> Vec<(u8, Vec<u8>)> {
    let xml = "<w:document><w:p><w:r><w:t>نص &amp; نص</w:t></w:r></w:p></w:document>";
    let docx = readers::zipped("word/document.xml", xml.as_bytes());
    let zip = readers::zipped("a.txt", TEXT.as_bytes());
    let files: [&[u8]; 10] = [
        TEXT.as_bytes(),
        "# عنوان\n\n- [ ] نص **غامق**\n\n| أ |\n|---|\n| ب |\n".as_bytes(),
        "<html lang=ar><title>ع</title><article><p>نص&nbsp;<br>نص</article>".as_bytes(),
        "text,title\n\"نص\",ع\n".as_bytes(),
        "text\ttitle\nنص\tع\n".as_bytes(),
        "{\"text\":\"نص\",\"meta\":{\"title\":\"ع\"}}\n".as_bytes(),
        &docx,
        &zip,
        xml.as_bytes(),
        TEXT.as_bytes(),
    ];
    assert_eq!(files.len(), ENDINGS.len());
    let numbered = files.iter().enumerate();
    numbered
        .map(|(at, file)| (u8::try_from(at).unwrap(), file.to_vec()))
        .collect()
}

fn with_choice((choice, file): (u8, Vec<u8>)) -> Vec<u8> {
    [vec![choice], file].concat()
}

/// Some bytes of a sound file replaced, taken out or doubled.
fn mutated(files: Vec<(u8, Vec<u8>)>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..3_u8);
    let changes = prop::collection::vec(change, 0..6);
    (prop::sample::select(files), changes).prop_map(|(file, changes)| {
        let mut bytes = with_choice(file);
        for (at, byte, how) in changes {
            let at = 1 + at.index(bytes.len().max(2) - 1);
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.insert(at.min(bytes.len()), byte),
            }
        }
        bytes
    })
}

#[test]
fn sound_files_are_read() {
    sound()
        .into_iter()
        .map(with_choice)
        .for_each(|bytes| readers::store(&bytes));
    extractable()
        .into_iter()
        .map(with_choice)
        .for_each(|bytes| readers::extract(&bytes));
}

#[test]
fn endless_nesting_and_huge_numbers_are_refused() {
    let deep = ["(", "[", "{", "Some("].map(|open| open.repeat(100_000));
    let huge = [
        "(format:99999999999999999999)",
        "(format:1,journal:18446744073709551615,annotations:[(id:18446744073709551615,start:0,end:18446744073709551615,label:\"x\",origin:Manual,at:0)],decisions:[])",
    ];
    for reader in 0..READERS.len() {
        for file in deep.iter().map(String::as_str).chain(huge) {
            let choice = u8::try_from(reader).unwrap();
            readers::store(&with_choice((choice, file.as_bytes().to_vec())));
        }
    }
}

/// A line whose checksum is right is no text. A flipped bit that makes a capital of a digit of the
/// checksum is no cure.
#[test]
fn a_line_that_is_no_text_leaves_the_journal() {
    for digit in b'0'..=b'9' {
        readers::store(&[5, 0xFF, digit]);
    }
}

/// A journal from elsewhere cannot make articles whose files would lie outside the folder.
#[test]
fn a_record_that_leads_out_of_the_folder_is_damage() {
    for id in ["../../x", "/x", "a\u{15}b", "", ".x", "a\u{202E}b"] {
        let entry = "(title:\"x\",sha256:\"\")";
        let edit = format!("List(article:{id:?},entry:{entry})");
        let body = format!("(seq:1,step:Do,deed:\"import\",at:7,edits:[{edit}])");
        let record = [&[5], body.as_bytes()].concat();
        readers::store(&record);
        let line = readers::sealed(body.as_bytes());
        let read = tawsim::store::journal::read(&line);
        assert!(read.records.is_empty() && !read.flaws.is_empty(), "{id}");
    }
    // The same with a sound name is a record.
    let body = "(seq:1,step:Do,deed:\"import\",at:7,edits:[List(article:\"x\",entry:(title:\"x\",sha256:\"\"))])";
    let read = tawsim::store::journal::read(&readers::sealed(body.as_bytes()));
    assert_eq!(read.records.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_files_of_a_project_are_survived(bytes in mutated(sound())) {
        readers::store(&bytes);
    }

    #[test]
    fn damaged_files_to_import_are_survived(bytes in mutated(extractable())) {
        readers::extract(&bytes);
    }
}
