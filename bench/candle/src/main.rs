//! Runs the works on candle, with its own processor backend.
mod nets;
mod protocol;
mod shell;

use candle_core::{D, DType, Device, Result, Tensor};
use candle_nn::{AdamW, Linear, Module, ModuleT, Optimizer, ParamsAdamW, SGD, VarBuilder, VarMap, linear, loss, ops};
use nets::{Convolutional, Recurrent};
use protocol::{Settings, WIDTH, sizes};
use std::collections::HashMap;

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let s = Settings::from_arguments()?;
    match s.work.as_str() {
        "W1" | "W2" => train(&s)?,
        "W3" => predict(&s)?,
        "W4" => train_other(&s, Convolutional::new, Convolutional::weights(&s)?)?,
        "W5" => train_other(&s, Recurrent::new, Recurrent::weights(&s)?)?,
        "W7" => {
            let net = Net::new(sizes("W2"), &VarMap::new(), 0.0)?;
            let y = net.probabilities(&Tensor::zeros((1, WIDTH), DType::F32, &Device::Cpu)?)?;
            protocol::cold(&y[0]);
        }
        "W8" => shell::run(&s)?,
        other => return Err(format!("there is no work {other:?}").into()),
    }
    Ok(())
}

/// relu, and dropout if it has a rate, between dense layers; it gives scores.
pub struct Net {
    layers: Vec<Linear>,
    rate: f32,
}

impl Net {
    pub fn new(sizes: &[usize], map: &VarMap, rate: f32) -> Result<Net> {
        Net::build(sizes, VarBuilder::from_varmap(map, DType::F32, &Device::Cpu), rate)
    }

    fn build(sizes: &[usize], vb: VarBuilder, rate: f32) -> Result<Net> {
        let layer = |(i, w): (usize, &[usize])| linear(w[0], w[1], vb.pp(i));
        Ok(Net { layers: sizes.windows(2).enumerate().map(layer).collect::<Result<_>>()?, rate })
    }

    fn probabilities(&self, x: &Tensor) -> Result<Vec<Vec<f32>>> {
        ops::softmax(&self.forward_t(x, false)?, D::Minus1)?.to_vec2()
    }
}

/// The scores.
impl ModuleT for Net {
    fn forward_t(&self, x: &Tensor, training: bool) -> Result<Tensor> {
        let mut h = x.clone();
        for (i, layer) in self.layers.iter().enumerate() {
            h = layer.forward(&h)?;
            if i + 1 < self.layers.len() {
                h = h.relu()?;
                if training && self.rate > 0.0 {
                    h = ops::dropout(&h, self.rate)?;
                }
            }
        }
        Ok(h)
    }
}

/// The common first weights, by the names that Net gives them; candle stores a
/// kernel as (outputs, inputs).
fn weights(s: &Settings, net: &str) -> Result<HashMap<String, Tensor>> {
    let mut named = HashMap::new();
    for (i, (n, m, kernel, bias)) in s.weights(net)?.into_iter().enumerate() {
        let kernel = Tensor::from_vec(kernel, (n, m), &Device::Cpu)?.t()?.contiguous()?;
        named.insert(format!("{i}.weight"), kernel);
        named.insert(format!("{i}.bias"), Tensor::from_vec(bias, m, &Device::Cpu)?);
    }
    Ok(named)
}

fn train(s: &Settings) -> Result<()> {
    let mut map = VarMap::new();
    let net = Net::new(sizes(&s.work), &map, 0.0)?;
    map.set(weights(s, &s.work)?.into_iter())?;
    let (x, y) = samples(s)?;
    if s.work == "W1" {
        let mut adam = adam(&map)?;
        s.train("backward_step", None, || epoch(&net, &mut adam, &x, &y, 128))
    } else {
        let mut sgd = SGD::new(map.all_vars(), 0.01)?;
        s.train("backward_step", None, || epoch(&net, &mut sgd, &x, &y, 32))
    }
}

/// Trains a net that is not dense alone.
fn train_other<N: ModuleT>(s: &Settings, net: fn(&VarMap) -> Result<N>, weights: HashMap<String, Tensor>) -> Result<()> {
    let mut map = VarMap::new();
    let net = net(&map)?;
    map.set(weights.into_iter())?;
    let (x, y) = samples(s)?;
    let mut adam = adam(&map)?;
    s.train("backward_step", Some(nets::outputs(&net, &x)?), || epoch(&net, &mut adam, &x, &y, 128))
}

/// The first of the common samples, and their labels.
fn samples(s: &Settings) -> Result<(Tensor, Tensor)> {
    let x = Tensor::from_vec(s.x(s.samples)?, (s.samples, WIDTH), &Device::Cpu)?;
    let y = Tensor::from_vec(s.labels()?[..s.samples].to_vec(), s.samples, &Device::Cpu)?;
    Ok((x, y))
}

/// Adam, which candle has as AdamW without decay.
pub fn adam(map: &VarMap) -> Result<AdamW> {
    AdamW::new(map.all_vars(), ParamsAdamW { lr: 1e-3, weight_decay: 0.0, ..Default::default() })
}

/// One pass in a new order; the mean of the losses.
pub fn epoch<O: Optimizer>(net: &impl ModuleT, optimizer: &mut O, x: &Tensor, y: &Tensor, batch: usize) -> Result<f64> {
    let order = protocol::shuffled(x.dim(0)?);
    let (mut sum, mut steps) = (0.0, 0);
    for rows in order.chunks(batch) {
        let rows = Tensor::new(rows, &Device::Cpu)?;
        let l = loss::cross_entropy(&net.forward_t(&x.index_select(&rows, 0)?, true)?, &y.index_select(&rows, 0)?)?;
        optimizer.backward_step(&l)?;
        sum += l.to_scalar::<f32>()? as f64;
        steps += 1;
    }
    Ok(sum / steps as f64)
}

/// With weights that learn, and with plain tensors, which are faster.
fn predict(s: &Settings) -> Result<()> {
    for name in ["W2", "W1"] {
        let mut map = VarMap::new();
        let variable = Net::new(sizes(name), &map, 0.0)?;
        map.set(weights(s, name)?.into_iter())?;
        let plain = Net::build(sizes(name), VarBuilder::from_tensors(weights(s, name)?, DType::F32, &Device::Cpu), 0.0)?;
        for batch in [1, 1024] {
            let x = Tensor::from_vec(s.x(batch)?, (batch, WIDTH), &Device::Cpu)?;
            s.predict(name, batch, "forward", true, || variable.probabilities(&x))?;
            s.predict(name, batch, "forward, weights from tensors", false, || plain.probabilities(&x))?;
        }
    }
    Ok(())
}
