//! Sentences of the command line.

use super::Lang;
use super::notice::{ARTICLES, TroubleText};
use super::number::Counted;
use super::own::{ListText, PatternText};

/// Annotations, counted.
pub const ANNOTATIONS: Counted = Counted {
    zero: "لا وسوم",
    one: "وسم واحد",
    two: "وسمان",
    few: "وسوم",
    many: "وسمًا",
    hundred: "وسم",
    en_one: "annotation",
    en_many: "annotations",
};

/// Something the command line says.
#[derive(Clone, Debug)]
pub enum CliText {
    /// A file or folder cannot be used.
    Trouble(String, TroubleText),
    /// Not UTF-8; encodings that fit.
    NotUtf8(String, Vec<&'static str>),
    /// Unknown format; the known ones.
    UnknownFormat(String, Vec<&'static str>),
    /// The file's name says nothing.
    CannotGuess(String, Vec<&'static str>),
    /// Unknown label set.
    UnknownLabels(String),
    /// Not a corpus with a known convention; the known ones.
    UnknownConvention(String, Vec<&'static str>),
    /// There is a project already.
    AlreadyAProject(String),
    /// Not a folder name.
    BadAnnotator(String),
    /// Several annotators.
    WhichAnnotator(Vec<String>),
    /// No such annotator.
    NoSuchAnnotator(String, Vec<String>),
    /// Nothing could be read.
    NothingRead(String),
    /// Gold and predictions have no article in common.
    NothingInCommon(String, String),
    /// The format cannot be written.
    OnlyRead(String),
    /// The format is a folder.
    NeedsFolder(String),
    /// Something is in the folder.
    NotEmpty(String),
    /// `--strict` and a loss.
    WouldLose,
    /// Written: articles, annotations, path.
    Written(usize, usize, String),
    /// A part of a dataset: name, articles, annotations.
    Part(String, usize, usize),
    /// Articles left out because another has their text.
    Duplicates(usize),
    /// To share articles out there are too few groups: how many, and how many parts.
    TooFewGroups(usize, usize),
    /// It was cancelled.
    Cancelled,
    /// Made a project.
    Created(String),
    /// Labels that the project does not have.
    UnknownProjectLabels(Vec<String>),
    /// So many faults were put right; where the files as they were are kept.
    Repaired(usize, String),
    /// So many faults are left for a person to put right.
    NotRepaired(usize),
    /// Checked: articles, annotations.
    Checked(usize, usize),
    /// That many entries of a lexicon no longer count.
    Forgotten(usize),
    /// Articles without a prediction.
    WithoutPrediction(Vec<String>),
    /// Articles whose gold cannot be reached by keys.
    Unreached(Vec<String>),
    /// Articles without suggestions.
    WithoutSuggestions(Vec<String>),
    /// Articles without gold.
    WithoutGold(Vec<String>),
    /// This build has no window.
    NoWindow,
    /// A line of a list of names: path, line, what is wrong.
    ListLine(String, usize, ListText),
    /// A pattern file: path, line, column, what is wrong.
    Pattern(String, usize, usize, PatternText),
    /// Standard input cannot be read.
    Stdin(String),
    /// Standard output cannot be written to.
    Stdout(String),
}

impl CliText {
    /// In that language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Ar => self.ar(),
            Lang::En => self.en(),
        }
    }

    fn ar(&self) -> String {
        let lang = Lang::Ar;
        match self {
            Self::Trouble(path, trouble) => format!("{path}: {}", trouble.say(lang)),
            Self::NotUtf8(path, names) => format!("{path}: ليس UTF-8؛ لعله {}. حوّله إلى UTF-8 (مثلًا بالأمر iconv) ثم أعد المحاولة.", names.join("، ")),
            Self::UnknownFormat(name, known) => format!("لا صيغة اسمها «{name}». الصيغ: {}.", known.join("، ")),
            Self::CannotGuess(path, known) => format!("{path}: لا يدل اسم الملف على صيغته. سمّها بالخيار ‎--format أو ‎--from أو ‎--to: {}.", known.join("، ")),
            Self::UnknownConvention(said, known) => format!("«{said}»: يُكتب كل ملف تدريب هكذا: CONVENTION=FILE، والاصطلاح أحد: {}.", known.join("، ")),
            Self::UnknownLabels(name) => format!("«{name}» ليس مجموعة وسوم ولا ملفًا موجودًا. المضمّن: core و news."),
            Self::AlreadyAProject(path) => format!("{path}: فيه مشروع. اختر مجلدًا آخر، أو استورد إليه بالأمر tawsim import."),
            Self::BadAnnotator(name) => format!("«{name}» لا يصلح اسم مجلد. استعمل حروفًا وأرقامًا والشرطة."),
            Self::WhichAnnotator(names) => format!("في المشروع عمل أكثر من واسم. سمّ أحدهم بالخيار ‎--annotator: {}.", names.join("، ")),
            Self::NoSuchAnnotator(name, names) => format!("لا عمل للواسم «{name}» في المشروع. فيه: {}.", names.join("، ")),
            Self::NothingRead(path) => format!("{path}: لم يُقرأ منه مقال واحد. تحقق من الصيغة، أو سمّها بالخيار ‎--from أو ‎--format."),
            Self::NothingInCommon(gold, predicted) => format!("لا مقال مشتركًا بين {gold} و{predicted}. يجب أن تتطابق نصوصهما فيما عدا المسافات."),
            Self::OnlyRead(name) => format!("الصيغة «{name}» تُقرأ ولا تُكتب. اختر غيرها."),
            Self::NeedsFolder(name) => format!("الصيغة «{name}» مجلد فيه ملفات. سمِّ بـ‎--out مجلدًا غير موجود."),
            Self::NotEmpty(path) => format!("{path}: في هذا المجلد شيء، ولم يُكتب شيء. اختر غيره أو أفرغه."),
            Self::WouldLose => "لم يُكتب شيء: لا تحمل الصيغة كل شيء والخيار ‎--strict يمنع الفقد. اختر صيغة أخرى أو احذف الخيار.".into(),
            Self::Written(articles, annotations, path) => format!("كُتب في {path}: {}، {}.", ARTICLES.say(*articles, lang), ANNOTATIONS.say(*annotations, lang)),
            Self::Part(name, articles, annotations) => format!("{name}: {}، {}.", ARTICLES.say(*articles, lang), ANNOTATIONS.say(*annotations, lang)),
            Self::Duplicates(count) => format!("تُرك {}: نصه في مقال آخر.", ARTICLES.say(*count, lang)),
            Self::TooFewGroups(there, parts) => format!("لا تكفي المقالات للتقسيم: مصادرها المختلفة {there} والأجزاء المطلوبة {parts}. أضف مقالات، أو اجمع بالنص وحده بالخيار ‎--together text."),
            Self::Cancelled => "أُلغي، ولم يُكتب شيء.".into(),
            Self::Created(path) => format!("أُنشئ المشروع {path}. أضف إليه مقالات بالأمر tawsim import."),
            Self::UnknownProjectLabels(labels) => format!("وسوم ليست في مجموعة المشروع: {}. أضفها إليها أو صحّحها.", labels.join("، ")),
            Self::Repaired(count, backup) => format!("أُصلح: {count}. الملفات كما كانت محفوظة في {backup}."),
            Self::NotRepaired(count) => format!("بقي ما لا يصلحه إلا إنسان: {count}."),
            Self::Checked(articles, annotations) => format!("فُحص: {}، {}.", ARTICLES.say(*articles, lang), ANNOTATIONS.say(*annotations, lang)),
            Self::Forgotten(count) => format!("مداخل المعجم التي لم تعد تُحسب: {count}. بقيت الوسوم كما هي."),
            Self::Unreached(ids) => format!("مقالات لا تبلغ المفاتيح وسومها المرجعية (لم تُحسب): {}", ids.join("، ")),
            Self::WithoutSuggestions(ids) => format!("مقالات بلا اقتراحات في الملف (حُسبت كأن لا شيء اقتُرح): {}", ids.join("، ")),
            Self::WithoutPrediction(ids) => format!("مقالات مرجعية بلا نظير (حُسبت كياناتها فائتة): {}", ids.join("، ")),
            Self::WithoutGold(ids) => format!("مقالات بلا مرجع (لم تُحسب): {}", ids.join("، ")),
            Self::NoWindow => "بُنيت هذه النسخة بلا نافذة. استعمل أمرًا: new أو import أو suggest أو export أو convert أو evaluate أو formats أو check (انظر tawsim --help).".into(),
            Self::ListLine(path, line, fault) => format!("{path}:{line}: {}", fault.say(lang)),
            Self::Pattern(path, line, column, fault) => format!("{path}:{line}:{column}: {}", fault.say(lang)),
            Self::Stdin(said) => format!("تعذّرت قراءة الدخل المعياري: {said}"),
            Self::Stdout(said) => format!("تعذّرت الكتابة إلى الخرج المعياري: {said}"),
        }
    }

    fn en(&self) -> String {
        let lang = Lang::En;
        match self {
            Self::Trouble(path, trouble) => format!("{path}: {}", trouble.say(lang)),
            Self::NotUtf8(path, names) => format!("{path}: not UTF-8; it may be {}. Convert it to UTF-8 (for example with iconv) and try again.", names.join(", ")),
            Self::UnknownFormat(name, known) => format!("there is no format called “{name}”. The formats are: {}.", known.join(", ")),
            Self::CannotGuess(path, known) => format!("{path}: the file’s name does not say its format. Name it with --format, --from or --to: {}.", known.join(", ")),
            Self::UnknownConvention(said, known) => format!("“{said}”: a file to learn from is given as CONVENTION=FILE, the convention being one of: {}.", known.join(", ")),
            Self::UnknownLabels(name) => format!("“{name}” is neither a label set nor a file. Bundled are: core, news."),
            Self::AlreadyAProject(path) => format!("{path}: there is a project already. Choose another folder, or add to it with tawsim import."),
            Self::BadAnnotator(name) => format!("“{name}” cannot be the name of a folder. Use letters, digits and hyphens."),
            Self::WhichAnnotator(names) => format!("several annotators worked in this project. Name one with --annotator: {}.", names.join(", ")),
            Self::NoSuchAnnotator(name, names) => format!("“{name}” has no work in this project. Those who have: {}.", names.join(", ")),
            Self::NothingRead(path) => format!("{path}: not a single article could be read. Check the format, or name it with --from or --format."),
            Self::NothingInCommon(gold, predicted) => format!("{gold} and {predicted} have no article in common. Their texts must be the same but for white space."),
            Self::OnlyRead(name) => format!("the format “{name}” can be read but not written. Choose another one."),
            Self::NeedsFolder(name) => format!("the format “{name}” is a folder of files. Name a folder that does not exist yet with --out."),
            Self::NotEmpty(path) => format!("{path}: there is something in this folder already and nothing was written. Choose another one or empty it."),
            Self::WouldLose => "nothing was written: the format cannot carry everything and --strict forbids losses. Choose another format or leave out --strict.".into(),
            Self::Written(articles, annotations, path) => format!("Wrote {} with {} to {path}.", ARTICLES.say(*articles, lang), ANNOTATIONS.say(*annotations, lang)),
            Self::Part(name, articles, annotations) => format!("{name}: {} with {}.", ARTICLES.say(*articles, lang), ANNOTATIONS.say(*annotations, lang)),
            Self::Duplicates(count) => format!("Left out {} whose text is that of another one.", ARTICLES.say(*count, lang)),
            Self::TooFewGroups(there, parts) => format!("too few articles to share out: they have {there} different sources and {parts} parts are wanted. Add articles, or keep only equal texts together with --together text."),
            Self::Cancelled => "Cancelled; nothing was written.".into(),
            Self::Created(path) => format!("Made the project {path}. Add articles with tawsim import."),
            Self::UnknownProjectLabels(labels) => format!("labels that the project does not have: {}. Add them to its label set or correct them.", labels.join(", ")),
            Self::Repaired(count, backup) => format!("Put right: {count}. The files as they were are kept in {backup}."),
            Self::NotRepaired(count) => format!("Left for a person to put right: {count}."),
            Self::Checked(articles, annotations) => format!("Checked {} with {}.", ARTICLES.say(*articles, lang), ANNOTATIONS.say(*annotations, lang)),
            Self::Forgotten(count) => format!("Entries of the lexicon that no longer count: {count}. Annotations stay as they are."),
            Self::Unreached(ids) => format!("articles whose gold no keys lead to (not counted): {}", ids.join(", ")),
            Self::WithoutSuggestions(ids) => format!("articles for which the file suggests nothing (counted so): {}", ids.join(", ")),
            Self::WithoutPrediction(ids) => format!("gold articles without a prediction (their entities count as missed): {}", ids.join(", ")),
            Self::WithoutGold(ids) => format!("predicted articles without gold (not counted): {}", ids.join(", ")),
            Self::NoWindow => "This build has no window. Use a command: new, import, suggest, export, convert, evaluate, formats, check (see tawsim --help).".into(),
            Self::ListLine(path, line, fault) => format!("{path}:{line}: {}", fault.say(lang)),
            Self::Pattern(path, line, column, fault) => format!("{path}:{line}:{column}: {}", fault.say(lang)),
            Self::Stdin(said) => format!("standard input cannot be read: {said}"),
            Self::Stdout(said) => format!("standard output cannot be written to: {said}"),
        }
    }
}
