//! Articles out of files: what a reader sees, whatever the file is; nothing that a file claims is
//! believed.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use tawsim::extract::{Extracted, FaultKind, Found, Options, Reading, extract};
use tawsim::text::paragraph::Direction;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn read(name: &str, bytes: &[u8]) -> (Found, Reading) {
    let mut found = Found::default();
    let reading = extract(bytes, name, &Options::default(), &mut found);
    (found, reading)
}

fn only(name: &str, bytes: &[u8]) -> Extracted {
    let (mut found, _) = read(name, bytes);
    assert_eq!(found.faults, []);
    assert_eq!(found.articles.len(), 1, "{found:?}");
    found.articles.remove(0)
}

fn kinds(found: &Found) -> Vec<FaultKind> {
    found
        .faults
        .iter()
        .map(|fault| fault.kind.clone())
        .collect()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>"
    );
    let core = "<cp:coreProperties><dc:title>تعاون &amp; أمن</dc:title></cp:coreProperties>";
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

#[test]
fn plain_text_stays_as_it_is() {
    let text = "زار الوزير بغداد.\r\nثم عاد.\t\u{200F}";
    assert_eq!(only("a.txt", text.as_bytes()).text, text);
    assert_eq!(only("a", text.as_bytes()).text, text);
}

#[test]
fn a_page_gives_its_article_and_what_it_says_of_itself() {
    let page = r#"<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>خبر - موقع</title>
      <meta property="og:title" content="زيارة &quot;مهمة&quot;">
      <meta property="og:site_name" content="وكالة الأنباء">
      <meta property="article:published_time" content="2024-11-03">
      <link rel="canonical" href="https://example.org/1"><style>p{color:red}</style></head>
      <body><nav><a>الرئيسية</a></nav><article><h1>زيارة</h1>
      <p>زار <b>محمد</b> الس<i>ود</i>اني&nbsp;طهران،<br>ثم&#1593;اد.</p>
      <script>var x = "<p>لا</p>";</script><ul><li>أولا<li>ثانيا</ul>
      <aside>إعلان</aside></article><footer>الحقوق</footer></body></html>"#;
    let Extracted { text, meta } = only("a.html", page.as_bytes());
    assert_eq!(
        text,
        "زيارة\n\nزار محمد السوداني\u{a0}طهران،\nثمعاد.\n\nأولا\nثانيا\n"
    );
    assert_eq!(meta.title, "زيارة \"مهمة\"");
    assert_eq!(meta.source.as_deref(), Some("وكالة الأنباء"));
    assert_eq!(meta.date.as_deref(), Some("2024-11-03"));
    assert_eq!(meta.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(meta.language.as_deref(), Some("ar"));
    assert_eq!(meta.direction, Some(Direction::Rtl));
}

#[test]
fn a_page_that_marks_nothing_gives_all_its_text() {
    let page = "<div>واحد<div>اثنان</div></div><table><tr><td>أ<td>ب</table><nav>تصفح</nav>";
    assert_eq!(
        only("a.html", page.as_bytes()).text,
        "واحد\nاثنان\n\nأ\tب\n"
    );
    // Whoever forgets to end the navigation is read all the same.
    assert_eq!(
        only("b.html", "<nav>كل النص هنا".as_bytes()).text,
        "كل النص هنا\n"
    );
}

#[test]
fn an_old_page_is_read_in_the_encoding_it_names() {
    let page = "<html><head><meta charset=\"windows-1256\"></head><body><p>تعاون أمني</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(page);
    assert_eq!(only("a.html", &bytes).text, "تعاون أمني\n");
}

#[test]
fn markdown_is_read_as_it_is_set() {
    let text = "---\ntitle: \"زيارة\"\nsource: واع\n---\n# عنوان\n\nزار **محمد** [بغداد](http://x.org)\nأمس. ![صورة](a.png)\n\n- أولا\n- ثانيا\n\n| أ | ب |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n";
    let Extracted { text, meta } = only("a.md", text.as_bytes());
    assert_eq!(
        text,
        "عنوان\n\nزار محمد بغداد أمس.\n\nأولا\nثانيا\n\nأ\tب\n1\t2\n\nx = 1\n"
    );
    assert_eq!(
        (meta.title.as_str(), meta.source.as_deref()),
        ("زيارة", Some("واع"))
    );
}

#[test]
fn a_document_is_read_with_its_changes_accepted() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">زار </w:t></w:r>\
        <w:ins><w:r><w:t>محمد</w:t></w:r></w:ins><w:del><w:r><w:delText>علي</w:delText></w:r></w:del>\
        <w:r><w:tab/><w:t>&quot;بغداد&#x622;&quot;</w:t><w:br/><w:t>أمس</w:t></w:r></w:p>\
        <w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>أ</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ب</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let Extracted { text, meta } = only("a.docx", &docx(body));
    assert_eq!(text, "زار محمد\t\"بغدادآ\"\nأمس\nأ\nب\n");
    assert_eq!(meta.title, "تعاون & أمن");
    // Its content tells, whatever its name.
    assert_eq!(only("download", &docx(body)).text, text);
}

#[test]
fn tables_and_records_give_an_article_for_each_row() {
    let csv = "id;العنوان;النص;المصدر\n1;أول;\"نص أول\nفي سطرين\";واع\n2;ثان;;\n";
    let (found, reading) = read("a.csv", csv.as_bytes());
    assert_eq!(found.articles.len(), 1);
    assert_eq!(found.articles[0].text, "نص أول\nفي سطرين");
    assert_eq!(found.articles[0].meta.title, "أول");
    assert_eq!(found.articles[0].meta.source.as_deref(), Some("واع"));
    assert_eq!(found.faults[0].kind, FaultKind::Empty);
    assert_eq!(found.faults[0].place.line, Some(4));
    assert_eq!(reading.column.as_deref(), Some("النص"));

    let lines = "{\"text\":\"نص\",\"meta\":{\"source\":\"واع\"},\"entities\":[{}]}\n\nليس json\n{\"a\":\"x\",\"b\":\"y\"}\n";
    let (found, _) = read("a.jsonl", lines.as_bytes());
    assert_eq!(found.articles[0].meta.source.as_deref(), Some("واع"));
    let faults: Vec<_> = found.faults.iter().map(|fault| fault.place.line).collect();
    assert_eq!(faults, [Some(1), Some(3), Some(4)]);
    assert_eq!(found.faults[0].kind, FaultKind::Annotated);
    assert!(matches!(&found.faults[2].kind, FaultKind::NoColumn(names) if names == &["a", "b"]));

    let options = Options {
        column: Some("b".into()),
        ..Options::default()
    };
    let mut found = Found::default();
    extract(lines.as_bytes(), "a.jsonl", &options, &mut found);
    assert_eq!(found.articles[0].text, "y");
}

#[test]
fn an_archive_gives_the_articles_of_its_members_in_order() {
    let bytes = zip(&[
        ("b/2.md", "# ثان".as_bytes()),
        ("a/1.txt", "أول".as_bytes()),
        ("__MACOSX/x.txt", b"x"),
        ("a/.DS_Store", b"\0\0"),
        ("c.pdf", b"%PDF-1.7"),
        ("d.docx", &docx("<w:p><w:r><w:t>ثالث</w:t></w:r></w:p>")),
    ]);
    let (found, _) = read("news.zip", &bytes);
    let texts: Vec<&str> = found.articles.iter().map(|a| a.text.trim()).collect();
    assert_eq!(texts, ["أول", "ثان", "ثالث"]);
    assert_eq!(kinds(&found), [FaultKind::Unsupported]);
    assert_eq!(found.faults[0].place.member.as_deref(), Some("c.pdf"));
}

#[test]
fn hostile_archives_are_refused_with_a_reason() {
    let zeros = vec![b'0'; 64 << 20];
    let (found, _) = read("bomb.zip", &zip(&[("a.txt", &zeros)]));
    assert_eq!(kinds(&found), [FaultKind::Bomb]);
    assert!(found.articles.is_empty());

    let inner = zip(&[("a.txt", b"x")]);
    let bytes = zip(&[
        ("in.zip", &inner),
        ("../../etc/cron.d/x.txt", b"x"),
        ("..\\x.txt", b"x"),
    ]);
    let (found, _) = read("a.zip", &bytes);
    assert!(found.articles.is_empty(), "{found:?}");
    let mut faults = kinds(&found);
    faults.sort_by_key(|kind| format!("{kind:?}"));
    assert_eq!(
        faults,
        [
            FaultKind::Nested,
            FaultKind::UnsafeName,
            FaultKind::UnsafeName
        ]
    );

    // A member that claims ten gigabytes.
    let mut lying = zip(&[("a.txt", b"honest text of an article")]);
    let at = lying.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    lying[at + 24..at + 28].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    let (found, _) = read("a.zip", &lying);
    assert!(found.articles.is_empty());
    assert_eq!(kinds(&found), [FaultKind::TooLarge]);

    let (found, _) = read("cut.zip", &inner[..inner.len() / 2]);
    assert!(
        matches!(kinds(&found)[..], [FaultKind::Damaged(_)]),
        "{found:?}"
    );
}

#[test]
fn endless_nesting_is_read_to_its_end() {
    let depth = 200_000;
    let page = format!("{}عمق", "<div>".repeat(depth));
    assert_eq!(only("a.html", page.as_bytes()).text, "عمق\n");
    let quotes = format!("{}عمق", "> ".repeat(5_000));
    assert!(only("a.md", quotes.as_bytes()).text.contains("عمق"));
    let body = "<w:p>".repeat(depth) + "<w:t>عمق</w:t>";
    assert_eq!(only("a.docx", &docx(&body)).text, "عمق\n");
    let json = format!("{{\"text\":\"x\",\"a\":{}", "[".repeat(depth));
    let (found, _) = read("a.jsonl", json.as_bytes());
    assert!(matches!(kinds(&found)[..], [FaultKind::Damaged(_)]));
}

#[test]
fn names_that_could_deceive_are_shown_bare() {
    let page = "<title>\u{202E}fdp.exe\u{2066}\u{7}</title><p>نص";
    assert_eq!(only("a.html", page.as_bytes()).meta.title, "fdp.exe");
    let bytes = zip(&[("\u{202E}txt.zip", b"PK\x03\x04")]);
    let (found, _) = read("a.zip", &bytes);
    assert_eq!(found.faults[0].place.member.as_deref(), Some("txt.zip"));
}

#[test]
fn a_doubtful_encoding_is_told_and_may_be_chosen() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode("تعاون أمني بين بغداد وطهران");
    let (found, reading) = read("a.txt", &bytes);
    assert_eq!(found.articles[0].text, "تعاون أمني بين بغداد وطهران");
    assert_eq!(reading.encodings[0].encoding, "windows-1256");
    let options = Options {
        encoding: Some("iso-8859-6".into()),
        ..Options::default()
    };
    let mut found = Found::default();
    extract(&bytes, "a.txt", &options, &mut found);
    assert_ne!(
        found.articles.first().map(|a| a.text.as_str()),
        Some("تعاون أمني بين بغداد وطهران")
    );
}

proptest! {
    #[test]
    fn any_bytes_under_any_name_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400), ending in "(txt|md|html|docx|csv|tsv|jsonl|zip|x)") {
        let (found, _) = read(&format!("a.{ending}"), &bytes);
        for article in found.articles {
            prop_assert!(!article.text.trim().is_empty());
        }
    }

    #[test]
    fn any_markup_is_survived(text in "[<>a-z/ =\"'&;#0-9!ا-ي\\-\\[\\]`*_|:\n]{0,200}") {
        for name in ["a.html", "a.md", "a.csv"] {
            let (found, _) = read(name, text.as_bytes());
            for article in found.articles {
                prop_assert!(!article.text.trim().is_empty());
            }
        }
    }
}
