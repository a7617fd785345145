//! W8: read the data, train, measure, save.
use crate::protocol::{self, Settings, WIDTH};
use crate::{Net, adam, epoch};
use candle_core::{D, DType, Device, Error, Result, Tensor};
use candle_nn::{ModuleT, VarMap};
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;

/// Images as rows from 0 to 1, and their classes.
type Set = (Tensor, Tensor);

pub fn run(s: &Settings) -> Result<()> {
    match s.case.as_str() {
        "digits" => {
            let (train, test) = digits(&s.data)?;
            fit(s, &[64, 100, 10], train, test, 20, 32)
        }
        "MNIST" => fit(s, &[WIDTH, 512, 512, 10], mnist(&s.data, "train")?, mnist(&s.data, "t10k")?, 5, 128),
        other => Err(Error::Msg(format!("there is no case {other:?}"))),
    }
}

fn fit(s: &Settings, sizes: &[usize], train: Set, test: Set, epochs: usize, batch: usize) -> Result<()> {
    let map = VarMap::new();
    let net = Net::new(sizes, &map, 0.2)?;
    let mut adam = adam(&map)?;
    let mut accuracy = 0.0;
    for _ in 0..epochs {
        epoch(&net, &mut adam, &train.0, &train.1, batch)?;
        let right = net.forward_t(&test.0, false)?.argmax(D::Minus1)?.eq(&test.1.to_dtype(DType::U32)?)?;
        accuracy = right.to_dtype(DType::F32)?.mean_all()?.to_scalar::<f32>()?;
    }
    map.save(format!("{}.safetensors", s.out))?;
    protocol::print("W8", &s.case, &format!(r#""call": "backward_step", "accuracy": {accuracy}"#));
    Ok(())
}

/// 180 of the 1,797 rows of the table are for the test.
fn digits(path: &str) -> Result<(Set, Set)> {
    let text = String::from_utf8(unpack(path)?).map_err(Error::wrap)?;
    let rows: Vec<Vec<f32>> = text.lines().skip(1).map(|l| l.split(',').map(|v| v.parse().map_err(Error::wrap)).collect()).collect::<Result<_>>()?;
    let order = protocol::shuffled(rows.len());
    let part = |rows_of: &[u32]| -> Result<Set> {
        let x: Vec<f32> = rows_of.iter().flat_map(|&r| rows[r as usize][..64].iter().map(|v| v / 16.0)).collect();
        let y: Vec<u8> = rows_of.iter().map(|&r| rows[r as usize][64] as u8).collect();
        tensors(x, y, 64)
    };
    Ok((part(&order[180..])?, part(&order[..180])?))
}

fn mnist(folder: &str, part: &str) -> Result<Set> {
    let images = unpack(&format!("{folder}/{part}-images-idx3-ubyte.gz"))?;
    let labels = unpack(&format!("{folder}/{part}-labels-idx1-ubyte.gz"))?;
    tensors(images[16..].iter().map(|&v| v as f32 / 255.0).collect(), labels[8..].to_vec(), WIDTH)
}

fn tensors(x: Vec<f32>, y: Vec<u8>, width: usize) -> Result<Set> {
    let n = y.len();
    Ok((Tensor::from_vec(x, (n, width), &Device::Cpu)?, Tensor::from_vec(y, n, &Device::Cpu)?))
}

fn unpack(path: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(path).map_err(Error::wrap)?).read_to_end(&mut bytes).map_err(Error::wrap)?;
    Ok(bytes)
}
