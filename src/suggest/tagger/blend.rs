//! The network and the linear model together: a weighted mean of their logarithms.

use super::lattice::Chain;

/// The weight of the linear model beside the network's one; measured on development text.
const LINEAR: f32 = 0.5;

/// Subtracted from every step to outside; see the training of the linear model.
const OUTSIDE: f32 = 0.3;

/// The chain of both; of the network alone where the linear model has no such head.
pub(in crate::suggest) fn chain(network: &Chain, linear: Option<&Chain>) -> Chain {
    let mut chain = network.clone();
    let Some(linear) = linear else {
        return chain;
    };
    chain.update(|weights| mean(weights, linear.weights()));
    let labels = chain.labels();
    chain.update(|weights| {
        weights
            .iter_mut()
            .step_by(labels)
            .for_each(|w| *w -= OUTSIDE);
    });
    chain
}

/// The emissions of both, in the place of the network's.
pub(in crate::suggest) fn emissions(network: &mut [f32], linear: Option<Vec<f32>>) {
    if let Some(linear) = linear {
        mean(network, &linear);
    }
}

fn mean(own: &mut [f32], other: &[f32]) {
    for (own, other) in own.iter_mut().zip(other) {
        *own = (*own + LINEAR * other) / (1.0 + LINEAR);
    }
}
