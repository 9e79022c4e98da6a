//! The file of the network: one byte a weight with a scale for every row of a table.

use super::input::{CLITICS, GRAMS};
use super::network::{CELLS, CLITIC, Direction, GATES, GRAM, INPUT, Network, OUTPUT, Top, WORD};
use crate::suggest::tagger::bytes::{self, Damage, Reader, Writer};
use crate::suggest::tagger::calibration::Calibration;
use crate::suggest::tagger::lattice::Chain;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::suggest::tagger::linear::nearest;
use crate::suggest::tagger::scheme::Scheme;

/// The first bytes of the file; the last is the version.
const MAGIC: [u8; 8] = *b"TAWSIMN\x01";

/// A network with its vocabulary, and for each head what its answers are worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::suggest) struct Neural {
    pub(in crate::suggest) vocabulary: Lexicon,
    pub(in crate::suggest) network: Network,
    pub(in crate::suggest) calibrations: Vec<Calibration>,
}

impl Neural {
    /// The bytes of the file.
    pub(in crate::suggest) fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        self.vocabulary.write(&mut out);
        let network = &self.network;
        table(&mut out, &network.words, WORD);
        table(&mut out, &network.clitics, CLITIC);
        table(&mut out, &network.grams, GRAM);
        for direction in &network.directions {
            table(&mut out, &direction.input, GATES);
            table(&mut out, &direction.recurrent, GATES);
            out.reals(&direction.bias);
        }
        out.count(network.tops.len());
        for (top, calibration) in network.tops.iter().zip(&self.calibrations) {
            out.word(&top.name);
            top.scheme.write(&mut out);
            table(&mut out, &top.weights, top.scheme.labels());
            out.reals(&top.bias);
            out.reals(top.chain.weights());
            calibration.write(&mut out);
        }
        bytes::seal(MAGIC, &out.0)
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// They are no network, or a damaged one.
    pub(in crate::suggest) fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes::unseal(MAGIC, bytes)?);
        let vocabulary = Lexicon::read(&mut reader)?;
        let words = untable(&mut reader, vocabulary.len() + 1, WORD)?;
        let clitics = untable(&mut reader, CLITICS, CLITIC)?;
        let grams = untable(&mut reader, GRAMS, GRAM)?;
        let directions = [direction(&mut reader)?, direction(&mut reader)?];
        let (mut tops, mut calibrations) = (Vec::new(), Vec::new());
        for _ in 0..reader.count(1)? {
            tops.push(top(&mut reader)?);
            calibrations.push(Calibration::read(&mut reader)?);
        }
        reader.end()?;
        let network = Network {
            words,
            clitics,
            grams,
            directions,
            tops,
        };
        Ok(Self {
            vocabulary,
            network,
            calibrations,
        })
    }
}

fn direction(reader: &mut Reader<'_>) -> Result<Direction, Damage> {
    Ok(Direction {
        input: untable(reader, INPUT, GATES)?,
        recurrent: untable(reader, CELLS, GATES)?,
        bias: reader.reals(GATES)?,
    })
}

fn top(reader: &mut Reader<'_>) -> Result<Top, Damage> {
    let name = reader.word()?;
    let scheme = Scheme::read(reader)?;
    let labels = scheme.labels();
    let weights = untable(reader, OUTPUT, labels)?;
    let bias = reader.reals(labels)?;
    let chain = Chain::new(labels, reader.reals((labels + 1) * labels)?).ok_or(Damage::Nonsense)?;
    Ok(Top {
        name,
        scheme,
        weights,
        bias,
        chain,
    })
}

/// Writes a table of rows of `width`.
fn table(out: &mut Writer, values: &[f32], width: usize) {
    for row in values.chunks_exact(width) {
        let top = row.iter().fold(0.0f32, |top, value| top.max(value.abs()));
        let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
        let small: Vec<i8> = row.iter().map(|value| nearest(value / scale)).collect();
        out.f32(scale);
        out.small(&small);
    }
}

fn untable(reader: &mut Reader<'_>, rows: usize, width: usize) -> Result<Vec<f32>, Damage> {
    let mut values = Vec::with_capacity(rows.saturating_mul(width).min(1 << 24));
    for _ in 0..rows {
        let scale = reader.f32()?;
        values.extend(
            reader
                .small(width)?
                .into_iter()
                .map(|value| f32::from(value) * scale),
        );
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &[u8] = include_bytes!("../../../../assets/models/neural.bin");

    #[test]
    fn the_bundled_network_reads() {
        let neural = Neural::read(BUNDLED).unwrap_or_else(|damage| panic!("{damage:?}"));
        let names: Vec<&str> = neural
            .network
            .tops
            .iter()
            .map(|top| top.name.as_str())
            .collect();
        assert_eq!(names, ["core", "news", "wojood"]);
        assert_eq!(neural.write().len(), BUNDLED.len());
    }

    #[test]
    fn damage_is_an_error() {
        for end in [0, 7, 8, 12, 5000, BUNDLED.len() - 1] {
            assert!(Neural::read(&BUNDLED[..end]).is_err());
        }
        let mut altered = BUNDLED.to_vec();
        altered[BUNDLED.len() / 2] ^= 1;
        assert_eq!(Neural::read(&altered).err(), Some(Damage::Altered));
        assert!(Neural::read(&bytes::seal(MAGIC, &[255; 64])).is_err());
    }
}
