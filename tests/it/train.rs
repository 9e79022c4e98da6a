//! Training as a whole, from files to files.

use std::fs;
use std::path::Path;

use tawsim::app::headless::train::{Step, train};

const VERBS: [&str; 4] = ["قال", "أعلن", "أكد", "أوضح"];
const NAMES: [&str; 6] = ["زيدان", "مروان", "سلمان", "عدنان", "حمدان", "قحطان"];
const CITIES: [&str; 5] = ["بغداد", "البصرة", "دمشق", "عمان", "بيروت"];
const REST: [&str; 4] = [
    "مساء أمس للصحفيين",
    "خلال مؤتمر قصير",
    "بعد اجتماع طويل",
    "إن العمل مستمر",
];

/// Sentences that tell who said something where, as a corpus.
fn corpus(path: &Path, from: usize, count: usize) -> String {
    let mut lines = String::new();
    for at in from..from + count {
        let word = |list: &[&str], step: usize| list[at * step / 3 % list.len()].to_owned();
        lines += &format!("{}\tO\n", word(&VERBS, 3));
        lines += &format!("{}\tB-PER\n{}\tI-PER\n", word(&NAMES, 2), word(&NAMES, 7));
        lines += &format!("في\tO\n{}\tB-LOC\n", word(&CITIES, 5));
        for other in word(&REST, 1).split(' ') {
            lines += &format!("{other}\tO\n");
        }
        lines += ".\tO\n\n";
    }
    fs::write(path, lines).unwrap();
    format!("core={}", path.display())
}

struct Trained {
    /// Of both models.
    files: [Vec<u8>; 2],
    /// Of all passes, with the name of what was trained.
    losses: Vec<(&'static str, f64)>,
    /// The last that was measured.
    score: f64,
}

fn trained(dir: &Path, seed: u64) -> Trained {
    let corpora = [corpus(&dir.join("train.tsv"), 0, 60)];
    let dev = [corpus(&dir.join("dev.tsv"), 1000, 4)];
    let (mut losses, mut score) = (Vec::new(), 0.0);
    let mut tell = |step: Step| match step {
        Step::Pass(model, _, loss) => losses.push((model, loss)),
        Step::Measured(_, _, _, measured) => score = measured.all.f1(),
        Step::LeftOut(_) => {}
    };
    train(&corpora, &dev, dir, seed, &mut tell).unwrap();
    let files = ["linear.bin", "neural.bin"].map(|name| fs::read(dir.join(name)).unwrap());
    Trained {
        files,
        losses,
        score,
    }
}

#[test]
fn the_same_files_and_seed_give_the_same_models_to_the_last_byte() {
    let home = tempfile::tempdir().unwrap();
    let Trained {
        files,
        losses,
        score,
    } = trained(home.path(), 1);
    let again = trained(home.path(), 1);
    assert!(files == again.files && losses == again.losses);
    let other = trained(home.path(), 2);
    assert!(files[1] != other.files[1], "the seed counts");
    for model in ["core", "network"] {
        let mut own = losses.iter().filter(|(name, _)| *name == model);
        let (first, last) = (own.next().unwrap().1, own.next_back().unwrap().1);
        assert!(last < first / 2.0, "{model}: {first} {last}");
    }
    assert!(score > 0.8, "what was learned is found elsewhere: {score}");
}
