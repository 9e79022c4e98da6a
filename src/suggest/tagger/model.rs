//! The file of the linear model: a lexicon and the heads, each with its calibration.

use super::bytes::{self, Damage, Reader, Writer};
use super::calibration::Calibration;
use super::lexicon::Lexicon;
use super::linear::Linear;

/// The first bytes of the file; the last is the version.
const MAGIC: [u8; 8] = *b"TAWSIML\x01";

/// A head with its name.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::suggest) struct Head {
    pub(in crate::suggest) name: String,
    pub(in crate::suggest) linear: Linear,
    pub(in crate::suggest) calibration: Calibration,
}

/// Everything in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::suggest) struct Model {
    pub(in crate::suggest) lexicon: Lexicon,
    pub(in crate::suggest) heads: Vec<Head>,
}

impl Model {
    /// The head of that name.
    pub(in crate::suggest) fn head(&self, name: &str) -> Option<&Head> {
        self.heads.iter().find(|head| head.name == name)
    }

    /// The bytes of the file.
    pub(in crate::suggest) fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        self.lexicon.write(&mut out);
        out.count(self.heads.len());
        for head in &self.heads {
            out.word(&head.name);
            head.linear.write(&mut out);
            head.calibration.write(&mut out);
        }
        bytes::seal(MAGIC, &out.0)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// They are no model, or a damaged one.
    pub(in crate::suggest) fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes::unseal(MAGIC, bytes)?);
        let lexicon = Lexicon::read(&mut reader)?;
        let count = reader.count(1)?;
        let mut heads = Vec::new();
        for _ in 0..count {
            let name = reader.word()?;
            let linear = Linear::read(&mut reader)?;
            let calibration = Calibration::read(&mut reader)?;
            heads.push(Head {
                name,
                linear,
                calibration,
            });
        }
        reader.end()?;
        Ok(Self { lexicon, heads })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_model_reads() {
        let model = Model::read(include_bytes!("../../../assets/models/linear.bin"));
        let model = model.unwrap_or_else(|damage| panic!("{damage:?}"));
        let names: Vec<&str> = model.heads.iter().map(|head| head.name.as_str()).collect();
        assert_eq!(names, ["core", "news"]);
        assert_eq!(
            model.write(),
            include_bytes!("../../../assets/models/linear.bin")
        );
    }

    #[test]
    fn damage_is_an_error() {
        let whole: &[u8] = include_bytes!("../../../assets/models/linear.bin");
        for end in [0, 7, 8, 12, 1000, whole.len() - 1] {
            assert!(Model::read(&whole[..end]).is_err());
        }
        let mut altered = whole.to_vec();
        altered[whole.len() / 2] ^= 1;
        assert_eq!(Model::read(&altered), Err(Damage::Altered));
        // A sealed file of nonsense has the right sum and is still refused.
        assert!(Model::read(&bytes::seal(MAGIC, &[255; 64])).is_err());
    }
}
