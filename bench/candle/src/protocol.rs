//! How every system of the benchmark is started, what it reads, how it times, and
//! what it prints: a JSON object a line.
use candle_core::{Error, Result};
use std::cell::Cell;
use std::fs;
use std::time::{Duration, Instant};

pub const WIDTH: usize = 784;
const VERSION: &str = "candle 0.11.1";
const TIMED_EPOCHS: usize = 3; // after one that warms up

pub fn sizes(net: &str) -> &'static [usize] {
    if net == "W1" { &[WIDTH, 512, 512, 10] } else { &[WIDTH, 100, 10] }
}

#[derive(Default)]
pub struct Settings {
    pub work: String,
    pub inputs: String,
    pub samples: usize,
    pub seconds: f64,
    pub case: String,
    pub data: String,
    pub out: String,
}

impl Settings {
    pub fn from_arguments() -> std::result::Result<Settings, Box<dyn std::error::Error>> {
        let mut s = Settings::default();
        let words: Vec<String> = std::env::args().skip(1).collect();
        for pair in words.chunks(2) {
            let [name, value] = pair else { return Err(format!("{} has no value", pair[0]).into()) };
            match name.as_str() {
                "-work" => s.work = value.clone(),
                "-inputs" => s.inputs = value.clone(),
                "-samples" => s.samples = value.parse()?,
                "-seconds" => s.seconds = value.parse()?,
                "-case" => s.case = value.clone(),
                "-data" => s.data = value.clone(),
                "-out" => s.out = value.clone(),
                "-threads" => {} // RAYON_NUM_THREADS decides
                _ => return Err(format!("there is no {name}").into()),
            }
        }
        Ok(s)
    }

    /// The first rows of the common samples.
    pub fn x(&self, rows: usize) -> Result<Vec<f32>> {
        Ok(self.floats("x.f32")?[..rows * WIDTH].to_vec())
    }

    pub fn labels(&self) -> Result<Vec<u8>> {
        fs::read(format!("{}/y.u8", self.inputs)).map_err(Error::wrap)
    }

    /// Inputs, outputs, kernel by rows, and bias of each layer.
    pub fn weights(&self, net: &str) -> Result<Vec<(usize, usize, Vec<f32>, Vec<f32>)>> {
        let values = self.values(net)?;
        let mut at = 0;
        let mut take = |n: usize| {
            at += n;
            values[at - n..at].to_vec()
        };
        Ok(sizes(net).windows(2).map(|w| (w[0], w[1], take(w[0] * w[1]), take(w[1]))).collect())
    }

    /// The first weights of a net, one array after the other.
    pub fn values(&self, net: &str) -> Result<Vec<f32>> {
        self.floats(&format!("{net}.f32"))
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>> {
        let bytes = fs::read(format!("{}/{name}", self.inputs)).map_err(Error::wrap)?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    /// Times epochs and prints the record; outputs are those of the first weights, if they are checked.
    pub fn train(&self, call: &str, outputs: Option<Vec<Vec<f32>>>, mut epoch: impl FnMut() -> Result<f64>) -> Result<()> {
        let (mut best, mut losses) = (f64::MAX, vec![epoch()?]);
        for _ in 0..TIMED_EPOCHS {
            let start = Instant::now();
            losses.push(epoch()?);
            best = best.min(start.elapsed().as_secs_f64());
        }
        let rate = self.samples as f64 / best;
        let outputs = outputs.map_or(String::new(), |o| format!(r#", "outputs": {o:?}"#));
        print(&self.work, "train", &format!(r#""call": "{call}", "normal": true, "value": {rate}, "losses": {losses:?}{outputs}"#));
        Ok(())
    }

    /// Times a call that returns probabilities, and hands some on to be checked.
    pub fn predict(&self, net: &str, batch: usize, call: &str, normal: bool, f: impl Fn() -> Result<Vec<Vec<f32>>>) -> Result<()> {
        let out = f()?;
        let checked = if batch == 1 { vec![&out[0]] } else { vec![&out[0], &out[batch - 1]] };
        let run = || drop(f().expect("it went well before"));
        let value = if batch == 1 { latency(run, self.seconds) } else { batch as f64 / per_call(run, self.seconds) };
        let fields = format!(r#""call": "{call}", "normal": {normal}, "value": {value}, "outputs": {checked:?}"#);
        print("W3", &format!("{net} net, batch {batch}"), &fields);
        Ok(())
    }
}

pub fn print(work: &str, case: &str, fields: &str) {
    println!(r#"{{"work": "{work}", "case": "{case}", "version": "{VERSION}", {fields}}}"#);
}

/// The record of W7.
pub fn cold(probabilities: &[f32]) {
    let status = fs::read_to_string("/proc/self/status").expect("Linux has it");
    let line = status.lines().find(|l| l.starts_with("VmHWM")).expect("Linux has it");
    let kib: f64 = line.split_whitespace().nth(1).and_then(|v| v.parse().ok()).expect("a number");
    let sum: f32 = probabilities.iter().sum();
    print("W7", "time", &format!(r#""sum": {sum}, "peak_mib": {}"#, kib / 1024.0));
}

thread_local!(static STATE: Cell<u64> = const { Cell::new(0x9e3779b97f4a7c15) });

/// The numbers 0, …, n − 1 in a new order (Fisher and Yates, xorshift).
pub fn shuffled(n: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    for i in (1..n).rev() {
        let mut v = STATE.get();
        v ^= v << 13;
        v ^= v >> 7;
        v ^= v << 17;
        STATE.set(v);
        order.swap(i, (v % (i as u64 + 1)) as usize);
    }
    order
}

/// Median µs of up to 2000 calls, after 20 and a tenth of the time to warm up.
fn latency(call: impl Fn(), seconds: f64) -> f64 {
    let budget = Duration::from_secs_f64(seconds);
    let (start, mut warm) = (Instant::now(), 0);
    while warm < 20 || start.elapsed() < budget / 10 {
        call();
        warm += 1;
    }
    let (mut times, start) = (Vec::with_capacity(2000), Instant::now());
    while times.len() < 2000 && (times.len() < 20 || start.elapsed() < budget) {
        let t = Instant::now();
        call();
        times.push(t.elapsed().as_nanos());
    }
    times.sort_unstable();
    times[times.len() / 2] as f64 / 1000.0
}

/// Seconds a call takes: the best of five rounds that fill the time.
fn per_call(call: impl Fn(), seconds: f64) -> f64 {
    call();
    let start = Instant::now();
    call();
    let n = ((seconds / 5.0 / start.elapsed().as_secs_f64()) as usize).max(1);
    let round = || {
        let start = Instant::now();
        (0..n).for_each(|_| call());
        start.elapsed().as_secs_f64() / n as f64
    };
    (0..5).map(|_| round()).fold(f64::MAX, f64::min)
}
