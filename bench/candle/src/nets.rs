//! The nets of W4 and W5, and their first weights in candle's layout.
use crate::protocol::Settings;
use candle_core::{D, DType, Device, Result, Tensor};
use candle_nn::rnn::{LSTM, LSTMConfig, RNN, lstm};
use candle_nn::{Conv2d, Conv2dConfig, Linear, Module, ModuleT, VarBuilder, VarMap, conv2d, linear};
use std::collections::HashMap;

type Named = HashMap<String, Tensor>;

/// Two convolutions, each with relu and pooling, and a dense layer.
pub struct Convolutional {
    first: Conv2d,
    second: Conv2d,
    last: Linear,
}

impl Convolutional {
    pub fn new(map: &VarMap) -> Result<Self> {
        let vb = VarBuilder::from_varmap(map, DType::F32, &Device::Cpu);
        let layer = |inputs, filters, name| conv2d(inputs, filters, 3, Conv2dConfig::default(), vb.pp(name));
        Ok(Self { first: layer(1, 32, "first")?, second: layer(32, 64, "second")?, last: linear(1600, 10, vb.pp("last"))? })
    }

    pub fn weights(s: &Settings) -> Result<Named> {
        let [kernel1, bias1, kernel2, bias2, kernel, bias] = arrays(s, "W4", [&[3, 3, 1, 32], &[32], &[3, 3, 32, 64], &[64], &[5, 5, 64, 10], &[10]])?;
        // Flatten has the channels outside here.
        let kernel = kernel.permute((3, 2, 0, 1))?.reshape((10, 1600))?;
        let named = [
            ("first.weight", kernel1.permute((3, 2, 0, 1))?),
            ("first.bias", bias1),
            ("second.weight", kernel2.permute((3, 2, 0, 1))?),
            ("second.bias", bias2),
            ("last.weight", kernel),
            ("last.bias", bias),
        ];
        contiguous(named)
    }
}

impl ModuleT for Convolutional {
    fn forward_t(&self, x: &Tensor, _: bool) -> Result<Tensor> {
        let h = self.first.forward(&x.reshape(((), 1, 28, 28))?)?.relu()?.max_pool2d(2)?;
        let h = self.second.forward(&h)?.relu()?;
        // Its pooling has no right gradient where a row is left over: 11 = 5·2 + 1.
        let h = h.narrow(2, 0, 10)?.narrow(3, 0, 10)?.contiguous()?.max_pool2d(2)?;
        self.last.forward(&h.flatten_from(1)?)
    }
}

/// An LSTM, and a dense layer on its last output.
pub struct Recurrent {
    lstm: LSTM,
    last: Linear,
}

impl Recurrent {
    pub fn new(map: &VarMap) -> Result<Self> {
        let vb = VarBuilder::from_varmap(map, DType::F32, &Device::Cpu);
        Ok(Self { lstm: lstm(28, 128, LSTMConfig::default(), vb.pp("lstm"))?, last: linear(128, 10, vb.pp("last"))? })
    }

    /// The gates have the common order; the bias is the sum of two, both of which learn.
    pub fn weights(s: &Settings) -> Result<Named> {
        let [kernel, inner, both, last, bias] = arrays(s, "W5", [&[28, 512], &[128, 512], &[512], &[128, 10], &[10]])?;
        let named = [
            ("lstm.weight_ih_l0", kernel.t()?),
            ("lstm.weight_hh_l0", inner.t()?),
            ("lstm.bias_hh_l0", both.zeros_like()?),
            ("lstm.bias_ih_l0", both),
            ("last.weight", last.t()?),
            ("last.bias", bias),
        ];
        contiguous(named)
    }
}

impl ModuleT for Recurrent {
    fn forward_t(&self, x: &Tensor, _: bool) -> Result<Tensor> {
        let states = self.lstm.seq(&x.reshape(((), 28, 28))?)?;
        self.last.forward(states[states.len() - 1].h())
    }
}

/// The common first weights of a net, cut into arrays of these shapes.
fn arrays<const N: usize>(s: &Settings, net: &str, shapes: [&[usize]; N]) -> Result<[Tensor; N]> {
    let values = s.values(net)?;
    let mut at = 0;
    let cut = |shape: &[usize]| {
        let n: usize = shape.iter().product();
        at += n;
        Tensor::from_slice(&values[at - n..at], shape, &Device::Cpu)
    };
    let list: Vec<Tensor> = shapes.into_iter().map(cut).collect::<Result<_>>()?;
    Ok(list.try_into().expect("there are as many arrays as shapes"))
}

fn contiguous<const N: usize>(named: [(&str, Tensor); N]) -> Result<Named> {
    named.into_iter().map(|(name, t)| Ok((name.to_string(), t.contiguous()?))).collect()
}

/// What a net makes of the first sample and of the other one that is checked.
pub fn outputs(net: &impl ModuleT, x: &Tensor) -> Result<Vec<Vec<f32>>> {
    let rows = Tensor::new(&[0u32, 1023], &Device::Cpu)?;
    candle_nn::ops::softmax(&net.forward_t(&x.index_select(&rows, 0)?, false)?, D::Minus1)?.to_vec2()
}
