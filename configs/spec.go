// Package configs reads models from YAML files: layers, what they are compiled
// with, how they are trained and on what data.
//
//	spec, err := configs.Load("digits.yaml")
//	model, err := spec.Model()             // built and compiled
//	result, err := configs.Train(ctx, spec, ".")
//
// A file is data: it names only what is registered in the program, and every
// mistake in it is reported with its place, all of them at once.
package configs

import (
	"github.com/layercake-go/layercake/data"
	"github.com/layercake-go/layercake/layer"
	_ "github.com/layercake-go/layercake/layers" // the layers that a file may name
	"github.com/layercake-go/layercake/losses"
	"github.com/layercake-go/layercake/optim"
)

// Version is the form of the files that this package reads and writes.
const Version = 1

// A Spec is a model as a file describes it, with every default filled in.
type Spec struct {
	Version int          `yaml:"version" required:"true" doc:"form of this file: 1"`
	Name    string       `yaml:"name" default:"sequential" doc:"name of the model"`
	Seed    int          `yaml:"seed" default:"0" doc:"where all random numbers come from: first weights, shuffling, dropout; the same seed gives the same model"`
	Input   []int        `yaml:"input" doc:"shape of one sample, without the batch axis; by default that of the data"`
	Layers  []layer.Spec `yaml:"layers" required:"true" doc:"the layers, from the input on: Dense(100, relu), or dense: {units: 100, activation: relu}"`
	Compile *Compile     `yaml:"compile" doc:"what the model learns with"`
	Fit     Fit          `yaml:"fit" doc:"how it is trained"`
	From    *data.Spec   `yaml:"data" doc:"what it is trained on"`
	Classes []string     `yaml:"classes" doc:"names of the outputs, in order"`

	src *source
}

// Compile is the section of that name: what Model.Compile is given.
type Compile struct {
	Optimizer       *optim.Optimizer `yaml:"optimizer" default:"rmsprop" doc:"the rule by which the weights learn: adam(learning_rate=1e-3)"`
	Loss            *losses.Loss     `yaml:"loss" required:"true" doc:"what training makes small"`
	Metrics         []Metric         `yaml:"metrics" doc:"what else is measured: accuracy"`
	WeightedMetrics []Metric         `yaml:"weighted_metrics" doc:"metrics that count each sample by its weight"`
	Allow           []string         `yaml:"allow" doc:"combinations to let pass that are nearly always a mistake, by the names that their errors give"`
}

// Fit is the section of that name: the options of Model.Fit.
type Fit struct {
	Epochs          int             `yaml:"epochs" default:"1" doc:"how many times training goes through the data"`
	BatchSize       int             `yaml:"batch_size" default:"32" doc:"how many samples make one step"`
	ValidationSplit float64         `yaml:"validation_split" default:"0" doc:"part of the samples, from 0 up to 1, kept for measuring after each epoch"`
	Shuffle         bool            `yaml:"shuffle" default:"true" doc:"every epoch goes through the samples in an order of its own"`
	ClassWeight     map[int]float64 `yaml:"class_weight" doc:"how much each class counts in the loss, by its number; 1 if it is not named"`
	Callbacks       []Callback      `yaml:"callbacks" doc:"what else happens during training: early_stopping(patience=3)"`
}
